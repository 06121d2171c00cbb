"""Volunteering: who manages it sees who offers; residents come in by their links."""

from __future__ import annotations

from typing import Any

from kernkracht.community.volunteers.models import InfoPage
from tests.factories.volunteers import (
    HelpWantedFactory,
    InfoPageVersionFactory,
    JuryMemberFactory,
    KnowledgeEntryFactory,
    NominationFactory,
    VolunteerOfferFactory,
)

from ..route_answers import Row, everybody, only
from ..route_world import COORDINATOR, POLICY, STAFF, World

OFFICE = tuple(STAFF)
KEEPERS = (COORDINATOR, POLICY)


def build(world: World) -> dict[str, Any]:
    for code in InfoPage.Code:
        InfoPageVersionFactory(page=InfoPage.objects.create(code=code, phone="0800 1234"))
    nomination = NominationFactory(village=world.village)
    return {
        "help_wanted": HelpWantedFactory(village=world.village),
        "offer": VolunteerOfferFactory(village=world.village),
        "knowledge": KnowledgeEntryFactory(village=world.village),
        "nomination": nomination,
        "prize": nomination.round,
        "jury": JuryMemberFactory(round=nomination.round),
    }


def _pk(name: str, **more: Any) -> Any:
    return lambda world: {"pk": world.things[name].pk} | more


def _token(name: str, field: str = "token") -> Any:
    return lambda world: {"token": getattr(world.things[name], field)}


ROWS = [
    # Everybody
    Row("volunteers", everybody(200)),
    Row("help_wanted", everybody(200), _pk("help_wanted")),
    Row("volunteer_insurance", everybody(200)),
    Row("volunteer_support_point", everybody(200)),
    Row("neighbour_help", everybody(200)),
    Row("prizes", everybody(200)),
    Row("prize_round", everybody(200), _pk("prize")),
    Row("counsellor", everybody(200)),
    # Residents, without account; whoever has a mailed link may use it
    Row("resident:volunteer_offer_add", everybody(200)),
    Row("resident:volunteer_offer_for", everybody(200), _pk("help_wanted")),
    Row("resident:volunteer_offer", everybody(200), _token("offer")),
    Row("resident:knowledge_add", everybody(200)),
    Row("resident:knowledge", everybody(200), _token("knowledge")),
    Row("resident:nominate", everybody(200), _pk("prize")),
    Row("resident:nomination", everybody(200), _token("nomination")),
    Row("resident:nominee", everybody(200), _token("nomination", "nominee_token")),
    Row("resident:jury", everybody(200), _token("jury")),
    Row("resident:volunteer_sent", everybody(200)),
    # The office
    Row("office_help", only(*OFFICE)),
    Row("office_help_add", only(*KEEPERS)),
    Row("office_help_change", only(*KEEPERS), _pk("help_wanted")),
    Row("office_help_move", only(*KEEPERS), _pk("help_wanted", step="sluiten")),
    Row("office_info_pages", only(*OFFICE)),
    Row("office_info_page", only(*KEEPERS), lambda _w: {"code": "counsellor"}),
    Row("office_support_point", only(*KEEPERS)),
    Row("office_offers", only(*KEEPERS)),
    Row("office_offer_move", only(*KEEPERS), _pk("offer", step="overdragen")),
    Row("office_knowledge", only(*KEEPERS)),
    Row("office_prizes", only(*OFFICE)),
    Row("office_prize_add", only(*KEEPERS)),
    Row("office_prize", only(*KEEPERS), _pk("prize")),
    Row("office_prize_change", only(*KEEPERS), _pk("prize")),
    Row("office_prize_move", only(*KEEPERS), _pk("prize", step="jury")),
    Row("office_jury_add", only(*KEEPERS), _pk("prize")),
    Row("office_jury_remove", only(*KEEPERS), _pk("jury")),
    Row("office_winner", only(*KEEPERS), _pk("nomination")),
]
