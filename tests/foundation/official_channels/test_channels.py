"""Which ways are designated for which official message."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines.actions import register_outage
from kernkracht.foundation.deadlines.models import Channel
from kernkracht.foundation.official_channels.actions import UnableToDesignate, designate_channel, end_channel
from kernkracht.foundation.official_channels.models import MessageKind, OfficialChannel
from kernkracht.foundation.official_channels.queries import hindering_outages, ways_on

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def designate(actor: Actor, **changes: Any) -> OfficialChannel:
    given = {
        "kind": MessageKind.OBJECTION,
        "channel": Channel.WEBSITE,
        "address": "/bezwaar-maken/",
        "designated_from": TODAY,
        "decision": "Aanwijzingsbesluit 2026",
        "by": actor,
        "at": NOW,
    }
    return designate_channel(**{**given, **changes})


def test_every_kind_is_named_also_without_a_way(actor: Actor) -> None:
    row = designate(actor)
    ways = dict(ways_on(TODAY))
    assert list(ways) == list(MessageKind)
    assert ways[MessageKind.OBJECTION] == [row]
    assert not ways[MessageKind.COMPLAINT]
    assert not dict(ways_on(TODAY - timedelta(days=1)))[MessageKind.OBJECTION]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "gossip"}, "kind"),
        ({"channel": "pigeon"}, "channel"),
        ({"channel": Channel.EMAIL, "address": "bezwaar"}, "address"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"channel": Channel.MESSAGE_BOX, "address": " "}, "address"),
        ({"decision": ""}, "decision"),
    ],
)
def test_what_cannot_be_is_refused(actor: Actor, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(UnableToDesignate) as refusal:
        designate(actor, **changes)
    assert refusal.value.field == field
    assert not OfficialChannel.objects.exists()


def test_the_same_way_is_designated_once_at_a_time(actor: Actor) -> None:
    first = designate(actor)
    with pytest.raises(UnableToDesignate, match="al aangewezen"):
        designate(actor)
    end_channel(channel=first, last_day=TODAY, by=actor, at=NOW, today=TODAY)
    assert designate(actor, designated_from=TODAY + timedelta(days=1)).pk != first.pk


def test_a_way_does_not_end_in_the_past_nor_twice(actor: Actor) -> None:
    row = designate(actor)
    with pytest.raises(UnableToDesignate, match="vandaag"):
        end_channel(channel=row, last_day=TODAY - timedelta(days=1), by=actor, at=NOW, today=TODAY)
    end_channel(channel=row, last_day=TODAY, by=actor, at=NOW, today=TODAY)
    with pytest.raises(UnableToDesignate, match="al een laatste dag"):
        end_channel(channel=row, last_day=TODAY, by=actor, at=NOW, today=TODAY)


def test_an_outage_hinders_the_messages_whose_way_it_is(actor: Actor) -> None:
    designate(actor)
    outage = {"started_at": NOW, "ended_at": None, "notice": "E-mail ligt eruit.", "by": actor, "at": NOW}
    register_outage(channels=[Channel.EMAIL], **outage)  # type: ignore[arg-type] # one dict of several types
    assert hindering_outages(MessageKind.OBJECTION, TODAY) == []
    assert len(hindering_outages(MessageKind.COMPLAINT, TODAY)) == 1  # no way designated: any outage counts
