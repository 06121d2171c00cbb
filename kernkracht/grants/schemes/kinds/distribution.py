"""How the money is divided. Votes, juries, meetings and the like are stored and shown here; their flow comes later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kernkracht.grants.schemes.parameters import (
    Choice,
    Count,
    Day,
    Euro,
    Flag,
    Item,
    Labelled,
    ListOf,
    Percent,
    Record,
    RecordOf,
    Text,
    YearDay,
    param,
)

from .base import Case, Check, HumanKind, Kind, ProcessKind, and_list, day_text, euro, labels, met, not_met, unknown
from .money import percent_text
from .vocabulary import AREA_LEVELS, CHANNELS, ROLES


@dataclass(frozen=True, kw_only=True)
class FirstCome(
    Kind, id="first_come", group="distribution", nl=gettext_lazy("volgorde van ontvangst"), en="Order of receipt",
    once=True,
):  # fmt: skip
    """The published way of dividing (Awb 4:26). `distribution_of` reads it."""

    complete_application_counts: bool = param(Flag(), gettext_lazy("de dag telt dat alles er is"), default=True)

    def statement(self) -> str:
        sentence = _("Wie het eerst komt, is het eerst aan de beurt.")
        if self.complete_application_counts:
            return sentence + " " + _("De dag telt waarop uw aanvraag compleet is.")
        return sentence + " " + _("De dag telt waarop wij uw aanvraag krijgen.")

    def check(self, case: Case) -> Check:
        return met(_("Wij behandelen aanvragen op volgorde."))


@dataclass(frozen=True, kw_only=True)
class ComparedCriterion(Record):
    criterion: str = param(Text(200), gettext_lazy("waarop wij letten"), required=True)
    weight_pct: Decimal | None = param(Percent(), gettext_lazy("gewicht"))


@dataclass(frozen=True, kw_only=True)
class ComparativeAssessment(
    HumanKind, id="comparative_assessment", group="distribution", nl=gettext_lazy("vergelijkende beoordeling"),
    en="Comparison of all applications after the deadline", by="human", once=True,
):  # fmt: skip
    criteria_weights: tuple[ComparedCriterion, ...] = param(
        ListOf(RecordOf(ComparedCriterion)), gettext_lazy("waarop wij letten"), default=()
    )

    def problems(self) -> list[tuple[str, str, str]]:
        weights = [entry.weight_pct for entry in self.criteria_weights if entry.weight_pct is not None]
        if weights and (len(weights) < len(self.criteria_weights) or sum(weights) != 100):
            return [("criteria_weights", _("De gewichten zijn samen geen 100."), _("Maak de som 100, of laat ze weg."))]
        return []

    def statement(self) -> str:
        sentence = _("Na de laatste dag vergelijken wij alle aanvragen.")
        points = [
            entry.criterion + (f" ({percent_text(entry.weight_pct)})" if entry.weight_pct is not None else "")
            for entry in self.criteria_weights
        ]
        return sentence + (" " + _("Wij letten op: {points}.").format(points=and_list(points)) if points else "")


@dataclass(frozen=True, kw_only=True)
class FeasibilityCheck(
    HumanKind, id="feasibility_check", group="distribution", nl=gettext_lazy("haalbaarheidstoets"),
    en="Municipal feasibility check before the vote", by="human",
):  # fmt: skip
    by_role: str | None = param(Choice(ROLES), gettext_lazy("wie toetst"))

    def statement(self) -> str:
        who = ROLES[self.by_role] if self.by_role else _("De gemeente")
        text = _("{who} kijkt of het plan kan.").format(who=who)
        return text[:1].upper() + text[1:]


@dataclass(frozen=True, kw_only=True)
class SupportThresholdPhase(
    Kind, id="support_threshold_phase", group="distribution", nl=gettext_lazy("drempel naar volgende fase"),
    en="Only plans with enough support go on", once=True,
):  # fmt: skip
    count: int | None = param(Count(), gettext_lazy("aantal mensen; leeg als elk plan een eigen doel heeft"))

    def statement(self) -> str:
        if self.count is None:
            return _("Alleen plannen met genoeg steun gaan door.")
        return _("Alleen plannen met minstens {count} steunbetuigingen gaan door.").format(count=self.count)

    def questions(self) -> tuple[str, ...]:
        return ("supporters",)

    def check(self, case: Case) -> Check:
        have = case.facts.supporters
        if self.count is None:
            verdict = case.facts.judgements.get(case.key)
            if verdict == "not_met":
                return not_met(_("Het plan heeft zijn doel nog niet gehaald."))
            return (
                met(_("Het plan heeft zijn doel gehaald."))
                if verdict
                else unknown(_("Wij weten nog niet of het plan genoeg steun krijgt."), "supporters")
            )
        if have is None:
            return unknown(_("Wij weten nog niet hoeveel mensen uw plan steunen."), "supporters")
        if have >= self.count:
            return met(_("Het plan heeft genoeg steun en gaat door."))
        return not_met(_("Het plan heeft {have} van de {need} steunbetuigingen.").format(have=have, need=self.count))


@dataclass(frozen=True, kw_only=True)
class MultiPhase(
    ProcessKind, id="multi_phase", group="distribution", nl=gettext_lazy("fases"),
    en="Several phases (idea, plan, check, vote, execution)", by="process", once=True,
):  # fmt: skip
    phases: tuple[Item, ...] = param(ListOf(Labelled()), gettext_lazy("fases"), required=True)

    def statement(self) -> str:
        return _("Er zijn {count} stappen: {phases}.").format(
            count=len(self.phases), phases=and_list(labels(self.phases))
        )


@dataclass(frozen=True, kw_only=True)
class ResidentVote(
    ProcessKind, id="resident_vote", group="distribution", nl=gettext_lazy("inwoners stemmen"), en="Residents vote",
    by="process", once=True,
):  # fmt: skip
    min_age: int | None = param(Count(high=120), gettext_lazy("leeftijd vanaf"))
    votes_per_person: int | None = param(Count(high=1000), gettext_lazy("stemmen per persoon"))
    area_level: str | None = param(Choice(AREA_LEVELS), gettext_lazy("wie stemt"))
    channels: tuple[Item, ...] = param(ListOf(Labelled(CHANNELS)), gettext_lazy("hoe"), default=())
    code_by_letter: bool | None = param(Flag(), gettext_lazy("met een code per brief"))

    def statement(self) -> str:
        sentence = _("Inwoners stemmen over de plannen.")
        if self.min_age:
            sentence += " " + _("Stemmen kan vanaf {age} jaar.").format(age=self.min_age)
        if self.votes_per_person:
            votes = ngettext("Iedereen heeft {count} stem.", "Iedereen heeft {count} stemmen.", self.votes_per_person)
            sentence += " " + votes.format(count=self.votes_per_person)
        return sentence


@dataclass(frozen=True, kw_only=True)
class JuryOrPanel(
    ProcessKind, id="jury_or_panel", group="distribution", nl=gettext_lazy("jury of geloot panel"),
    en="Jury or drawn panel of residents / experts", by="process", once=True,
):  # fmt: skip
    composition: str | None = param(Text(300), gettext_lazy("wie erin zitten"))
    weight_pct: Decimal | None = param(Percent(), gettext_lazy("gewicht"))

    def statement(self) -> str:
        sentence = _("Een jury of panel kiest mee.")
        if self.composition:
            sentence += " " + _("Daarin zitten: {people}.").format(people=self.composition.rstrip("."))
        if self.weight_pct is not None:
            sentence += " " + _("Dit telt voor {share} mee.").format(share=percent_text(self.weight_pct))
        return sentence


@dataclass(frozen=True, kw_only=True)
class MeetingDecision(
    ProcessKind, id="meeting_decision", group="distribution", nl=gettext_lazy("dorpsvergadering beslist"),
    en="Village meeting decides", by="process", once=True,
):  # fmt: skip
    quorum: int | None = param(Count(), gettext_lazy("minstens aanwezig"))
    who_may_vote: str | None = param(Text(200), gettext_lazy("wie mag stemmen"))

    def statement(self) -> str:
        sentence = _("Een vergadering van het dorp beslist.")
        if self.who_may_vote:
            sentence += " " + _("Stemmen mag: {people}.").format(people=self.who_may_vote.rstrip("."))
        if self.quorum:
            quorum = ngettext("Er is minstens {count} mens bij.", "Er zijn minstens {count} mensen bij.", self.quorum)
            sentence += " " + quorum.format(count=self.quorum)
        return sentence


@dataclass(frozen=True, kw_only=True)
class BudgetBasketVote(
    ProcessKind, id="budget_basket_vote", group="distribution", nl=gettext_lazy("budget verdelen door stemmer"),
    en="Voter fills a basket up to the budget, or divides the budget over themes", by="process", once=True,
):  # fmt: skip
    amount: int | None = param(Euro(), gettext_lazy("bedrag om te verdelen"))
    step: int | None = param(Euro(), gettext_lazy("in stappen van"))
    min_themes: int | None = param(Count(), gettext_lazy("minstens zoveel thema’s"))

    def statement(self) -> str:
        amount = euro(self.amount) if self.amount else _("het geld")
        return _("Inwoners verdelen samen {amount} over de plannen.").format(amount=amount)


@dataclass(frozen=True, kw_only=True)
class ChequePledge(
    ProcessKind, id="cheque_pledge", group="distribution", nl=gettext_lazy("waardecheque per adres"),
    en="Cheque per address that residents give to an initiative", by="process", once=True,
):  # fmt: skip
    amount: int = param(Euro(), gettext_lazy("waarde van een cheque"), required=True)
    per_year: int | None = param(Count(high=366), gettext_lazy("hoe vaak per jaar"))
    target_rule: str | None = param(Text(200), gettext_lazy("wanneer een plan doorgaat"))

    def statement(self) -> str:
        often = _("{count} keer per jaar").format(count=self.per_year) if self.per_year else _("elk jaar")
        sentence = _("Elk adres krijgt {often} een cheque van {amount} voor een plan.").format(
            often=often, amount=euro(self.amount)
        )
        return sentence + (
            " " + _("Een plan gaat door als: {rule}.").format(rule=self.target_rule.rstrip("."))
            if self.target_rule
            else ""
        )


@dataclass(frozen=True, kw_only=True)
class EventAllocation(
    ProcessKind, id="event_allocation", group="distribution", nl=gettext_lazy("verdeling op een festival"),
    en="Allocation at an event (festival, pitch)", by="process", once=True,
):  # fmt: skip
    date_: date | YearDay | None = param(Day(), gettext_lazy("dag"))
    period: str | None = param(Text(100), gettext_lazy("periode, als de dag nog niet vaststaat"))
    max_winners: int | None = param(Count(), gettext_lazy("hoogstens aantal plannen"))

    def statement(self) -> str:
        when = day_text(self.date_) if self.date_ else self.period or ""
        day = (
            _("Op een bijeenkomst ({when}) verdelen wij het geld.")
            if when
            else _("Op een bijeenkomst verdelen wij het geld.")
        )
        sentence = day.format(when=when)
        if self.max_winners:
            most = ngettext(
                "Hoogstens {count} plan krijgt iets.", "Hoogstens {count} plannen krijgen iets.", self.max_winners
            )
            sentence += " " + most.format(count=self.max_winners)
        return sentence


@dataclass(frozen=True, kw_only=True)
class BlockGrantDelegated(
    ProcessKind, id="block_grant_delegated", group="distribution",
    nl=gettext_lazy("budget in beheer bij dorpsorganisatie"),
    en="Village organisation gets the money and divides it", by="process", once=True,
):  # fmt: skip
    manager: str = param(Choice(ROLES), gettext_lazy("wie het beheert"), default="village_association")
    own_rules_allowed: bool = param(Flag(), gettext_lazy("mag eigen regels maken"), default=False)
    how: Literal["divides", "advises"] = param(Choice(("divides", "advises")), gettext_lazy("rol"), default="divides")

    def statement(self) -> str:
        who = ROLES[self.manager]
        sentence = (
            _("Het geld gaat naar {who}. Die verdeelt het.")
            if self.how == "divides"
            else _("{who} adviseert over het geld.")
        ).format(who=who)
        return sentence + (" " + _("Daarvoor gelden eigen regels.") if self.own_rules_allowed else "")
