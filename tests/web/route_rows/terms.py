"""Rows of the matrix: the clock of a case, terms at risk, outages and channels, legal settings; digital messages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from kernkracht.foundation.deadlines.models import Channel, Outage
from kernkracht.foundation.official_channels.models import MessageKind, OfficialChannel
from kernkracht.grants.applications.models import NoticeOfDefault

from ..route_answers import Row, everybody, only
from ..route_world import ADMINISTRATOR, AUDITOR, COORDINATOR, DECIDER, MANAGER, POLICY, STAFF, World

OFFICE = tuple(STAFF)
CLOCK = "/werk/aanvragen/"


def build(world: World) -> dict[str, Any]:
    return {
        "outage": Outage.objects.create(
            channels=[Channel.EMAIL],
            started_at=datetime(2026, 1, 5, 9, tzinfo=UTC),
            ended_at=datetime(2026, 1, 5, 10, tzinfo=UTC),
            notice="E-mail werkte niet.",
        ),
        "official_channel": OfficialChannel.objects.create(
            kind=MessageKind.APPLICATION,
            channel=Channel.WEBSITE,
            address="/geld/",
            designated_from=date(2026, 1, 1),
            decision="Aanwijzingsbesluit",
        ),
        "default_notice": NoticeOfDefault.objects.create(
            application=world.case,
            received_on=date(2026, 5, 4),
            channel="post",
            due_on_then=date(2026, 4, 28),
            is_too_early=False,
            by=world.owner.actor,
            at=datetime(2026, 5, 4, 9, tzinfo=UTC),
        ),
    }


def _number(world: World) -> dict[str, Any]:
    return {"number": world.case.number}


def _token(world: World) -> dict[str, Any]:
    return {"token": world.case.token}


def _act() -> Any:
    """The assessors get the page, colleagues go back to the clock, nobody else knows it."""
    return only(*OFFICE, answer=CLOCK) | dict.fromkeys((COORDINATOR, POLICY), 200)


ROWS = [
    Row("office_term", only(*OFFICE), _number),
    Row("office_extend_term", _act(), _number),
    Row("office_suspend_term", _act(), _number),
    Row("office_end_suspension", _act(), _number),
    Row("office_register_default", _act(), _number),
    Row(
        "office_waive_penalty",
        only(COORDINATOR, POLICY),
        lambda w: {"number": w.case.number, "pk": w.things["default_notice"].pk},
    ),
    Row("office_penalty", only(DECIDER), _number),
    Row("office_terms", only(MANAGER, ADMINISTRATOR, AUDITOR)),
    Row("office_outages", only(ADMINISTRATOR)),
    Row("office_outage_add", only(ADMINISTRATOR)),
    Row("office_outage_end", only(ADMINISTRATOR), lambda w: {"pk": w.things["outage"].pk}),
    Row("office_channel_add", only(ADMINISTRATOR)),
    Row("office_channel_end", only(ADMINISTRATOR), lambda w: {"pk": w.things["official_channel"].pk}),
    Row("office_equated_day_add", only(ADMINISTRATOR)),
    Row("office_legal_settings", only(ADMINISTRATOR)),
    Row("office_legal_setting", only(ADMINISTRATOR), lambda _w: {"key": "applications.decision_weeks"}),
    Row("digital_message", everybody(200)),
    Row("outages", everybody(200)),
    Row("resident:consents", everybody(200), _token),
    Row("resident:default_notice", everybody(200), _token),
]
