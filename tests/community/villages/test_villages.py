"""Villages as records: the map, the roll-out, and a sixteenth village."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.actions import (
    NotAllowedToManageVillages,
    UnableToAddVillage,
    UnableToEndVillage,
    UnableToManageVillages,
    VillageFacts,
    add_village,
    change_municipality,
    change_village,
    end_village,
    reopen_village,
    save_area,
    set_phase,
)
from kernkracht.community.villages.maps import draw
from kernkracht.community.villages.models import Area, Municipality, RolloutStep, Village
from kernkracht.community.villages.queries import (
    areas_with_villages,
    map_shapes,
    municipality,
    rollout_count,
    rollout_overview,
)
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.audit.queries import history_of
from tests.factories.people import officer_with
from tests.factories.villages import AreaFactory, VillageFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)
OUTLINE = {"type": "Polygon", "coordinates": [[[5.3, 51.9], [5.4, 51.9], [5.4, 52.0], [5.3, 51.9]]]}


def facts(**changes: Any) -> VillageFacts:
    values: dict[str, Any] = {"name": "Nieuwdorp", "centre_longitude": 5.45, "centre_latitude": 51.95}
    return VillageFacts(**(values | {"area": changes.pop("area", None) or AreaFactory()} | changes))


@pytest.fixture
def by() -> Actor:
    return officer_with(Permission.MANAGE_VILLAGES).actor


def fifteen() -> list[Village]:
    area = AreaFactory()
    return [
        VillageFactory(area=area, centre_longitude=5.3 + n % 5 / 20, centre_latitude=51.9 + n // 5 / 40)
        for n in range(15)
    ]


def test_a_sixteenth_village_is_on_the_map_at_once(by: Actor) -> None:
    fifteen()
    assert len(map_shapes().shapes) == 15
    village = add_village(facts=facts(), by=by, at=NOW)
    assert village.slug == "nieuwdorp"
    assert "Nieuwdorp" in [shape.name for shape in map_shapes().shapes]
    assert history_of(village).get().event == "village.added"


@pytest.mark.parametrize("changes", [{"name": " "}, {"name": "BESTAAT AL"}, {"centre_longitude": 51.9}])
def test_village_without_name_place_or_with_a_taken_name_is_refused(by: Actor, changes: dict[str, Any]) -> None:
    VillageFactory(name="Bestaat al")
    with pytest.raises(UnableToAddVillage):
        add_village(facts=facts(**changes), by=by, at=NOW)
    assert Village.objects.count() == 1


def test_changing_keeps_the_address_and_names_the_fields(by: Actor) -> None:
    village = VillageFactory(name="Oud", slug="oud")
    change_village(village=village, facts=facts(name="Nieuw", area=village.area), by=by, at=NOW)
    village.refresh_from_db()
    assert (village.name, village.slug) == ("Nieuw", "oud")
    assert "name" in history_of(village).get().data["fields"]


def test_two_villages_with_alike_names_get_their_own_address(by: Actor) -> None:
    VillageFactory(name="Sint-Jan", slug="sint-jan")
    assert add_village(facts=facts(name="Sint Jan"), by=by, at=NOW).slug == "sint-jan-2"


def test_ending_leaves_the_map_and_never_the_last(by: Actor) -> None:
    stays, goes = VillageFactory(), VillageFactory()
    end_village(village=goes, by=by, at=NOW)
    assert [shape.village for shape in map_shapes().shapes] == [stays]
    with pytest.raises(UnableToEndVillage):
        end_village(village=stays, by=by, at=NOW)
    reopen_village(village=goes, by=by, at=NOW)
    assert len(map_shapes().shapes) == 2


def test_without_the_right_nothing_changes() -> None:
    by = officer_with(Permission.READ_OFFICE).actor
    village = VillageFactory()
    for act in (
        lambda: add_village(facts=facts(), by=by, at=NOW),
        lambda: change_village(village=village, facts=facts(), by=by, at=NOW),
        lambda: end_village(village=village, by=by, at=NOW),
        lambda: reopen_village(village=village, by=by, at=NOW),
        lambda: set_phase(village=village, phase=RolloutStep.Phase.RUN, since=TODAY, by=by, at=NOW),
        lambda: save_area(name="Nieuw e.o.", sort_order=1, by=by, at=NOW),
        lambda: change_municipality(values={"name": "x"}, by=by, at=NOW),
    ):
        with pytest.raises(NotAllowedToManageVillages):
            act()
    assert not AuditEvent.objects.exists()


def test_map_costs_one_query_and_follows_changes(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    villages = fifteen()
    first = map_shapes(700)
    with django_assert_num_queries(1):
        assert map_shapes(700) is first
    villages[0].outline = OUTLINE
    villages[0].save()
    after = map_shapes(700)
    assert not after.is_schematic
    assert len(after.without_outline) == 14
    assert villages[0].name not in after.without_outline


def test_fifteen_villages_are_drawn_quickly() -> None:
    villages = fifteen()
    started = time.perf_counter()
    for _ in range(5):
        drawing = draw(villages, 800)
    assert (time.perf_counter() - started) / 5 < 0.1, (
        "a drawing takes about 3 ms; 100 ms leaves room for a busy machine"
    )
    assert drawing.view_box.startswith("0 0 800 ")
    for shape in drawing.shapes:
        assert 0 <= shape.label_x <= drawing.width
        assert 0 <= shape.label_y <= drawing.height


def test_map_of_nothing_and_of_one_village() -> None:
    assert map_shapes().shapes == ()
    VillageFactory()
    assert map_shapes().shapes[0].path.startswith("M")


def test_rollout_counts_three_pilots_and_twelve_others(by: Actor) -> None:
    villages = fifteen()
    for place, village in enumerate(villages):
        set_phase(
            village=village, phase=RolloutStep.Phase.MAP, since=date(2025, 1, 1), is_pilot=place < 3, by=by, at=NOW
        )
    set_phase(village=villages[0], phase=RolloutStep.Phase.START, since=TODAY, is_pilot=True, by=by, at=NOW)
    set_phase(village=villages[1], phase=RolloutStep.Phase.START, since=date(2026, 9, 1), is_pilot=True, by=by, at=NOW)
    states = rollout_overview(TODAY)
    count = rollout_count(states)
    assert (count.pilots, count.others, count.total) == (3, 12, 15)
    assert count.per_phase == {1: 14, 2: 1, 3: 0}
    assert (states[0].phase, states[1].phase, states[1].next_since) == (2, 1, date(2026, 9, 1))


def test_noting_a_phase_again_moves_its_day(by: Actor) -> None:
    village = VillageFactory()
    for since in (TODAY, date(2026, 4, 1)):
        set_phase(village=village, phase=RolloutStep.Phase.MAP, since=since, by=by, at=NOW)
    assert village.rollout_steps.get().since == date(2026, 4, 1)
    assert rollout_overview(TODAY)[0].phase is None


def test_areas_hold_their_active_villages(by: Actor) -> None:
    village = VillageFactory()
    VillageFactory(area=village.area, status=Village.Status.ENDED)
    area = save_area(name="Nieuw e.o.", sort_order=9, by=by, at=NOW)
    save_area(name="Anders e.o.", sort_order=9, area=area, by=by, at=NOW)
    with pytest.raises(UnableToManageVillages):
        save_area(name="anders E.O.", sort_order=1, by=by, at=NOW)
    found = {a.name: a.active_villages for a in areas_with_villages()}  # type: ignore[attr-defined]
    assert found[village.area.name] == [village]
    assert found["Anders e.o."] == []
    assert Area.objects.count() == 2


def test_one_municipality_at_most(by: Actor) -> None:
    assert municipality().site_name == "Kernkracht"
    for name in ("gemeente A", "gemeente B"):
        change_municipality(values={"name": name, "site_name": "Meedoen"}, by=by, at=NOW)
    assert Municipality.objects.get().name == "gemeente B"
    assert municipality().site_name == "Meedoen"
