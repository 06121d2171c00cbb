"""Which costs and activities count. Costs are judged apart: a line leaves the amount, not the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.grants.schemes.cost_kinds import cost_label
from kernkracht.grants.schemes.facts import CostLine
from kernkracht.grants.schemes.parameters import Choice, Code, Item, Labelled, ListOf, param

from .base import Case, Check, HumanKind, Kind, and_list, euro, judged, labels, met, or_list, to_judge, unknown


def removed_sentence(line: CostLine, case: Case) -> str:
    """“€ 60 eten en drinken telt niet mee.”"""
    return _("{amount} {kind} telt niet mee.").format(
        amount=euro(line.cents), kind=cost_label(line.kind, case.cost_labels)
    )


@dataclass(frozen=True, kw_only=True)
class CostKind(Kind):
    """What lists of cost kinds share."""

    cost_kinds: tuple[str, ...] = param(ListOf(Code()), gettext_lazy("kostensoorten"), required=True)

    def used_cost_kinds(self) -> Iterable[str]:
        return self.cost_kinds

    def questions(self) -> tuple[str, ...]:
        return ("costs",)

    def kind_labels(self) -> list[str]:
        return [cost_label(code) for code in self.cost_kinds]

    def check(self, case: Case) -> Check:
        if not case.facts.cost_lines:
            return unknown(_("Wij weten nog niet waar het geld naartoe gaat."), "costs")
        if any(not line.kind for line in case.facts.cost_lines):
            return unknown(_("Van sommige kosten weten wij nog niet wat het is."), "costs")
        gone = [removed_sentence(line, case) for line in case.facts.cost_lines if self.removes(line, case)]
        return self.open_question(case) or met(" ".join(gone) or _("Alle kosten die u opgeeft tellen mee."))

    def open_question(self, case: Case) -> Check | None:
        return None


@dataclass(frozen=True, kw_only=True)
class NonEligibleCosts(
    CostKind, id="non_eligible_costs", group="costs", nl=gettext_lazy("niet-subsidiabele kosten"),
    en="List of non-eligible costs",
):  # fmt: skip
    may_be_local = "cost_kinds"
    cost_kinds: tuple[str, ...] = param(
        ListOf(Code()), gettext_lazy("kostensoorten; leeg als alleen een dorp of staffel ze uitsluit"), default=()
    )

    def statement(self) -> str:
        if not self.cost_kinds:
            return _("Welke kosten niet meetellen, verschilt per dorp of soort plan.")
        return _("Deze kosten tellen niet mee: {kinds}.").format(kinds=and_list(self.kind_labels()))

    def removes(self, line: CostLine, case: Case) -> bool:
        return line.kind in self.cost_kinds


@dataclass(frozen=True, kw_only=True)
class EligibleCosts(
    CostKind, id="eligible_costs", group="costs", nl=gettext_lazy("subsidiabele kosten"), en="List of eligible costs",
):  # fmt: skip
    """`other_costs` says what happens to kinds outside the list: they leave the amount ("excluded", a closed list)
    or an assessor says whether they count ("judgement", for lists that end with “and the like”).
    """

    other_costs: Literal["excluded", "judgement"] = param(
        Choice(("excluded", "judgement")), gettext_lazy("kosten buiten de lijst"), default="excluded"
    )

    def statement(self) -> str:
        sentence = _("Deze kosten tellen mee: {kinds}.").format(kinds=and_list(self.kind_labels()))
        return sentence + (
            " " + _("Over andere kosten beslissen wij per plan.") if self.other_costs == "judgement" else ""
        )

    def removes(self, line: CostLine, case: Case) -> bool:
        if not line.kind or line.kind in self.cost_kinds or line.kind in case.excluded_kinds:
            return False
        return self.other_costs == "excluded" or case.facts.judgements.get(case.key) == "not_met"

    def open_question(self, case: Case) -> Check | None:
        spoken_of = case.excluded_kinds.union(self.cost_kinds)
        others = [line for line in case.facts.cost_lines if line.kind not in spoken_of]
        if self.other_costs == "excluded" or not others or case.key in case.facts.judgements:
            return None
        kinds = and_list(dict.fromkeys(cost_label(line.kind, case.cost_labels) for line in others))
        return to_judge(_("Wij beoordelen nog of dit meetelt: {kinds}.").format(kinds=kinds))


@dataclass(frozen=True, kw_only=True)
class NonEligibleActivities(
    HumanKind, id="non_eligible_activities", group="costs", nl=gettext_lazy("uitgesloten activiteiten"),
    en="Excluded kinds of activity", by="human",
):  # fmt: skip
    """Met means: not one of these."""

    may_be_local = "kinds"
    kinds: tuple[Item, ...] = param(
        ListOf(Labelled()), gettext_lazy("soorten activiteiten; leeg als alleen een dorp of staffel ze uitsluit"),
        default=(),
    )  # fmt: skip

    def statement(self) -> str:
        if not self.kinds:
            return _("Welke soorten plannen niet kunnen, verschilt per dorp of soort plan.")
        return _("Het plan is geen {kinds}.").format(kinds=or_list(labels(self.kinds)))

    def questions(self) -> tuple[str, ...]:
        return ("description",)

    def check(self, case: Case) -> Check:
        if not self.kinds:
            return met(_("Hier is geen soort plan uitgesloten."))
        return judged(case, case.facts.judgements.get(case.key)) or to_judge(
            _("Wij beoordelen dit nog: {rule}").format(rule=case.statement)
        )
