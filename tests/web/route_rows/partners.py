"""Partners: everybody in the office reads; coordinators and policy officers change."""

from __future__ import annotations

from typing import Any

from kernkracht.community.partners.models import SupportRequest
from tests.factories.applications import NOON
from tests.factories.partners import (
    AgendaPointFactory,
    HealthBrokerFactory,
    OutlookItemFactory,
    PartnerAgreementFactory,
    ProvisionFactory,
)

from ..route_answers import Row, only
from ..route_world import COORDINATOR, POLICY, STAFF, World

OFFICE = tuple(STAFF)
KEEPERS = (COORDINATOR, POLICY)


def build(world: World) -> dict[str, Any]:
    partner = HealthBrokerFactory()
    return {
        "partner": partner,
        "partner_point": AgendaPointFactory(village=world.village),
        "outlook": OutlookItemFactory(partner=partner),
        "agreement": PartnerAgreementFactory(partner=partner),
        "provision": ProvisionFactory(village=world.village),
        "support": SupportRequest.objects.create(
            area=world.area,
            partner=partner,
            direction=SupportRequest.Direction.FROM_COORDINATOR,
            subject="Beweegroute",
            asked_at=NOON,
        ),
    }


def _partner(world: World) -> dict[str, Any]:
    return {"slug": world.things["partner"].slug}


def _meeting(world: World) -> dict[str, Any]:
    return {"pk": world.things["partner_point"].meeting_id}


def _pk(name: str) -> Any:
    return lambda world: {"pk": world.things[name].pk}


def _act(world: World) -> dict[str, Any]:
    return {"pk": world.things["partner_point"].pk, "act": "uitkomst"}


ROWS = [
    Row("office_partners", only(*OFFICE)),
    Row("office_partner_add", only(*KEEPERS)),
    Row("office_partner_kinds", only(*OFFICE)),
    Row("office_partner_kind_add", only(*KEEPERS)),
    Row("office_partner_kind", only(*KEEPERS), lambda w: {"pk": w.things["partner"].kind_id}),
    Row("office_partner_meetings", only(*OFFICE)),
    Row("office_partner_meeting_add", only(*KEEPERS)),
    Row("office_partner_meeting", only(*OFFICE), _meeting),
    Row("office_partner_meeting_change", only(*KEEPERS), _meeting),
    Row("office_partner_meeting_cancel", only(*KEEPERS), _meeting),
    Row("office_partner_point_add", only(*KEEPERS), _meeting),
    Row(
        "office_partner_point_change",
        only(*KEEPERS),
        lambda w: _meeting(w) | {"point_pk": w.things["partner_point"].pk},
    ),
    Row("office_partner_points", only(*OFFICE)),
    Row("office_partner_point_act", only(*KEEPERS), _act),
    Row("office_partner_outlook", only(*OFFICE)),
    Row("office_partner_outlook_add", only(*KEEPERS)),
    Row("office_partner_outlook_change", only(*KEEPERS), _pk("outlook")),
    Row("office_partner_outlook_share", only(*KEEPERS), _pk("outlook")),
    Row("office_partner_outlook_remove", only(*KEEPERS), _pk("outlook")),
    Row("office_partner_agreements", only(*OFFICE)),
    Row("office_partner_progress_add", only(*KEEPERS), _pk("agreement")),
    Row("office_partner_support", only(*OFFICE)),
    Row("office_partner_support_ask", only(*KEEPERS)),
    Row("office_partner_support_answer", only(*KEEPERS), _pk("support")),
    Row("office_partner_support_finish", only(*KEEPERS), _pk("support")),
    Row("office_provisions", only(*OFFICE)),
    Row("office_provision_add", only(*KEEPERS)),
    Row("office_provision_change", only(*KEEPERS), _pk("provision")),
    Row("office_partner", only(*OFFICE), _partner),
    Row("office_partner_change", only(*KEEPERS), _partner),
    Row("office_partner_end", only(*KEEPERS), _partner),
    Row("office_partner_contract_manager", only(*KEEPERS), _partner),
    Row("office_partner_agreement_add", only(*KEEPERS), _partner),
    Row("office_partner_agreement_change", only(*KEEPERS), lambda w: _partner(w) | _pk("agreement")(w)),
]
