"""What each village has: equal, by a formula, or a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.grants.schemes.parameters import (
    Count,
    Day,
    Euro,
    ListOf,
    MapOf,
    Record,
    RecordOf,
    Text,
    YearDay,
    param,
)

from .base import Case, Check, Kind, and_list, day_text, euro, met, not_met, unknown
from .budget import no_money


@dataclass(frozen=True, kw_only=True)
class VillageBudget(Kind):
    """What rules that give each village a budget share."""

    def village_cents(self, village: str, inhabitants: int | None) -> int | None:
        """The yearly budget of a village in cents, or None when it is not known."""
        raise NotImplementedError

    def questions(self) -> tuple[str, ...]:
        return ("village",)

    def check(self, case: Case) -> Check:
        facts = case.facts
        if not facts.village:
            return unknown(_("Wij weten nog niet voor welk dorp het plan is."), "village")
        amount = self.village_cents(facts.village, facts.village_inhabitants)
        room = facts.room.village
        if no_money(room):
            return not_met(_("Het geld voor uw dorp is op."), cap=None if case.leftover_moved else amount)
        if room is not None:
            sentence = _("Voor uw dorp is er nog {room}.").format(room=euro(room))
            return met(sentence, cap=None if case.leftover_moved else amount)
        if amount is None:
            return unknown(_("Wij weten nog niet hoeveel geld er voor uw dorp is."), "village")
        return met(_("Voor uw dorp is er per jaar {amount}.").format(amount=euro(amount)), cap=amount)


@dataclass(frozen=True, kw_only=True)
class AreaBudgetEqual(
    VillageBudget, id="area_budget_equal", group="budget", nl=gettext_lazy("gelijk budget per kern"),
    en="Equal budget per kern / wijk", once=True,
):  # fmt: skip
    amount: int = param(Euro(at_least=1), gettext_lazy("bedrag per dorp"), required=True)

    def statement(self) -> str:
        return _("Elk dorp kan per jaar hoogstens {amount} krijgen.").format(amount=euro(self.amount))

    def village_cents(self, village: str, inhabitants: int | None) -> int:
        return self.amount


@dataclass(frozen=True, kw_only=True)
class SizeClass(Record):
    """A base amount for villages with `from_inhabitants` people or more."""

    from_inhabitants: int = param(Count("inhabitants", low=0), gettext_lazy("vanaf aantal inwoners"), required=True)
    base: int = param(Euro(), gettext_lazy("vast bedrag"), required=True)
    per_inhabitant: int | None = param(Euro(), gettext_lazy("bedrag per inwoner"))


@dataclass(frozen=True, kw_only=True)
class AreaBudgetFormula(
    VillageBudget, id="area_budget_formula", group="budget", nl=gettext_lazy("budget per gebied volgens formule"),
    en="Budget per area by formula (base + per inhabitant, size class, vulnerability)", once=True,
):  # fmt: skip
    base: int | None = param(Euro(), gettext_lazy("vast bedrag"))
    per_inhabitant: int | None = param(Euro(), gettext_lazy("bedrag per inwoner"))
    size_classes: tuple[SizeClass, ...] = param(ListOf(RecordOf(SizeClass)), gettext_lazy("grootteklassen"), default=())
    reference_date: date | YearDay | None = param(Day(), gettext_lazy("peildatum van het inwonertal"))
    least: int | None = param(Euro(), gettext_lazy("minstens"))
    most: int | None = param(Euro(), gettext_lazy("hoogstens"))
    other_factors: str | None = param(Text(200), gettext_lazy("wat verder meetelt, zonder formule"))

    def problems(self) -> list[tuple[str, str, str]]:
        if not (self.base or self.per_inhabitant or self.size_classes or self.other_factors):
            remedy = _("Geef base, per_inhabitant, size_classes of other_factors.")
            return [("base", _("De formule is leeg."), remedy)]
        return []

    def statement(self) -> str:
        parts = [euro(self.base)] if self.base else []
        parts += [
            _("{base} vanaf {count} inwoners").format(base=euro(size.base), count=size.from_inhabitants)
            for size in self.size_classes
        ]
        if self.per_inhabitant:
            parts.append(_("{amount} per inwoner").format(amount=euro(self.per_inhabitant)))
        if self.other_factors:
            parts.append(self.other_factors)
        sentence = _("Elk dorp krijgt per jaar een eigen bedrag: {parts}.").format(parts=and_list(parts))
        if self.reference_date:
            sentence += " " + _("Wij tellen de inwoners op {day}.").format(day=day_text(self.reference_date))
        return sentence

    def village_cents(self, village: str, inhabitants: int | None) -> int | None:
        if self.other_factors:
            return self.most
        if inhabitants is None:
            return self.base if not (self.per_inhabitant or self.size_classes) else None
        fitting = [size for size in self.size_classes if size.from_inhabitants <= inhabitants]
        size = max(fitting, key=lambda entry: entry.from_inhabitants, default=None)
        per_head = (size.per_inhabitant if size else None) or self.per_inhabitant or 0
        total = (size.base if size else 0) + (self.base or 0) + per_head * inhabitants
        return min(max(total, self.least or 0), self.most if self.most is not None else total)


@dataclass(frozen=True, kw_only=True)
class AreaBudgetFixedList(
    VillageBudget, id="area_budget_fixed_list", group="budget", nl=gettext_lazy("bedrag of regel per gebied"),
    en="Own amount or rule set per area", once=True,
):  # fmt: skip
    """Amounts by village slug. Without a list the amounts are published elsewhere and stand in the ledger."""

    amount_by_area: Mapping[str, int] | None = param(MapOf(Euro()), gettext_lazy("bedrag per dorp"))

    def statement(self) -> str:
        return _("Elk dorp heeft een eigen bedrag per jaar.")

    def village_cents(self, village: str, inhabitants: int | None) -> int | None:
        return (self.amount_by_area or {}).get(village, 0 if self.amount_by_area else None)
