"""The right to challenge: residents take over a task of the municipality."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.grants.schemes.parameters import Euro, Item, Labelled, ListOf, Text, param

from .base import HumanKind, ProcessKind, euro, labels, or_list


@dataclass(frozen=True, kw_only=True)
class CostNotHigher(
    HumanKind, id="cost_not_higher", group="challenge", nl=gettext_lazy("niet duurder dan nu"),
    en="Not dearer than the present execution", by="human",
):  # fmt: skip
    present_cost: int | None = param(Euro(), gettext_lazy("kosten nu"))

    def statement(self) -> str:
        sentence = _("Uw plan is niet duurder dan nu.")
        return sentence + (
            " " + _("Nu kost het {amount}.").format(amount=euro(self.present_cost)) if self.present_cost else ""
        )

    def questions(self) -> tuple[str, ...]:
        return ("costs",)


@dataclass(frozen=True, kw_only=True)
class CapabilityShown(
    HumanKind, id="capability_shown", group="challenge", nl=gettext_lazy("prestatie aannemelijk"),
    en="Initiators show they can do it", by="human",
):  # fmt: skip
    asks = "explain"

    def statement(self) -> str:
        return _("U laat zien dat u dit kunt.")


@dataclass(frozen=True, kw_only=True)
class ExcludedTasks(
    HumanKind, id="excluded_tasks", group="challenge", nl=gettext_lazy("wettelijke taken uitgesloten"),
    en="Statutory tasks excluded", by="human",
):  # fmt: skip
    """Met means: not one of these tasks."""

    tasks: tuple[Item, ...] = param(ListOf(Labelled()), gettext_lazy("taken"), default=())

    def statement(self) -> str:
        if self.tasks:
            return _("Het gaat niet om {tasks}.").format(tasks=or_list(labels(self.tasks)))
        return _("Het gaat niet om een taak die de wet aan de gemeente geeft.")


@dataclass(frozen=True, kw_only=True)
class QualityKept(
    HumanKind, id="quality_kept", group="challenge", nl=gettext_lazy("minstens dezelfde kwaliteit"),
    en="Same or better quality", by="human",
):  # fmt: skip
    asks = "explain"

    def statement(self) -> str:
        return _("De kwaliteit blijft minstens gelijk.")


@dataclass(frozen=True, kw_only=True)
class PerformancePeriod(
    ProcessKind, id="performance_period", group="challenge", nl=gettext_lazy("afgesproken periode"),
    en="Carry out during an agreed period", by="process", once=True,
):  # fmt: skip
    period: str | None = param(Text(200), gettext_lazy("periode"))

    def statement(self) -> str:
        if self.period:
            return _("U voert de taak uit gedurende {period}.").format(period=self.period.rstrip("."))
        return _("Wij spreken samen af hoelang u de taak uitvoert.")
