"""Steps by amount, reach, applicant or kind of plan, which may change any other rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.grants.schemes.facts import Facts
from kernkracht.grants.schemes.parameters import (
    Anything,
    Choice,
    Code,
    Euro,
    Item,
    Labelled,
    ListOf,
    MapOf,
    Record,
    RecordOf,
    Text,
    param,
)

from .base import Case, Check, Kind, and_list, euro, labels, met, not_met, sentence_case, unknown
from .vocabulary import APPLICANT_TYPES, DOCUMENTS, REACHES, ROLES


@dataclass(frozen=True, kw_only=True)
class Tier(Record):
    """One step: whom it is for, and what it changes. `changes` may set any parameter of any criterion by its key."""

    key: str = param(Code(), gettext_lazy("sleutel"), required=True)
    label: str = param(Text(150), gettext_lazy("naam"), required=True)
    up_to: int | None = param(Euro(at_least=1), gettext_lazy("tot en met dit gevraagde bedrag"))
    values: tuple[str, ...] = param(ListOf(Code()), gettext_lazy("voor deze waarden"), default=())
    maximum: int | None = param(Euro(at_least=1), gettext_lazy("hoogste bedrag"))
    documents: tuple[Item, ...] = param(ListOf(Labelled(DOCUMENTS)), gettext_lazy("bijlagen"), default=())
    decision_maker: str | None = param(Choice(ROLES), gettext_lazy("wie beslist"))
    changes: Mapping[str, Mapping[str, Any]] | None = param(
        MapOf(MapOf(Anything())), gettext_lazy("andere waarden van andere criteria, per sleutel")
    )


TierKey = Literal["amount", "reach", "applicant_type", "activity_kind", "category"]
TIER_KEYS: Mapping[str, tuple[str, object]] = {
    "amount": ("requested", gettext_lazy("het bedrag dat u vraagt")),
    "reach": ("reach", gettext_lazy("voor wie het plan is")),
    "applicant_type": ("applicant_kind", gettext_lazy("wie aanvraagt")),
    "activity_kind": ("activity_kind", gettext_lazy("het soort plan")),
    "category": ("category", gettext_lazy("de soort aanvraag")),
}


@dataclass(frozen=True, kw_only=True)
class Tiers(
    Kind, id="tiers", group="money", nl=gettext_lazy("staffels"),
    en="Tiers with own maximum, duties or decision-maker (by amount, reach or applicant type)", once=True,
):  # fmt: skip
    """By amount: the first tier whose `up_to` holds the amount asked; above all of them the last one applies."""

    tier_key: TierKey = param(Choice(TIER_KEYS), gettext_lazy("waarnaar de staffel kijkt"), required=True)
    tiers: tuple[Tier, ...] = param(ListOf(RecordOf(Tier)), gettext_lazy("staffels"), required=True)

    def problems(self) -> list[tuple[str, str, str]]:
        faults = []
        if len({tier.key for tier in self.tiers}) < len(self.tiers):
            faults.append(("tiers", _("Twee staffels hebben dezelfde sleutel."), _("Geef elk een eigen sleutel.")))
        if self.tier_key == "amount":
            limits = [tier.up_to for tier in self.tiers[:-1]]
            if None in limits or any(tier.values for tier in self.tiers):
                remedy = _("Geef elke staffel een up_to; alleen de laatste mag zonder.")
                faults.append(("tiers", _("Bij een staffel naar bedrag hoort een grens."), remedy))
        elif any(not tier.values or tier.up_to for tier in self.tiers):
            remedy = _("Geef elke staffel values, en geen up_to.")
            faults.append(("tiers", _("Bij deze staffel horen waarden."), remedy))
        else:
            codes = [value for tier in self.tiers for value in tier.values]
            if len(set(codes)) < len(codes):
                faults.append(("tiers", _("Eén waarde staat in twee staffels."), _("Haal één van de twee weg.")))
            known = {"reach": REACHES, "applicant_type": APPLICANT_TYPES}.get(self.tier_key)
            wrong = sorted(set(codes) - set(known)) if known else []
            if wrong:
                remedy = _("Kies uit: {options}.").format(options=", ".join(known or ()))
                faults.append(("tiers", _("“{value}” is hier onbekend.").format(value=wrong[0]), remedy))
        return faults

    def tier_for(self, facts: Facts) -> Tier | None:
        """The tier that these facts fall in; None when not yet known or when no tier is meant for them."""
        if self.tier_key == "amount":
            asked = facts.requested_cents
            if asked is None:
                return None
            limited = sorted((t for t in self.tiers if t.up_to), key=lambda t: t.up_to or 0)
            above = [t for t in self.tiers if not t.up_to] or limited[-1:]
            return next((t for t in limited if asked <= (t.up_to or 0)), above[0] if above else None)
        return next((t for t in self.tiers if self._value(facts) in t.values), None)

    def _value(self, facts: Facts) -> str:
        field = "applicant_kind" if self.tier_key == "applicant_type" else self.tier_key
        return str(getattr(facts, field))

    def cap_of(self, tier: Tier) -> int | None:
        return tier.maximum or (tier.up_to if tier is self._highest() else None)

    def _highest(self) -> Tier | None:
        unlimited = self.tier_key != "amount" or any(not tier.up_to for tier in self.tiers)
        return None if unlimited else max(self.tiers, key=lambda tier: tier.up_to or 0)

    def statement(self) -> str:
        steps = [self._tier_text(tier) for tier in self.tiers]
        return " ".join(
            [_("Er zijn verschillende soorten, naar {key}.").format(key=TIER_KEYS[self.tier_key][1]), *steps]
        )

    def _tier_text(self, tier: Tier) -> str:
        parts = []
        if tier.maximum:
            parts.append(_("hoogstens {amount}").format(amount=euro(tier.maximum)))
        if tier.documents:
            parts.append(_("stuur mee: {documents}").format(documents=and_list(labels(tier.documents))))
        if tier.decision_maker:
            parts.append(_("{role} beslist").format(role=ROLES[tier.decision_maker]))
        return sentence_case(tier.label) + (f": {'; '.join(parts)}." if parts else ".")

    def questions(self) -> tuple[str, ...]:
        attachments = ("attachments",) if any(tier.documents for tier in self.tiers) else ()
        return (TIER_KEYS[self.tier_key][0], *attachments)

    def check(self, case: Case) -> Check:
        question, words = TIER_KEYS[self.tier_key]
        tier = self.tier_for(case.facts)
        if tier is None:
            known = case.facts.requested_cents is not None if self.tier_key == "amount" else self._value(case.facts)
            if not known:
                return unknown(_("Wij weten nog niet: {what}.").format(what=words), question)
            return not_met(_("Voor {what} is er in deze regeling geen bedrag.").format(what=words))
        lacking = [d for d in tier.documents if d.code not in (case.facts.documents or ())]
        cap = self.cap_of(tier)
        if lacking:
            missing = _("Stuur nog mee: {documents}.").format(documents=and_list(labels(lacking)))
            if case.facts.documents is None:
                return Check(unknown("").outcome, missing, cap, ("attachments",))
            return not_met(missing, cap=cap, repairable=True)
        sentence = _("Uw plan valt onder: {tier}.").format(tier=tier.label)
        return met(sentence + (" " + _("U krijgt hoogstens {most}.").format(most=euro(cap)) if cap else ""), cap=cap)
