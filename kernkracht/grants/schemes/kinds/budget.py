"""How much there is: ceilings, shares of them, and how often somebody may come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kernkracht.grants.schemes.facts import EarlierGrant
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

from .base import Case, Check, Kind, and_list, day_text, euro, met, not_met, unknown
from .money import percent_text, share_of


def days_of_period(start: date | YearDay, end: date | YearDay, day: date) -> tuple[date, date]:
    """The period of these ends that holds `day`, or else the one of `day`'s year. A yearly one may pass New Year."""
    first = start.in_year(day.year) if isinstance(start, YearDay) else start
    last = end.in_year(day.year) if isinstance(end, YearDay) else end
    if isinstance(start, YearDay) and isinstance(end, YearDay) and end < start:
        if day <= last:
            return start.in_year(day.year - 1), last
        return first, end.in_year(day.year + 1)
    return first, last


def no_money(room: int | None) -> bool:
    return room is not None and room <= 0


@dataclass(frozen=True, kw_only=True)
class YearlyCeiling(
    Kind, id="yearly_ceiling", group="budget", nl=gettext_lazy("subsidieplafond"), en="Yearly ceiling of the scheme",
    once=True,
):  # fmt: skip
    """The published ceiling (Awb 4:25). `period` names a ceiling over more years. What is left stands in the ledger."""

    amount: int | None = param(Euro(), gettext_lazy("bedrag; leeg als het niet bekend is"))
    year: int | None = param(Count("year", low=1990, high=2200), gettext_lazy("jaar; leeg is elk jaar"))
    period: str | None = param(Text(100), gettext_lazy("periode van meer dan een jaar"))

    def statement(self) -> str:
        when = self.period or (str(self.year) if self.year else _("elk jaar"))
        if self.amount is None:
            return _("Er is voor {when} een vast totaalbedrag. Is dat op? Dan kunnen wij niets meer geven.").format(
                when=when
            )
        return _("Er is {when} in totaal {amount}. Is dat op? Dan kunnen wij niets meer geven.").format(
            when=when if not self.year or self.period else _("in {year}").format(year=self.year),
            amount=euro(self.amount),
        )

    def check(self, case: Case) -> Check:
        room, cap = case.facts.room.scheme, self.amount
        if cap is not None and self.year and not self.period and case.day.year != self.year:
            cap = None
        if no_money(room):
            return not_met(_("Het geld van deze regeling is op."), cap=cap)
        if room is not None:
            return met(_("In de regeling zit nog {room}.").format(room=euro(room)), cap=cap)
        if cap is not None:
            return met(_("In de regeling zit in totaal {amount}.").format(amount=euro(cap)), cap=cap)
        return met(_("Het totaalbedrag van deze regeling is apart bekendgemaakt."))


@dataclass(frozen=True, kw_only=True)
class CategoryShare(
    Kind, id="category_share", group="budget", nl=gettext_lazy("aandeel per categorie"),
    en="Share of the budget for a category (new / existing, multi-year, theme)",
):  # fmt: skip
    """`max_pct` or `amount` limits the category; `min_pct` keeps money for it, and so limits all other categories."""

    category: Item = param(Labelled(), gettext_lazy("categorie"), required=True)
    min_pct: Decimal | None = param(Percent(), gettext_lazy("minstens dit deel"))
    max_pct: Decimal | None = param(Percent(), gettext_lazy("hoogstens dit deel"))
    amount: int | None = param(Euro(), gettext_lazy("vast bedrag"))
    of: Literal["scheme", "village"] = param(
        Choice(("scheme", "village")), gettext_lazy("deel van welk budget"), default="scheme"
    )

    def problems(self) -> list[tuple[str, str, str]]:
        if self.min_pct is None and self.max_pct is None and self.amount is None:
            return [("category", _("Er is geen deel of bedrag."), _("Geef min_pct, max_pct of amount."))]
        if self.min_pct is not None and self.max_pct is not None and self.min_pct > self.max_pct:
            return [("min_pct", _("Het minimum is hoger dan het maximum."), _("Draai de twee om."))]
        return []

    def statement(self) -> str:
        whole = _("het geld van een dorp") if self.of == "village" else _("het geld")
        words = {"category": self.category.label, "whole": whole}
        parts = []
        if self.min_pct is not None:
            parts.append(
                _("Minstens {share} van {whole} is voor {category}.").format(share=percent_text(self.min_pct), **words)
            )
        if self.max_pct is not None:
            parts.append(
                _("Hoogstens {share} van {whole} is voor {category}.").format(share=percent_text(self.max_pct), **words)
            )
        if self.amount is not None:
            parts.append(_("Voor {category} is er {amount}.").format(amount=euro(self.amount), **words))
        return " ".join(parts)

    def questions(self) -> tuple[str, ...]:
        return ("category",)

    def limit_cents(self, category: str, budget: int | None) -> int | None:
        """What a case of `category` can get at most out of `budget` (cents); None when this rule sets no limit."""
        if category == self.category.code:
            limits = [self.amount] if self.amount is not None else []
            if self.max_pct is not None and budget is not None:
                limits.append(share_of(budget, self.max_pct))
            return min(limits, default=None)
        if self.min_pct is None or budget is None:
            return None
        return share_of(budget, Decimal(100) - self.min_pct)

    def check(self, case: Case) -> Check:
        if not case.facts.category:
            return unknown(_("Wij weten nog niet om wat voor soort plan het gaat."), "category")
        if no_money(case.facts.room.category):
            return not_met(_("Het geld voor deze soort plannen is op."), cap=0)
        budget = case.village_budget_cents if self.of == "village" else case.scheme_budget_cents
        limit = self.limit_cents(case.facts.category, budget)
        if limit is None:
            return met(_("Dit aandeel beperkt uw plan niet."))
        if case.facts.room.category is not None:
            left = euro(case.facts.room.category)
            return met(_("Voor deze soort plannen is er nog {left}.").format(left=left), cap=limit)
        return met(_("Voor deze soort plannen is er hoogstens {limit}.").format(limit=euro(limit)), cap=limit)


FREQUENCY_KEYS: Mapping[str, tuple[tuple[str, ...], object]] = {
    "applicant": (("same_applicant",), gettext_lazy("dezelfde aanvrager")),
    "activity": (("same_activity",), gettext_lazy("dezelfde activiteit")),
    "target_group": (("same_target_group",), gettext_lazy("dezelfde doelgroep")),
    "activity_or_target_group": (
        ("same_activity", "same_target_group"), gettext_lazy("dezelfde activiteit of doelgroep"),
    ),
    "street": (("same_street",), gettext_lazy("dezelfde straat of buurt")),
    "village": (("same_village",), gettext_lazy("hetzelfde dorp")),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class FrequencyLimit(
    Kind, id="frequency_limit", group="budget", nl=gettext_lazy("eenmalig, eens per jaar, max jaren"),
    en="Once per year / one-off / maximum number of years",
):  # fmt: skip
    """At most `max` grants per period for what all keys have in common. `years` belongs to `per: years`."""

    per: Literal["year", "once", "years"] = param(
        Choice(("year", "once", "years")), gettext_lazy("per jaar, eenmalig of per aantal jaren"), required=True
    )
    key: tuple[str, ...] = param(ListOf(Choice(FREQUENCY_KEYS)), gettext_lazy("waarvoor samen"), default=("applicant",))
    max: int = param(Count(high=100), gettext_lazy("hoe vaak"), default=1)
    years: int | None = param(Count("years", high=50), gettext_lazy("aantal jaren"))
    other_schemes_too: bool = param(Flag(), gettext_lazy("ook bij andere regelingen"), default=False)

    def problems(self) -> list[tuple[str, str, str]]:
        if (self.per == "years") != (self.years is not None):
            remedy = _("Gebruik years samen met “per: years”, en anders niet.")
            return [("years", _("Het aantal jaren past niet bij per."), remedy)]
        return []

    def _key_text(self) -> str:
        return and_list(str(FREQUENCY_KEYS[key][1]) for key in self.key)

    def statement(self) -> str:
        often = _("één keer") if self.max == 1 else _("{count} keer").format(count=self.max)
        if self.per == "year":
            sentence = _("Voor {key} geven wij hoogstens {often} per jaar geld.")
        elif self.per == "once":
            sentence = _("Voor {key} geven wij in totaal hoogstens {often} geld.")
        else:
            sentence = _("Voor {key} geven wij in {years} jaar hoogstens {often} geld.")
        return sentence.format(key=self._key_text(), often=often, years=self.years)

    def questions(self) -> tuple[str, ...]:
        asks = {"street": "street", "target_group": "target_group", "activity_or_target_group": "target_group"}
        return tuple(asks[key] for key in self.key if key in asks)

    def counts(self, grant: EarlierGrant, case: Case) -> bool:
        same = all(any(getattr(grant, name) for name in FREQUENCY_KEYS[key][0]) for key in self.key)
        here = self.other_schemes_too or grant.scheme in ("", case.scheme)
        year = case.day.year
        oldest = {"year": year, "once": 0, "years": year - (self.years or 1) + 1}[self.per]
        return same and here and oldest <= grant.year <= year

    def check(self, case: Case) -> Check:
        earlier = [grant for grant in case.facts.earlier if self.counts(grant, case)]
        if len(earlier) < self.max:
            return met(_("Hiervoor is nog niet te vaak geld gegeven."))
        years = and_list(sorted({str(grant.year) for grant in earlier}))
        return not_met(
            _("Voor {key} is al geld gegeven of gevraagd, in {years}.").format(key=self._key_text(), years=years)
        )


@dataclass(frozen=True, kw_only=True)
class Tranche(Record):
    from_: date | YearDay = param(Day(), gettext_lazy("vanaf"), required=True)
    to: date | YearDay = param(Day(), gettext_lazy("tot en met"), required=True)
    amount: int | None = param(Euro(), gettext_lazy("bedrag"))
    pct: Decimal | None = param(Percent(), gettext_lazy("deel van het plafond"))
    label: str | None = param(Text(100), gettext_lazy("naam"))

    def holds(self, day: date) -> bool:
        first, last = days_of_period(self.from_, self.to, day)
        return first <= day <= last


@dataclass(frozen=True, kw_only=True)
class PeriodTranches(
    Kind, id="period_tranches", group="budget", nl=gettext_lazy("budget in delen per periode"),
    en="Budget opened in parts over the year", once=True,
):  # fmt: skip
    tranches: tuple[Tranche, ...] = param(ListOf(RecordOf(Tranche)), gettext_lazy("delen"), required=True)

    def problems(self) -> list[tuple[str, str, str]]:
        if any((tranche.amount is None) == (tranche.pct is None) for tranche in self.tranches):
            return [("tranches", _("Een deel heeft een bedrag of een percentage."), _("Geef per deel amount of pct."))]
        return []

    def amount_of(self, tranche: Tranche, ceiling: int | None) -> int | None:
        if tranche.amount is not None:
            return tranche.amount
        return share_of(ceiling, tranche.pct or Decimal(0)) if ceiling is not None else None

    def statement(self) -> str:
        parts = [
            _("van {first} tot en met {last} {part}").format(
                first=day_text(t.from_),
                last=day_text(t.to),
                part=euro(t.amount) if t.amount is not None else percent_text(t.pct or Decimal(0)),
            )
            for t in self.tranches
        ]
        return _("Het geld komt in delen vrij: {parts}.").format(parts=and_list(parts))

    def check(self, case: Case) -> Check:
        tranche = next((t for t in self.tranches if t.holds(case.day)), None)
        if tranche is None:
            return not_met(_("Op {day} is er geen geld vrijgegeven.").format(day=day_text(case.day)), cap=0)
        cap = self.amount_of(tranche, case.scheme_budget_cents)
        if no_money(case.facts.room.tranche):
            return not_met(_("Het geld van deze periode is op."), cap=cap)
        if case.facts.room.tranche is not None:
            left = euro(case.facts.room.tranche)
            return met(_("Van het geld voor deze periode is er nog {left}.").format(left=left), cap=cap)
        if cap is None:
            return met(_("Er is geld vrijgegeven voor deze periode."))
        return met(_("Voor deze periode is er {amount}.").format(amount=euro(cap)), cap=cap)


@dataclass(frozen=True, kw_only=True)
class SavingCarryOver(
    Kind, id="saving_carry_over", group="budget", nl=gettext_lazy("sparen / meenemen naar volgend jaar"),
    en="Saving up or reserve over years", once=True,
):  # fmt: skip
    """The answers `saving_years` and `saving_cents` say what somebody wants to save; without them nobody saves."""

    max_years: int | None = param(Count("years", high=50), gettext_lazy("hoogstens aantal jaren"))
    max_amount: int | None = param(Euro(), gettext_lazy("hoogstens bedrag"))
    apply_before: YearDay | None = param(Day(once=False), gettext_lazy("vragen vóór deze dag"))

    def statement(self) -> str:
        sentence = _("Geld dat over is, mag u sparen voor een groter plan.")
        if self.max_years:
            sentence += " " + _("Dat kan hoogstens {count} jaar.").format(count=self.max_years)
        if self.max_amount:
            sentence += " " + _("U spaart hoogstens {amount}.").format(amount=euro(self.max_amount))
        if self.apply_before:
            sentence += " " + _("Vraag dit vóór {day}.").format(day=day_text(self.apply_before))
        return sentence

    def questions(self) -> tuple[str, ...]:
        return ("saving_years", "saving_cents")

    def check(self, case: Case) -> Check:
        years, cents = (case.facts.answers.get(code) for code in ("saving_years", "saving_cents"))
        if years is None and cents is None:
            return met(_("U vraagt niet om te sparen."))
        if self.max_years and not isinstance(years, int):
            return unknown(_("Wij weten nog niet hoeveel jaar u wilt sparen."), "saving_years")
        if self.max_amount and not isinstance(cents, int):
            return unknown(_("Wij weten nog niet hoeveel u wilt sparen."), "saving_cents")
        if self.max_years and isinstance(years, int) and years > self.max_years:
            return not_met(
                _("U wilt {asked} jaar sparen. Het mag {most} jaar.").format(asked=years, most=self.max_years)
            )
        if self.max_amount and isinstance(cents, int) and cents > self.max_amount:
            return not_met(
                _("U wilt {asked} sparen. Het mag tot {most}.").format(asked=euro(cents), most=euro(self.max_amount))
            )
        if self.apply_before and case.day >= self.apply_before.in_year(case.day.year):
            return not_met(_("U moest dit vragen vóór {day}.").format(day=day_text(self.apply_before)))
        return met(_("U mag dit geld sparen."))


@dataclass(frozen=True, kw_only=True)
class LeftoverReallocation(
    Kind, id="leftover_reallocation", group="budget", nl=gettext_lazy("herverdeling restant op datum"),
    en="Left-over money redistributed on a date", once=True,
):  # fmt: skip
    """After the date what a village has left stands in the ledger only; the first split no longer caps."""

    date_: YearDay = param(Day(once=False), gettext_lazy("dag"), required=True)
    to_whom: str | None = param(Text(200), gettext_lazy("naar wie"))
    order: str | None = param(Text(200), gettext_lazy("volgorde"))

    def statement(self) -> str:
        who = self.to_whom or _("dorpen waar het geld op is")
        sentence = _("Wat op {day} over is, kan naar {who}.").format(day=day_text(self.date_), who=who)
        return sentence + (" " + _("Volgorde: {order}.").format(order=self.order.rstrip(".")) if self.order else "")

    def moved_by(self, on: date) -> bool:
        return on >= self.date_.in_year(on.year)

    def check(self, case: Case) -> Check:
        if self.moved_by(case.on):
            return met(_("Geld dat over was, kan nu naar andere dorpen."))
        return met(_("Tot {day} blijft het geld bij het eigen dorp.").format(day=day_text(self.date_)))


@dataclass(frozen=True, kw_only=True)
class MaxNumberOfGrants(
    Kind, id="max_number_of_grants", group="budget", nl=gettext_lazy("maximum aantal toekenningen"),
    en="Limited number of grants or plans per round", once=True,
):  # fmt: skip
    count: int | None = param(Count(), gettext_lazy("aantal; leeg als het niet bekend is"))

    def statement(self) -> str:
        if self.count is None:
            return _("Een beperkt aantal plannen krijgt geld.")
        sentence = ngettext(
            "Hoogstens {count} plan krijgt geld.", "Hoogstens {count} plannen krijgen geld.", self.count
        )
        return sentence.format(count=self.count)

    def check(self, case: Case) -> Check:
        left = case.facts.room.grants_count
        if left is None:
            return unknown(_("Wij weten nog niet hoeveel plannen er nog geld kunnen krijgen."), "room")
        if left <= 0:
            return not_met(_("Er kunnen geen plannen meer bij."))
        sentence = ngettext("Er kan nog {count} plan bij.", "Er kunnen nog {count} plannen bij.", left)
        return met(sentence.format(count=left))
