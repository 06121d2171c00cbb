"""Terms of objecting, as dated data (Awb chapters 6 and 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.deadlines import Term
from kernkracht.foundation.legal_settings.declarations import Declaration, at_least, declare_setting, declare_subject
from kernkracht.foundation.legal_settings.queries import number_on

SINCE = date(1994, 1, 1)
WEEKS, DAYS = _("weken"), _("dagen")

OBJECTION_WEEKS = "objections.term_weeks"  # declared by applications, whose letters name the day
APPEAL_WEEKS = "objections.appeal_weeks"
DECISION_WEEKS = "objections.decision_weeks"
COMMITTEE_WEEKS = "objections.committee_weeks"
EXTENSION_WEEKS = "objections.extension_weeks"
REPAIR_DAYS = "objections.repair_days"
HEARING_DAYS = "objections.hearing_notice_days"
POST_DAYS = "objections.post_days"
PENALTY_WEEKS = "objections.penalty_decision_weeks"

for key, label, value, unit, source, doubt in (
    (APPEAL_WEEKS, _("Beroep na bezwaar: termijn"), 6, WEEKS, "Awb 6:7 en 6:8", ""),
    (DECISION_WEEKS, _("Besluiten op bezwaar: termijn"), 6, WEEKS, "Awb 7:10 lid 1", ""),
    (
        COMMITTEE_WEEKS,
        _("Besluiten op bezwaar met een commissie: termijn"),
        12,
        WEEKS,
        "Awb 7:10 lid 1 en 7:13",
        _("Alleen als de commissie op tijd aan de indiener is gemeld; anders zes weken (RvS 2016:2233)."),
    ),
    (EXTENSION_WEEKS, _("Besluiten op bezwaar: langste uitstel"), 6, WEEKS, "Awb 7:10 lid 3", ""),
    (
        REPAIR_DAYS,
        _("Bezwaar aanvullen: voorgestelde termijn"),
        14,
        DAYS,
        "Awb 6:6",
        _("De wet noemt geen lengte. Twee weken is een gewoonte; een jurist moet dit bevestigen."),
    ),
    (
        HEARING_DAYS,
        _("Hoorzitting: uitnodigen minstens zoveel dagen vooraf"),
        14,
        DAYS,
        "Awb 7:4",
        _("De wet noemt tien dagen voor nieuwe stukken en een week inzage; de uitnodiging gaat daaraan vooraf."),
    ),
    (
        PENALTY_WEEKS,
        _("Dwangsom vaststellen: termijn na de laatste dag waarover wij haar betalen"),
        2,
        WEEKS,
        "Awb 4:18",
        _("Artikel 4:18 hoort bij 4:17, dat per 1 januari 2026 is gewijzigd. Laat een jurist de nieuwe tekst nalezen."),
    ),
    (POST_DAYS, _("Bezwaar per post: ontvangen binnen zoveel dagen na de termijn"), 7, DAYS, "Awb 6:9 lid 2", ""),
):
    declare_setting(Declaration(key, label, ((SINCE, value, source),), unit=unit, doubt=doubt, check=at_least(1)))

COURT = "objections.court"
declare_subject("objections", _("Bezwaar en beroep"))

declare_setting(
    Declaration(
        COURT,
        _("Rechtbank voor beroep"),
        ((SINCE, "de rechtbank, afdeling bestuursrecht", "Awb 8:7"),),
        doubt=_("Vul de rechtbank van uw gebied in met het postadres. De wet noemt haar niet bij naam."),
    )
)


@dataclass(frozen=True)
class LegalNumbers:
    """The terms of a day, as pages say or suggest them."""

    object_weeks: int
    decide_weeks: int
    committee_weeks: int
    extension_weeks: int
    repair_days: int

    @property
    def decide(self) -> str:
        """“6 weken”."""
        return str(Term(weeks=self.decide_weeks))

    @property
    def committee(self) -> str:
        return str(Term(weeks=self.committee_weeks))

    @property
    def extension(self) -> str:
        return str(Term(weeks=self.extension_weeks))


def numbers_for(on: date) -> LegalNumbers:
    """What holds on a day."""
    keys = (OBJECTION_WEEKS, DECISION_WEEKS, COMMITTEE_WEEKS, EXTENSION_WEEKS, REPAIR_DAYS)
    return LegalNumbers(*(number_on(key, on) for key in keys))
