"""Who may apply, and who stands behind the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kernkracht.grants.schemes.facts import Facts
from kernkracht.grants.schemes.parameters import (
    Choice,
    Count,
    Euro,
    Flag,
    Item,
    Labelled,
    ListOf,
    Record,
    RecordOf,
    Text,
    param,
)

from .base import Case, Check, HumanKind, Kind, and_list, euro, labels, met, not_met, or_list, to_judge, unknown
from .vocabulary import APPLICANT_TYPES, AREA_LEVELS, BROADER_TYPES, EVIDENCE, LEGAL_BODIES, ROLES


@dataclass(frozen=True, kw_only=True)
class ApplicantType(
    Kind, id="applicant_type", group="who", nl=gettext_lazy("wie mag aanvragen"),
    en="Which kinds of applicant may apply", once=True,
):  # fmt: skip
    allowed_types: tuple[Item, ...] = param(
        ListOf(Labelled(APPLICANT_TYPES)), gettext_lazy("soorten aanvragers"), required=True
    )
    legal_body_required: bool = param(Flag(), gettext_lazy("alleen rechtspersonen"), default=False)

    def statement(self) -> str:
        sentence = _("Aanvragen kan door {types}.").format(types=or_list(labels(self.allowed_types)))
        return sentence + (" " + _("De aanvrager is een rechtspersoon.") if self.legal_body_required else "")

    def questions(self) -> tuple[str, ...]:
        return ("applicant_kind", "applicant_is_legal_body") if self.legal_body_required else ("applicant_kind",)

    def check(self, case: Case) -> Check:
        kind = case.facts.applicant_kind
        allowed = {item.code for item in self.allowed_types}
        if not kind:
            return unknown(_("Wij weten nog niet wie het plan aanvraagt."), "applicant_kind")
        label = str(APPLICANT_TYPES.get(kind, kind))
        if kind not in allowed:
            if any(kind in BROADER_TYPES.get(narrower, ()) for narrower in allowed):
                return to_judge(
                    _("Wij kijken nog of u {types} bent.").format(types=or_list(labels(self.allowed_types)))
                )
            return not_met(
                _("U vraagt aan als {type}. Deze regeling is voor {types}.").format(
                    type=label.removeprefix("een "), types=or_list(labels(self.allowed_types))
                )
            )
        if self.legal_body_required:
            return self._check_body(case.facts)
        return met(_("U mag aanvragen als {type}.").format(type=label.removeprefix("een ")))

    def _check_body(self, facts: Facts) -> Check:
        body = facts.applicant_is_legal_body
        body = LEGAL_BODIES.get(facts.applicant_kind) if body is None else body
        if body is None:
            return unknown(_("Wij weten nog niet of u een rechtspersoon bent."), "applicant_is_legal_body")
        if body:
            return met(_("U vraagt aan namens een rechtspersoon."))
        return not_met(_("Alleen een rechtspersoon, zoals een vereniging of stichting, mag aanvragen."))


@dataclass(frozen=True, kw_only=True)
class ApplicantLocal(
    Kind, id="applicant_local", group="who", nl=gettext_lazy("aanvrager woont of is gevestigd in het gebied"),
    en="Applicant lives or is based in the kern / municipality",
):  # fmt: skip
    area_level: str = param(Choice(AREA_LEVELS), gettext_lazy("gebied"), default="municipality")
    proof: str | None = param(Text(200), gettext_lazy("bewijs"))

    def statement(self) -> str:
        sentence = _("De aanvrager woont of is gevestigd in {area}.").format(area=AREA_LEVELS[self.area_level])
        return sentence + (" " + _("Dit laat u zien met {proof}.").format(proof=self.proof) if self.proof else "")

    def questions(self) -> tuple[str, ...]:
        return ("applicant_local",)

    def check(self, case: Case) -> Check:
        area = AREA_LEVELS[self.area_level]
        if case.facts.applicant_local is None:
            return unknown(
                _("Wij weten nog niet of u in {area} woont of gevestigd bent.").format(area=area), "applicant_local"
            )
        if case.facts.applicant_local:
            return met(_("U woont of bent gevestigd in {area}.").format(area=area))
        return not_met(_("U woont niet in {area} en bent er ook niet gevestigd.").format(area=area))


@dataclass(frozen=True, kw_only=True)
class SupportEvidence(
    HumanKind, id="support_evidence", group="who", nl=gettext_lazy("draagvlak aantonen"),
    en="Proof of local support (list, letters, talk)", by="human",
):  # fmt: skip
    asks = "explain"
    required: bool = param(Flag(), gettext_lazy("bewijs is verplicht"), default=False)
    accepted_forms: tuple[Item, ...] = param(ListOf(Labelled(EVIDENCE)), gettext_lazy("vormen van bewijs"), default=())

    def statement(self) -> str:
        sentence = _("Mensen uit de straat, de buurt of het dorp steunen het plan.")
        if self.accepted_forms:
            forms = or_list(labels(self.accepted_forms))
            shows = _("Dit toont u aan met {forms}.") if self.required else _("Dit kunt u laten zien met {forms}.")
            return sentence + " " + shows.format(forms=forms)
        return sentence + (" " + _("U laat dit zien.") if self.required else "")

    def hint(self, case: Case) -> str:
        if case.facts.supporters is None:
            return ""
        count = case.facts.supporters
        return ngettext(
            "Via deze website steunt {count} mens het plan.", "Via deze website steunen {count} mensen het plan.", count
        ).format(count=count)


def people_text(count: int) -> str:
    return ngettext("{count} mens", "{count} mensen", count).format(count=count)


def _support_text(have: int) -> str:
    sentence = ngettext("{have} mens steunt uw plan.", "{have} mensen steunen uw plan.", have)
    return sentence.format(have=have)


@dataclass(frozen=True, kw_only=True)
class SupportMinNumber(
    Kind, id="support_min_number", group="who", nl=gettext_lazy("minimum aantal handtekeningen/steunbetuigingen"),
    en="Minimum number of signatures, likes or supporters",
):  # fmt: skip
    count: int = param(Count(), gettext_lazy("aantal mensen"), required=True)
    min_age: int | None = param(Count(high=120), gettext_lazy("leeftijd vanaf"))
    area_level: str | None = param(Choice(AREA_LEVELS), gettext_lazy("gebied"))

    def statement(self) -> str:
        sentence = ngettext("Minstens {people} steunt het plan.", "Minstens {people} steunen het plan.", self.count)
        return sentence.format(people=self._people())

    def _people(self) -> str:
        people = people_text(self.count)
        if self.area_level:
            people += " " + _("uit {area}").format(area=AREA_LEVELS[self.area_level])
        if self.min_age:
            people += " " + _("van {age} jaar of ouder").format(age=self.min_age)
        return people

    def questions(self) -> tuple[str, ...]:
        return ("supporters",)

    def check(self, case: Case) -> Check:
        have = case.facts.supporters
        if have is None:
            return unknown(_("Wij weten nog niet hoeveel mensen uw plan steunen."), "supporters")
        if have >= self.count:
            return met(_support_text(have) + " " + _("Nodig: {need}.").format(need=self.count))
        return not_met(
            _support_text(have) + " " + _("Nodig: minstens {need}.").format(need=self.count), repairable=True
        )


@dataclass(frozen=True, kw_only=True)
class MinCoApplicants(
    Kind, id="min_co_applicants", group="who", nl=gettext_lazy("minimum aantal mede-aanvragers"),
    en="Minimum number of people who apply together",
):  # fmt: skip
    """`count` includes the applicant: four residents together are an applicant with three co-applicants."""

    count: int = param(Count(), gettext_lazy("aantal, de aanvrager meegeteld"), required=True)
    min_age: int | None = param(Count(high=120), gettext_lazy("leeftijd vanaf"))
    households_or_persons: Literal["households", "persons"] = param(
        Choice(("households", "persons")), gettext_lazy("huishoudens of personen"), default="persons"
    )
    different_households: bool = param(Flag(), gettext_lazy("uit verschillende huishoudens"), default=False)
    applies_to: tuple[Item, ...] = param(
        ListOf(Labelled(APPLICANT_TYPES)), gettext_lazy("geldt alleen voor deze aanvragers"), default=()
    )

    def _by_household(self) -> bool:
        return self.households_or_persons == "households" or self.different_households

    def statement(self) -> str:
        people = people_text(self.count)
        if self.households_or_persons == "households":
            people = ngettext("{count} huishouden", "{count} huishoudens", self.count).format(count=self.count)
        if self.different_households and self.households_or_persons == "persons":
            people += " " + _("van verschillende adressen")
        if self.min_age:
            people += " " + _("van {age} jaar of ouder").format(age=self.min_age)
        sentence = ngettext("Minstens {people} vraagt aan.", "Minstens {people} vragen samen aan.", self.count)
        sentence = sentence.format(people=people)
        if self.applies_to:
            sentence += " " + _("Dit geldt voor {types}.").format(types=or_list(labels(self.applies_to)))
        return sentence

    def questions(self) -> tuple[str, ...]:
        return ("applicant_kind", "co_applicants") if self.applies_to else ("co_applicants",)

    def check(self, case: Case) -> Check:
        facts = case.facts
        if self.applies_to:
            if not facts.applicant_kind:
                return unknown(_("Wij weten nog niet wie het plan aanvraagt."), "applicant_kind")
            if facts.applicant_kind not in {item.code for item in self.applies_to}:
                return met(_("Voor u geldt geen minimum aantal mede-aanvragers."))
        others = facts.co_applicants
        have = facts.households if self._by_household() else None if others is None else others + 1
        if have is None:
            return unknown(_("Wij weten nog niet met hoeveel u samen aanvraagt."), "co_applicants")
        unit = _("huishoudens") if self._by_household() else _("mensen")
        words = {"have": have, "need": self.count, "unit": unit}
        if have >= self.count:
            return met(_("U vraagt aan met {have} {unit}. Er zijn er {need} nodig.").format(**words))
        return not_met(
            _("U vraagt aan met {have} {unit}. Er zijn er minstens {need} nodig.").format(**words), repairable=True
        )


@dataclass(frozen=True, kw_only=True)
class NoSeriousObjection(
    HumanKind, id="no_serious_objection", group="who", nl=gettext_lazy("geen zwaarwegende bezwaren"),
    en="Neighbours informed, no serious objections", by="human",
):  # fmt: skip
    asks = "declare"
    check_by_role: str | None = param(Choice(ROLES), gettext_lazy("wie dit nagaat"))

    def statement(self) -> str:
        sentence = _("De buren weten van het plan en hebben geen grote bezwaren.")
        if self.check_by_role:
            sentence += " " + _("Dit gaat {role} na.").format(role=ROLES[self.check_by_role])
        return sentence


@dataclass(frozen=True, kw_only=True)
class SupportTier(Record):
    from_amount: int = param(Euro(), gettext_lazy("vanaf bedrag"), required=True)
    supporters: int | None = param(Count(), gettext_lazy("aantal mensen"))
    support: str | None = param(Text(300), gettext_lazy("wat er nodig is"))

    def text(self) -> str:
        people = people_text(self.supporters) if self.supporters else ""
        return and_list([people, self.support or ""])


@dataclass(frozen=True, kw_only=True)
class SupportScalesWithAmount(
    HumanKind, id="support_scales_with_amount", group="who", nl=gettext_lazy("meer geld, meer draagvlak"),
    en="More money asked = more support needed", by="human",
):  # fmt: skip
    asks = "explain"
    tiers: tuple[SupportTier, ...] = param(ListOf(RecordOf(SupportTier)), gettext_lazy("staffels"), default=())

    def statement(self) -> str:
        steps = [
            _("Vanaf {amount}: {support}.").format(amount=euro(tier.from_amount), support=tier.text())
            for tier in self.tiers
            if tier.text()
        ]
        return " ".join([_("Hoe meer geld u vraagt, hoe meer mensen er voordeel van hebben."), *steps])

    def hint(self, case: Case) -> str:
        asked = case.facts.requested_cents
        fitting = [tier for tier in self.tiers if asked is not None and tier.from_amount <= asked and tier.text()]
        if not fitting:
            return ""
        needed = max(fitting, key=lambda tier: tier.from_amount)
        return _("Bij dit bedrag hoort: {support}.").format(support=needed.text())
