"""What the office does with gatherings: plan, plan a series, change, move, switch, cancel and invite."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from kernkracht.community.gatherings import hooks
from kernkracht.community.gatherings.actions import (
    Change,
    Details,
    GatheringRefusal,
    KindFacts,
    NotAllowedToGather,
    Plan,
    Rhythm,
    UnableToAnnounce,
    UnableToMove,
    UnableToPlan,
    call_off_gathering,
    change_gathering,
    invite_guest,
    load_kinds,
    organise_gathering,
    organise_series,
    reschedule_gathering,
    save_kind,
    switch_mode,
)
from kernkracht.community.gatherings.models import Gathering, GatheringKind, Mode, SignUp, Way
from kernkracht.community.gatherings.queries import office_gatherings
from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.gatherings import EveningFactory, GatheringFactory, SignUpFactory, SlotFactory, coffee_kind
from tests.factories.people import Assignment, TeamFactory, UserFactory, officer_with, role_with
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 16)


@pytest.fixture
def planner(db: None) -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_GATHERINGS)


def coffee(**changes: object) -> Plan:
    plan = Plan(
        kind=coffee_kind(),
        title="Koffie met de wethouder",
        day=DAY,
        starts=time(10),
        ends=time(11),
        mode=Mode.ONLINE,
        online_url="https://example.org/overleg",
        details=Details(takes_sign_ups=True),
        capacity=1,
        offers_phone=True,
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def mailed(kind: str) -> list[str]:
    return list(OutboxMessage.objects.filter(kind=kind).order_by("pk").values_list("recipient_email", flat=True))


def test_a_coffee_moment_has_a_slot_per_conversation_and_the_alderman_as_host(planner: User, now: datetime) -> None:
    village, alderman = VillageFactory(), UserFactory(name="Karin Voorbeeld")
    post = Assignment.objects.create(
        role=role_with(Role.Code.VILLAGE_ALDERMAN), user=alderman, team=TeamFactory(), valid_from=date(2020, 1, 1)
    )
    post.villages.add(village)
    made = organise_gathering(plan=coffee(villages=(village,)), by=planner.actor, at=now)
    assert made.host == alderman
    slots = list(made.slots.all())
    assert [timezone.localtime(slot.starts_at).time() for slot in slots] == [time(10), time(10, 20), time(10, 40)]
    assert {slot.ways for slot in slots} == {(Way.VIDEO, Way.PHONE)}
    assert made.is_public


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"online_url": ""}, "online_url"),
        ({"mode": Mode.HYBRID}, "place"),
        ({"ends": time(10, 10)}, "ends"),
        ({"ends": time(9)}, "ends_at"),
        ({"day": date(2026, 2, 1)}, "starts_at"),
        ({"capacity": 0}, "capacity"),
        ({"details": Details(takes_sign_ups=True, rung="top")}, "rung"),
        ({"details": Details(sign_ups_until=datetime(2026, 4, 1, tzinfo=UTC))}, "sign_ups_until"),
    ],
)
def test_a_plan_that_does_not_hold_changes_nothing(
    planner: User, now: datetime, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(GatheringRefusal) as refused:
        organise_gathering(plan=coffee(**changes), by=planner.actor, at=now)
    assert refused.value.field == field
    assert not Gathering.objects.exists()


def test_only_who_holds_the_right_in_each_village_plans(planner: User, now: datetime) -> None:
    own, other = VillageFactory(), VillageFactory()
    Assignment.objects.update(all_villages=False)
    Assignment.objects.get().villages.add(own)
    organise_gathering(plan=coffee(villages=(own,)), by=planner.actor, at=now)
    with pytest.raises(NotAllowedToGather, match=other.name):
        organise_gathering(plan=coffee(villages=(own, other)), by=planner.actor, at=now)


def test_a_hearing_is_not_planned_here_and_not_listed(planner: User, now: datetime) -> None:
    hearing = GatheringFactory()
    with pytest.raises(UnableToPlan):
        organise_gathering(plan=coffee(kind=hearing.kind), by=planner.actor, at=now)
    assert not office_gatherings().exists()


def test_a_series_goes_through_all_villages_in_one_act(planner: User, now: datetime) -> None:
    villages = (VillageFactory(name="Lienden"), VillageFactory(name="Maurik"))
    plan = coffee(
        title="Koffie in {village}", villages=villages, mode=Mode.PHYSICAL, place="Dorpshuis {village}", online_url=""
    )
    made = organise_series(plan=plan, rhythm=Rhythm(every_days=7, rounds=2), by=planner.actor, at=now)
    rows = list(made.gatherings.order_by("starts_at"))
    assert [row.title for row in rows] == ["Koffie in Lienden", "Koffie in Maurik"] * 2
    assert rows[1].place == "Dorpshuis Maurik"
    local = [timezone.localtime(row.starts_at) for row in rows]
    assert [moment.date() for moment in local] == [DAY + timedelta(days=7 * n) for n in range(4)]
    assert {moment.time() for moment in local} == {time(10)}, "29 March 2026 brings summer time"
    assert made.title == "Koffie in …"


@pytest.mark.parametrize(
    ("rhythm", "count", "field"),
    [
        (Rhythm(7, 0), 1, "every_days"),
        (Rhythm(-1), 1, "every_days"),
        (Rhythm(1, 61), 1, "rounds"),
        (Rhythm(7), 0, "villages"),
    ],
)
def test_a_series_that_does_not_hold_plans_nothing(
    planner: User, now: datetime, rhythm: Rhythm, count: int, field: str
) -> None:
    villages = tuple(VillageFactory.create_batch(count))
    with pytest.raises(UnableToPlan) as refused:
        organise_series(plan=coffee(villages=villages), rhythm=rhythm, by=planner.actor, at=now)
    assert refused.value.field == field
    assert not Gathering.objects.exists()


def test_a_kind_that_needs_a_rung_is_not_announced_without_one(planner: User, now: datetime) -> None:
    GatheringKind.objects.filter(pk=coffee_kind().pk).update(needs_rung=True)
    with pytest.raises(UnableToAnnounce):
        organise_gathering(plan=coffee(), by=planner.actor, at=now)
    quiet = organise_gathering(plan=coffee(is_public=False), by=planner.actor, at=now)
    change = Change("Koffie", (), is_public=True, host=None, details=Details(takes_sign_ups=True))
    with pytest.raises(UnableToAnnounce):
        change_gathering(gathering=quiet, change=change, by=planner.actor, at=now)
    with_rung = replace(change, details=Details(takes_sign_ups=True, rung="consult"))
    assert change_gathering(gathering=quiet, change=with_rung, by=planner.actor, at=now).is_public


def test_a_higher_room_can_hold_an_announcement_back(
    planner: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "announcement_checks", hooks.announcement_checks)
    hooks.announcement_checks.append(lambda row: "" if row.rung else "Dit traject heeft nog geen trede.")
    try:
        with pytest.raises(UnableToAnnounce, match="traject"):
            organise_gathering(plan=coffee(), by=planner.actor, at=now)
        organise_gathering(plan=coffee(details=Details(rung="inform")), by=planner.actor, at=now)
    finally:
        hooks.announcement_checks.pop()


def test_moving_takes_the_slots_along_and_tells_who_signed_up(planner: User, now: datetime) -> None:
    made = organise_gathering(plan=coffee(), by=planner.actor, at=now)
    last = made.slots.last()
    assert last is not None
    person = SignUpFactory(slot=last, way=Way.VIDEO, reminded_for=last.starts_at)
    moved = reschedule_gathering(
        gathering=made, day=date(2026, 3, 30), starts=time(14), ends=time(15), by=planner.actor, at=now
    )
    assert timezone.localtime(moved.slots.last().starts_at).time() == time(14, 40)  # type: ignore[union-attr] # three slots
    assert mailed("gathering_changed") == [person.email]
    assert SignUp.objects.get() == person
    with pytest.raises(UnableToMove) as refused:
        reschedule_gathering(
            gathering=made, day=date(2026, 3, 30), starts=time(14), ends=time(14, 30), by=planner.actor, at=now
        )
    assert refused.value.field == "ends"


def test_switching_online_keeps_every_sign_up_and_tells_how_to_take_part(planner: User, now: datetime) -> None:
    slot = SlotFactory(capacity=1)
    placed, waiting = SignUpFactory(slot=slot), SignUpFactory(slot=slot, state=SignUp.State.WAITING)
    url = "https://example.org/overleg"
    switched = switch_mode(gathering=slot.gathering, mode=Mode.ONLINE, online_url=url, by=planner.actor, at=now)
    assert (switched.place, switched.revision) == ("", 1)
    assert set(SignUp.objects.values_list("state", "way")) == {("placed", "video"), ("waiting", "video")}
    assert mailed("gathering_changed") == [placed.email, waiting.email]
    assert url in OutboxMessage.objects.filter(recipient_email=placed.email).get().body_text
    assert url not in OutboxMessage.objects.filter(recipient_email=waiting.email).get().body_text
    back = switch_mode(gathering=switched, mode=Mode.PHYSICAL, place="Dorpshuis", by=planner.actor, at=now)
    assert (back.online_url, SignUp.objects.filter(way="place").count()) == ("", 2)


def test_switching_to_the_telephone_waits_for_the_numbers(planner: User, now: datetime) -> None:
    person = SignUpFactory()
    with pytest.raises(UnableToMove, match="telefoonnummer"):
        switch_mode(gathering=person.gathering, mode=Mode.PHONE, by=planner.actor, at=now)
    person.refresh_from_db()
    assert person.way == "place"
    SignUp.objects.update(phone="06 12 34 56 78")
    switch_mode(gathering=person.gathering, mode=Mode.PHONE, by=planner.actor, at=now)
    person.refresh_from_db()
    assert person.way == "phone"


def test_cancelling_needs_a_reason_and_tells_who_signed_up_or_was_invited(planner: User, now: datetime) -> None:
    person = SignUpFactory()
    evening = person.gathering
    guest = invite_guest(gathering=evening, name="Sam Voorbeeld", email="Sam@example.org", by=planner.actor, at=now)
    with pytest.raises(UnableToPlan):
        invite_guest(gathering=evening, name="Sam", email="sam@example.org", by=planner.actor, at=now)
    with pytest.raises(GatheringRefusal):
        call_off_gathering(gathering=evening, reason=" ", by=planner.actor, at=now)
    call_off_gathering(gathering=evening, reason="De zaal is dicht.", by=planner.actor, at=now)
    assert mailed("gathering_invitation") == [guest.email]
    assert mailed("gathering_cancelled") == [person.email, guest.email]
    with pytest.raises(UnableToMove):
        switch_mode(gathering=evening, mode=Mode.PHYSICAL, place="Elders", by=planner.actor, at=now)


def test_kinds_are_data(planner: User, actor: Actor, now: datetime) -> None:
    file = Path(settings.BASE_DIR / "seed" / "gathering_kinds.yaml")
    assert load_kinds(file) == GatheringKind.objects.count() > 4
    facts = KindFacts("Bakkie met de wethouder", is_public=True, slot_minutes=15)
    changed = save_kind(code="coffee_moment", facts=facts, by=planner.actor, at=now)
    assert load_kinds(file) == 0
    changed.refresh_from_db()
    assert (changed.name, changed.slot_minutes) == ("Bakkie met de wethouder", 15)
    with pytest.raises(UnableToPlan):
        save_kind(code="coffee_moment", facts=replace(facts, slot_minutes=1), by=planner.actor, at=now)
    with pytest.raises(NotAllowedToGather):
        save_kind(code="coffee_moment", facts=facts, by=actor, at=now)


def test_a_gathering_gets_its_times_when_signing_up_is_switched_on(planner: User, now: datetime) -> None:
    evening = EveningFactory(takes_sign_ups=False)
    change = Change(evening.title, (), is_public=True, host=None, details=Details(takes_sign_ups=True))
    change_gathering(gathering=evening, change=change, by=planner.actor, at=now)
    assert evening.slots.get().ways == (Way.PLACE,)
