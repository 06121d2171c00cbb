"""Appointments of others become gatherings: all that were chosen or none, and each once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kernkracht.community.gatherings.actions import (
    ForeignAppointment,
    NotAllowedToGather,
    UnableToTakeOver,
    take_over_appointments,
)
from kernkracht.community.gatherings.models import Gathering, GatheringKind
from kernkracht.community.gatherings.queries import taken_over
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor, AuditEvent
from tests.factories.gatherings import GatheringKindFactory
from tests.factories.people import officer_with
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 10, 12, tzinfo=UTC)


@pytest.fixture
def by() -> Actor:
    return officer_with(Permission.MANAGE_GATHERINGS).actor


@pytest.fixture
def kind() -> GatheringKind:
    return GatheringKindFactory(code="hall", name="In de zaal", is_offered=True, is_public=True, needs_rung=False)


def row(number: int, **more: Any) -> ForeignAppointment:
    starts = NOW + timedelta(days=number)
    facts = {"title": f"Koffie {number}", "starts_at": starts, "ends_at": starts + timedelta(hours=2), "place": "Zaal"}
    return ForeignAppointment(f"{number}@example.org", **(facts | more))


def _take(rows: list[ForeignAppointment], kind: GatheringKind, by: Actor, **more: Any) -> list[Gathering]:
    return take_over_appointments(
        appointments=rows, kind=kind, villages=more.pop("villages", ()), by=by, at=NOW, **more
    )


def test_what_was_chosen_is_planned_in_the_villages_and_known_the_next_time(kind: GatheringKind, by: Actor) -> None:
    village = VillageFactory()
    over_midnight = row(2, ends_at=NOW + timedelta(days=3), place="")
    made = _take([row(1), over_midnight], kind, by, villages=[village], place="Dorpshuis")
    assert [(one.title, one.place, one.is_public) for one in made] == [
        ("Koffie 1", "Zaal", False),
        ("Koffie 2", "Dorpshuis", False),
    ]
    assert made[1].ends_at - made[1].starts_at == timedelta(days=1)
    assert [list(one.villages.all()) for one in made] == [[village], [village]]
    assert AuditEvent.objects.filter(event="gathering.planned", actor=by).count() == 2
    assert "example.org" not in made[0].taken_from
    assert taken_over(["1@example.org", "9@example.org"]) == {"1@example.org": made[0]}
    with pytest.raises(UnableToTakeOver, match="“Koffie 1” is al eerder overgenomen"):
        _take([row(3), row(1)], kind, by)
    assert Gathering.objects.count() == 2


@pytest.mark.parametrize(
    ("rows", "more", "field", "reason"),
    [
        ([], {}, "chosen", "Kies wat u wilt overnemen"),
        ([row(n) for n in range(1, 62)], {}, "chosen", "meer dan 60"),
        ([row(1), row(2, place=" ")], {}, "place", "“Koffie 2” staat geen plek"),
        ([row(1), row(-1)], {}, "chosen", "“Koffie -1”: Kies een tijd die nog moet komen"),
        ([row(1), row(2, ends_at=NOW)], {}, "chosen", "“Koffie 2”: Kies een eindtijd"),
        ([row(1), row(1)], {}, "chosen", "zijn dezelfde"),
    ],
)
def test_one_that_cannot_be_planned_stops_all(
    kind: GatheringKind, by: Actor, rows: list[ForeignAppointment], more: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(UnableToTakeOver, match=reason) as refusal:
        _take(rows, kind, by, **more)
    assert refusal.value.field == field
    assert not Gathering.objects.exists()


def test_who_may_not_and_kinds_that_are_planned_elsewhere(kind: GatheringKind, by: Actor) -> None:
    with pytest.raises(NotAllowedToGather):
        _take([row(1)], kind, officer_with(Permission.READ_OFFICE, code="auditor").actor)
    with pytest.raises(UnableToTakeOver, match="plant u niet hier") as refusal:
        _take([row(1)], GatheringKindFactory(is_offered=False), by)
    assert refusal.value.field == "kind"
    assert not Gathering.objects.exists()
