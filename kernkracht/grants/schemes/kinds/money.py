"""How much. Most kinds here are caps: the payable amount is the smallest of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.grants.schemes.facts import EarlierGrant, Facts
from kernkracht.grants.schemes.parameters import (
    Choice,
    Euro,
    Flag,
    Item,
    Labelled,
    ListOf,
    Percent,
    Text,
    param,
)

from .base import Case, Check, HumanKind, Kind, and_list, euro, labels, met, not_met, unknown
from .vocabulary import IN_KIND


def share_of(cents: int, percent: Decimal) -> int:
    """A percentage of an amount, rounded down to whole cents: never a cent more than the rule allows."""
    return int((Decimal(cents) * percent / 100).to_integral_value(rounding=ROUND_DOWN))


def percent_text(percent: Decimal) -> str:
    """“37,5%”, or with a point on an English page."""
    return f"{percent.normalize():f}".replace(".", get_format("DECIMAL_SEPARATOR")) + "%"


@dataclass(frozen=True, kw_only=True)
class MaxPerApplication(
    Kind, id="max_per_application", group="money", nl=gettext_lazy("maximum per aanvraag"),
    en="Maximum per application", once=True,
):  # fmt: skip
    amount: int = param(Euro(at_least=1), gettext_lazy("bedrag"), required=True)

    def statement(self) -> str:
        return _("U krijgt per aanvraag hoogstens {amount}.").format(amount=euro(self.amount))

    def questions(self) -> tuple[str, ...]:
        return ("requested",)

    def check(self, case: Case) -> Check:
        asked, most = case.facts.requested_cents, euro(self.amount)
        if asked is not None and asked > self.amount:
            sentence = _("U vraagt {asked}. U krijgt hoogstens {most}.").format(asked=euro(asked), most=most)
            return met(sentence, cap=self.amount)
        return met(_("U krijgt hoogstens {most}.").format(most=most), cap=self.amount)


@dataclass(frozen=True, kw_only=True)
class MinPerApplication(
    Kind, id="min_per_application", group="money", nl=gettext_lazy("minimum per aanvraag"),
    en="Minimum per application", once=True,
):  # fmt: skip
    amount: int = param(Euro(at_least=1), gettext_lazy("bedrag"), required=True)

    def statement(self) -> str:
        return _("U vraagt minstens {amount}.").format(amount=euro(self.amount))

    def questions(self) -> tuple[str, ...]:
        return ("requested",)

    def check(self, case: Case) -> Check:
        asked = case.facts.requested_cents
        if asked is None:
            return unknown(_("Wij weten nog niet hoeveel u vraagt."), "requested")
        words = {"asked": euro(asked), "least": euro(self.amount)}
        if asked >= self.amount:
            return met(_("U vraagt {asked}. Het minimum is {least}.").format(**words))
        return not_met(_("U vraagt {asked}. U moet minstens {least} vragen.").format(**words))


@dataclass(frozen=True, kw_only=True)
class PercentageOfCosts(
    Kind, id="percentage_of_costs", group="money", nl=gettext_lazy("percentage van de kosten / cofinanciering"),
    en="Maximum share of costs / own share in %", once=True,
):  # fmt: skip
    max_grant_pct: Decimal | None = param(Percent(), gettext_lazy("hoogste bijdrage in procenten"))
    own_share_pct: Decimal | None = param(Percent(), gettext_lazy("eigen bijdrage in procenten"))
    applies_from_amount: int | None = param(Euro(), gettext_lazy("geldt vanaf dit gevraagde bedrag"))

    def problems(self) -> list[tuple[str, str, str]]:
        if self.max_grant_pct is None and self.own_share_pct is None:
            return [("max_grant_pct", _("Er is geen percentage."), _("Geef max_grant_pct of own_share_pct."))]
        if None not in (self.max_grant_pct, self.own_share_pct) and self.percent != self.max_grant_pct:
            remedy = _("Laat één van de twee weg, of maak de som 100.")
            return [("own_share_pct", _("De twee percentages spreken elkaar tegen."), remedy)]
        return []

    @property
    def percent(self) -> Decimal:
        """The largest share of the costs that may be paid."""
        own = Decimal(100) - (self.own_share_pct or Decimal(0))
        return min(self.max_grant_pct if self.max_grant_pct is not None else own, own)

    def statement(self) -> str:
        sentence = _("U krijgt hoogstens {share} van de kosten. De rest betaalt u zelf.").format(
            share=percent_text(self.percent)
        )
        if self.applies_from_amount:
            sentence += " " + _("Dit geldt als u {amount} of meer vraagt.").format(
                amount=euro(self.applies_from_amount)
            )
        return sentence

    def questions(self) -> tuple[str, ...]:
        return ("requested", "costs")

    def check(self, case: Case) -> Check:
        asked = case.facts.requested_cents
        if self.applies_from_amount and asked is None:
            return unknown(_("Wij weten nog niet hoeveel u vraagt."), "requested")
        if self.applies_from_amount and asked is not None and asked < self.applies_from_amount:
            return met(_("Bij dit bedrag geldt geen percentage van de kosten."))
        if not case.costs_known:
            return unknown(_("Wij weten nog niet wat het plan kost."), "costs")
        base = case.eligible_cents + case.in_kind_cents
        cap = share_of(base, self.percent)
        words = {"share": percent_text(self.percent), "base": euro(base), "cap": euro(cap)}
        return met(_("{share} van {base} is {cap}. Meer kunnen wij niet betalen.").format(**words), cap=cap)


@dataclass(frozen=True, kw_only=True)
class InKindOwnShare(
    HumanKind, id="in_kind_own_share", group="money", nl=gettext_lazy("eigen bijdrage in natura"),
    en="Own share may be hours or material", by="human", once=True,
):  # fmt: skip
    """With an `hour_rate` and “hours” among the forms, own hours count as costs when a percentage is taken."""

    accepted_forms: tuple[Item, ...] = param(ListOf(Labelled(IN_KIND)), gettext_lazy("vormen"), default=())
    hour_rate: int | None = param(Euro(), gettext_lazy("waarde van een uur"))

    def statement(self) -> str:
        forms = labels(self.accepted_forms) or [str(IN_KIND["hours"]), str(IN_KIND["material"])]
        sentence = _("Uw eigen bijdrage kan ook bestaan uit {forms}.").format(forms=_(" of ").join(forms))
        if self.hour_rate:
            sentence += " " + _("Eén uur telt voor {amount}.").format(amount=euro(self.hour_rate))
        return sentence

    def questions(self) -> tuple[str, ...]:
        return ("own_share", "own_hours") if self.hour_rate else ("own_share",)

    def value_cents(self, facts: Facts) -> int:
        codes = {item.code for item in self.accepted_forms}
        return facts.own_hours * self.hour_rate if self.hour_rate and (not codes or "hours" in codes) else 0


@dataclass(frozen=True, kw_only=True)
class OwnShareUnquantified(
    HumanKind, id="own_share_required_unquantified", group="money", nl=gettext_lazy("eigen bijdrage zonder percentage"),
    en="Some own share, no percentage", by="human",
):  # fmt: skip
    def statement(self) -> str:
        return _("U draagt zelf ook bij.")

    def questions(self) -> tuple[str, ...]:
        return ("own_share",)

    def hint(self, case: Case) -> str:
        money, hours = case.facts.own_share_cents, case.facts.own_hours
        words = [euro(money)] * bool(money) + [_("{count} eigen uren").format(count=hours)] * bool(hours)
        return _("U geeft op: {share}.").format(share=and_list(words)) if words else ""


@dataclass(frozen=True, kw_only=True)
class FixedAmount(
    Kind, id="fixed_amount", group="money", nl=gettext_lazy("vast bedrag"),
    en="Fixed amount, no assessment of costs", once=True,
):  # fmt: skip
    may_be_local = "amount"
    amount: int | None = param(Euro(at_least=1), gettext_lazy("bedrag; leeg als alleen een staffel of dorp het heeft"))

    def statement(self) -> str:
        if self.amount is None:
            return _("Soms is er een vast bedrag. Dan kijken wij niet naar de kosten.")
        return _("U krijgt een vast bedrag van {amount}. Wij kijken niet naar de kosten.").format(
            amount=euro(self.amount)
        )

    def check(self, case: Case) -> Check:
        if self.amount is None:
            return met(_("Voor uw plan is er geen vast bedrag."))
        return met(_("U krijgt een vast bedrag van {amount}.").format(amount=euro(self.amount)), cap=self.amount)


COUNTED_OVER: Mapping[str, tuple[str, object]] = {
    "applicant": ("same_applicant", gettext_lazy("per aanvrager")),
    "group": ("same_target_group", gettext_lazy("per groep")),
    "initiative": ("same_activity", gettext_lazy("per initiatief")),
}


@dataclass(frozen=True, kw_only=True)
class MaxPerApplicantYear(
    Kind, id="max_per_applicant_year", group="money",
    nl=gettext_lazy("maximum per aanvrager/groep/initiatief per jaar"),
    en="Maximum per applicant, group or initiative per year",
):  # fmt: skip
    amount: int = param(Euro(at_least=1), gettext_lazy("bedrag"), required=True)
    counted_over: Literal["applicant", "group", "initiative"] = param(
        Choice(COUNTED_OVER), gettext_lazy("geteld per"), default="applicant"
    )

    def statement(self) -> str:
        return _("U krijgt hoogstens {amount} per jaar, geteld {over}.").format(
            amount=euro(self.amount), over=COUNTED_OVER[self.counted_over][1]
        )

    def counts(self, grant: EarlierGrant, case: Case) -> bool:
        same = getattr(grant, COUNTED_OVER[self.counted_over][0])
        return bool(same) and grant.year == case.day.year and grant.scheme in ("", case.scheme)

    def check(self, case: Case) -> Check:
        had = sum(grant.granted_cents for grant in case.facts.earlier if self.counts(grant, case))
        left = max(0, self.amount - had)
        words = {"most": euro(self.amount), "had": euro(had), "left": euro(left), "year": case.day.year}
        if not left:
            return not_met(_("In {year} kreeg u al {had}. Dat is het maximum.").format(**words), cap=0)
        if had:
            return met(_("In {year} kreeg u al {had}. Er is nog {left} over.").format(**words), cap=left)
        return met(_("U krijgt dit jaar hoogstens {most}.").format(**words), cap=left)


@dataclass(frozen=True, kw_only=True)
class RealCostsOnly(
    Kind, id="real_costs_only", group="money", nl=gettext_lazy("alleen werkelijke kosten, inkomsten eraf"),
    en="Only real costs, other income deducted", once=True,
):  # fmt: skip
    deduct_income: bool = param(Flag(), gettext_lazy("inkomsten eraf"), default=False)

    def statement(self) -> str:
        sentence = _("Wij betalen alleen kosten die u echt maakt.")
        return sentence + (" " + _("Inkomsten gaan er eerst af.") if self.deduct_income else "")

    def questions(self) -> tuple[str, ...]:
        return ("costs", "income") if self.deduct_income else ("costs",)

    def deduction_cents(self, facts: Facts) -> int:
        return facts.income_cents if self.deduct_income else 0

    def check(self, case: Case) -> Check:
        if not case.costs_known:
            return unknown(_("Wij weten nog niet wat het plan kost."), "costs")
        income = self.deduction_cents(case.facts)
        if income:
            return met(_("Van de kosten gaat {income} aan inkomsten af.").format(income=euro(income)))
        return met(_("Wij rekenen met de kosten die u opgeeft."))


@dataclass(frozen=True, kw_only=True)
class StackingDeduction(
    Kind, id="stacking_deduction", group="money", nl=gettext_lazy("aftrek andere bijdrage"),
    en="Other public contribution is deducted", once=True,
):  # fmt: skip
    source: str | None = param(Text(200), gettext_lazy("welke andere bijdrage"))
    method: Literal["from_costs", "from_grant"] = param(
        Choice(("from_costs", "from_grant")),
        gettext_lazy("eraf bij de kosten of bij de bijdrage"),
        default="from_costs",
    )

    def statement(self) -> str:
        other = self.source or _("een andere subsidie")
        where = _("de kosten") if self.method == "from_costs" else _("onze bijdrage")
        return _("Krijgt u ook {other}? Dan gaat dat van {where} af.").format(other=other, where=where)

    def questions(self) -> tuple[str, ...]:
        return ("other_public_contribution",)

    def deduction_cents(self, facts: Facts) -> int:
        return facts.other_public_contribution_cents if self.method == "from_costs" else 0

    def check(self, case: Case) -> Check:
        other = case.facts.other_public_contribution_cents
        if not other:
            return met(_("U geeft geen andere subsidie op."))
        where = _("de kosten") if self.method == "from_costs" else _("onze bijdrage")
        return met(_("{amount} aan andere subsidie gaat van {where} af.").format(amount=euro(other), where=where))


@dataclass(frozen=True, kw_only=True)
class SavingsShare(
    HumanKind, id="savings_share", group="money", nl=gettext_lazy("deel van de besparing"),
    en="Part of the municipal saving goes to the initiators", by="human",
):  # fmt: skip
    pct: Decimal | None = param(Percent(), gettext_lazy("percentage"))

    def statement(self) -> str:
        if self.pct is None:
            return _("Bespaart de gemeente geld? Dan is een deel daarvan voor u.")
        return _("Bespaart de gemeente geld? Dan is {share} daarvan voor u.").format(share=percent_text(self.pct))
