"""Reading the trail: filters, days in the Netherlands, and sentences that survive anything."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.events import declare
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.audit.queries import (
    TrailFilter,
    history_of,
    recorded_object_types,
    sentence_of,
    trail,
)
from tests.factories.applications import NOON

declare(
    {
        "test.seen": "Gezien: {what} ({amount}).",
        "test.broken": "Een accolade te veel {what",
        "test.attribute": "Dit mag niet: {what.__class__} en {0} en {}.",
    }
)


def _event(code: str = "test.seen", **values: Any) -> AuditEvent:
    return AuditEvent(event=code, at=NOON, data=values.pop("data", {}), **values)


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (_event(data={"what": "een plan", "amount": "€ 5"}), "Gezien: een plan (€ 5)."),
        (_event(data={"what": "een plan"}), "Gezien: een plan (…)."),
        (_event(data={"what": None, "amount": 0}), "Gezien: … (0)."),
        (_event(data=["no", "mapping"]), "Gezien: … (…)."),
        (_event(data={"what": "x" * 500, "amount": 1}), f"Gezien: {'x' * 200} (1)."),
        (_event("test.broken", data={"what": "een plan"}), "Een accolade te veel {what"),
        (_event("test.attribute", data={"what": "een plan"}), "Dit mag niet: … en … en …."),
        (_event("gone.since"), "Gebeurtenis “gone.since”, die de software niet meer kent."),
    ],
)
def test_every_event_gives_a_sentence(event: AuditEvent, sentence: str) -> None:
    assert sentence_of(event) == sentence


@pytest.fixture
def two_days(db: None) -> list[AuditEvent]:
    """One event just before midnight in the Netherlands and one just after; both on 2 March in UTC."""
    one, other = Actor.system("one"), Actor.system("other")
    before = record("test.seen", one, by=one, at=datetime(2026, 3, 2, 22, 59, tzinfo=UTC))
    after = record("test.broken", other, by=one, at=datetime(2026, 3, 2, 23, 1, tzinfo=UTC))
    return [before, after]


def test_a_day_is_a_day_in_the_netherlands(two_days: list[AuditEvent]) -> None:
    before, after = two_days
    assert list(trail(TrailFilter(day=date(2026, 3, 2)))) == [before]
    assert list(trail(TrailFilter(day=date(2026, 3, 3)))) == [after]
    assert not trail(TrailFilter(day=date(2026, 3, 4))).exists()


def test_the_trail_is_newest_first_and_filters_by_object_and_event(two_days: list[AuditEvent]) -> None:
    before, after = two_days
    assert list(trail(TrailFilter())) == [after, before]
    assert list(trail(TrailFilter(event="test.seen"))) == [before]
    assert list(trail(TrailFilter(object_type="AUDIT.Actor", object_id=after.object_id))) == [after]
    assert not trail(TrailFilter(object_type="audit.actor", object_id="x")).exists()
    assert recorded_object_types() == ["audit.actor"]


def test_the_history_of_an_object_is_oldest_first(two_days: list[AuditEvent]) -> None:
    actor = two_days[0].actor
    later = record("test.seen", actor, by=actor, at=datetime(2026, 3, 5, tzinfo=UTC))
    assert list(history_of(actor)) == [two_days[0], later]
