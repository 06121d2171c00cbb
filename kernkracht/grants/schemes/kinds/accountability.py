"""What the receiver tells afterwards, what is published, and how the scheme itself is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.grants.schemes.parameters import Count, Day, Either, Euro, Item, Labelled, ListOf, Text, YearDay, param

from .base import Case, Check, Kind, ProcessKind, day_text, euro, labels, met, not_met, or_list, weeks_text
from .vocabulary import REPORT_FORMS


@dataclass(frozen=True, kw_only=True)
class PublicityConsent(
    ProcessKind, id="publicity_consent", group="accountability", nl=gettext_lazy("publicatie"),
    en="Consent to publish, granted initiatives are published", by="process", once=True,
):  # fmt: skip
    how: str | None = param(Text(300), gettext_lazy("hoe"))

    def statement(self) -> str:
        sentence = _("Krijgt u geld? Dan laten wij uw plan op de website zien, zonder uw naam.")
        return sentence + (f" {self.how}" if self.how else "")

    def questions(self) -> tuple[str, ...]:
        return ("may_publish", "public_summary")


@dataclass(frozen=True, kw_only=True)
class AccountLight(
    ProcessKind, id="account_light", group="accountability", nl=gettext_lazy("foto of kort verslag"),
    en="Photo or short report as proof", by="process", once=True,
):  # fmt: skip
    term_weeks: int | None = param(Count("weeks", high=104), gettext_lazy("binnen zoveel weken"))
    forms: tuple[Item, ...] = param(ListOf(Labelled(REPORT_FORMS)), gettext_lazy("vormen"), default=())

    def statement(self) -> str:
        forms = or_list(labels(self.forms)) or str(REPORT_FORMS["photo"])
        if self.term_weeks:
            return _("Binnen {weeks} na afloop stuurt u {forms}.").format(
                weeks=weeks_text(self.term_weeks), forms=forms
            )
        return _("Na afloop stuurt u {forms}.").format(forms=forms)


@dataclass(frozen=True, kw_only=True)
class AccountFinancial(
    ProcessKind, id="account_financial", group="accountability", nl=gettext_lazy("inhoudelijk en financieel verslag"),
    en="Financial and substantive report, receipts", by="process", once=True,
):  # fmt: skip
    """`term` is a number of weeks after the activity, or a day (of the next year when it is a day of every year)."""

    from_amount: int | None = param(Euro(), gettext_lazy("vanaf dit bedrag"))
    term: int | date | YearDay | None = param(
        Either(Count("weeks", high=208), Day()), gettext_lazy("aantal weken of dag")
    )

    def statement(self) -> str:
        if isinstance(self.term, int):
            when = _("Binnen {weeks} na afloop").format(weeks=weeks_text(self.term))
        else:
            when = _("Uiterlijk op {day}").format(day=day_text(self.term)) if self.term else _("Na afloop")
        sentence = _("{when} stuurt u een verslag met alle kosten en bonnen.").format(when=when)
        if self.from_amount:
            sentence += " " + _("Dit geldt vanaf {amount}.").format(amount=euro(self.from_amount))
        return sentence


@dataclass(frozen=True, kw_only=True)
class DefinitiveAfterReport(
    ProcessKind, id="definitive_after_report", group="accountability",
    nl=gettext_lazy("vaststelling na verantwoording"),
    en="Grant is only final after approval of the report", by="process", once=True,
):  # fmt: skip
    def statement(self) -> str:
        return _("Het bedrag staat pas vast als wij uw verslag goedkeuren.")


@dataclass(frozen=True, kw_only=True)
class ReportCancellation(
    ProcessKind, id="report_cancellation", group="accountability", nl=gettext_lazy("melden als het niet doorgaat"),
    en="Report at once if it does not go on", by="process", once=True,
):  # fmt: skip
    def statement(self) -> str:
        return _("Gaat het niet door? Meld dat dan meteen.")


@dataclass(frozen=True, kw_only=True)
class EvaluationOfScheme(
    ProcessKind, id="evaluation_of_scheme", group="accountability", nl=gettext_lazy("regeling wordt geëvalueerd"),
    en="Scheme itself is evaluated and changed", by="process", once=True,
):  # fmt: skip
    date_: date | YearDay | None = param(Day(), gettext_lazy("dag"))

    def statement(self) -> str:
        if self.date_:
            return _("Wij kijken op {day} hoe deze regeling werkt.").format(day=day_text(self.date_))
        return _("Wij kijken hoe deze regeling werkt en maken haar zo nodig anders.")


@dataclass(frozen=True, kw_only=True)
class TermAndExtension(
    Kind, id="term_and_extension", group="accountability", nl=gettext_lazy("looptijd en verlenging"),
    en="Granted for one year, extension after report", once=True,
):  # fmt: skip
    """Counts the earlier years of the same activity: more than `years` plus `max_extension_years` is too long."""

    years: int = param(Count("years", high=50), gettext_lazy("jaren"), required=True)
    max_extension_years: int = param(Count("years", low=0, high=50), gettext_lazy("verlenging, in jaren"), default=0)

    def statement(self) -> str:
        term = _("1 jaar") if self.years == 1 else _("{count} jaar").format(count=self.years)
        sentence = _("U krijgt het geld voor {term}.").format(term=term)
        if self.max_extension_years:
            sentence += " " + _("Na uw verslag kunnen wij dit hoogstens {count} jaar verlengen.").format(
                count=self.max_extension_years
            )
        return sentence

    def check(self, case: Case) -> Check:
        earlier = {
            grant.year for grant in case.facts.earlier
            if grant.same_activity and grant.scheme in ("", case.scheme) and grant.year < case.day.year
        }  # fmt: skip
        most = self.years + self.max_extension_years
        if len(earlier) < most:
            return met(_("Dit is jaar {number} van hoogstens {most}.").format(number=len(earlier) + 1, most=most))
        return not_met(_("U kreeg al {count} jaar geld. Langer kan niet.").format(count=len(earlier)))
