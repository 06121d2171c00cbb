"""Who decides, who advises, who is talked with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.grants.schemes.parameters import Choice, Flag, Item, Labelled, ListOf, MapOf, Text, param

from .base import Case, Check, Kind, ProcessKind, and_list, labels, met, sentence_case
from .vocabulary import ROLES


@dataclass(frozen=True, kw_only=True)
class DecisionMakerRule(
    ProcessKind, id="decision_maker", group="decision", nl=gettext_lazy("wie beslist"),
    en="Who decides (college, official with mandate, wijkraad, council)", by="process", once=True,
):  # fmt: skip
    role: str = param(Choice(ROLES), gettext_lazy("rol"), required=True)
    mandate_ref: str | None = param(Text(200), gettext_lazy("mandaatbesluit"))

    def statement(self) -> str:
        return sentence_case(_("{role} beslist over uw aanvraag.").format(role=ROLES[self.role]))


@dataclass(frozen=True, kw_only=True)
class DecisionMakerByTier(
    Kind, id="decision_maker_by_tier", group="decision", nl=gettext_lazy("beslisser per staffel/gebied"),
    en="Other decision-maker per amount, domain or area", once=True,
):  # fmt: skip
    """Keys are tier keys, or village slugs where `by` says so. `decision_maker_of` reads it."""

    map: Mapping[str, str] = param(MapOf(Choice(ROLES)), gettext_lazy("beslisser per sleutel"), required=True)
    by: Literal["tier", "village"] = param(
        Choice(("tier", "village")), gettext_lazy("per staffel of per dorp"), default="tier"
    )

    def statement(self) -> str:
        deciders = and_list(dict.fromkeys(str(ROLES[role]) for role in self.map.values()))
        how = _("het bedrag of de soort") if self.by == "tier" else _("het dorp")
        return _("Wie beslist, hangt af van {how}: {deciders}.").format(how=how, deciders=deciders)

    def check(self, case: Case) -> Check:
        return met(self.statement())


@dataclass(frozen=True, kw_only=True)
class MandatoryTalk(
    ProcessKind, id="mandatory_talk", group="decision", nl=gettext_lazy("verplicht gesprek"),
    en="Talk with the area official first or during assessment", by="process", once=True,
):  # fmt: skip
    """`when: offered` is an offer, not a duty."""

    when: Literal["before", "during", "offered"] = param(
        Choice(("before", "during", "offered")), gettext_lazy("wanneer"), default="during"
    )
    role: str = param(Choice(ROLES), gettext_lazy("met wie"), default="village_coordinator")

    def statement(self) -> str:
        sentences = {
            "before": _("U praat met {role} voordat u aanvraagt."),
            "during": _("{role} praat met u over uw plan."),
            "offered": _("U kunt uw plan bespreken met {role}. Dat hoeft niet."),
        }
        return sentence_case(sentences[self.when].format(role=ROLES[self.role]))


@dataclass(frozen=True, kw_only=True)
class Advisor(
    ProcessKind, id="advisor", group="decision", nl=gettext_lazy("adviseur"), en="Who advises", by="process", once=True,
):  # fmt: skip
    roles: tuple[Item, ...] = param(ListOf(Labelled(ROLES)), gettext_lazy("rollen"), required=True)

    def statement(self) -> str:
        return _("Advies komt van {roles}.").format(roles=and_list(labels(self.roles)))


@dataclass(frozen=True, kw_only=True)
class InformingAlderman(
    ProcessKind, id="informing_alderman", group="decision", nl=gettext_lazy("wethouder geïnformeerd"),
    en="Alderman is informed or consulted", by="process", once=True,
):  # fmt: skip
    consulted: bool = param(Flag(), gettext_lazy("ook om een mening gevraagd"), default=False)

    def statement(self) -> str:
        if self.consulted:
            return _("Wij bespreken uw aanvraag met de wethouder voor het dorp.")
        return _("De wethouder voor het dorp hoort van uw aanvraag.")
