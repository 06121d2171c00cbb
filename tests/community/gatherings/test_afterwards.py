"""Who came, and what came of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from kernkracht.community.gatherings.actions import (
    UnableToCount,
    UnableToFollowUp,
    UnableToGiveFeedback,
    UnableToRecord,
    add_action_point,
    ask_feedback,
    conclude_gathering,
    correct_outcome,
    count_attendance,
    finish_action_point,
    give_feedback,
    link_document,
    mark_present,
    sign_in_at_door,
    sign_in_by_link,
    tell_of_late_points,
)
from kernkracht.community.gatherings.models import Gathering, GatheringFeedback, SignUp
from kernkracht.community.gatherings.queries import (
    action_points,
    at_the_door,
    feedback_figure,
    gatherings_between,
    to_conclude,
    turnout,
)
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.gatherings import EveningFactory, SignUpFactory, SlotFactory
from tests.factories.people import UserFactory, officer_with
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 16, 13, tzinfo=UTC)
AFTER = START + timedelta(hours=4)


@pytest.fixture
def planner(db: None) -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_GATHERINGS)


@pytest.fixture
def evening(db: None) -> Gathering:
    return EveningFactory(door_code="123456")


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (START - timedelta(minutes=61), False),
        (START - timedelta(minutes=59), True),
        (START + timedelta(hours=4, minutes=59), True),
        (START + timedelta(hours=5, minutes=1), False),
    ],
)
def test_the_code_works_around_the_gathering_alone(evening: Gathering, at: datetime, is_open: bool) -> None:
    assert (at_the_door("123456", at) is not None) is is_open
    if is_open:
        sign_in_at_door(gathering=evening, people=2, at=at)
    else:
        with pytest.raises(UnableToCount, match="rond de bijeenkomst"):
            sign_in_at_door(gathering=evening, people=2, at=at)
    assert turnout(evening).door == (2 if is_open else 0)


def test_who_came_is_counted_in_three_ways_and_nobody_twice(evening: Gathering, planner: User) -> None:
    slot = SlotFactory(gathering=evening)
    first, second = SignUpFactory(slot=slot), SignUpFactory(slot=slot)
    with pytest.raises(UnableToCount) as refused:
        sign_in_by_link(sign_up=first, code="654321", at=START)
    assert refused.value.field == "code"
    for _twice in range(2):
        sign_in_by_link(sign_up=first, code="123 456", at=START)
        mark_present(sign_up=second, is_there=True, by=planner.actor, at=START)
    sign_in_at_door(gathering=evening, people=3, at=START)
    count_attendance(gathering=evening, people=40, by=planner.actor, at=START)
    count_attendance(gathering=evening, people=12, by=planner.actor, at=AFTER)
    found = turnout(evening)
    assert (found.signed_up, found.door, found.counted, found.people) == (2, 3, 12, 17)
    mark_present(sign_up=second, is_there=False, by=planner.actor, at=START)
    count_attendance(gathering=evening, people=0, by=planner.actor, at=AFTER)
    assert turnout(evening).people == 4


@pytest.mark.parametrize("people", [0, 21, -1])
def test_a_number_that_cannot_be_is_refused(evening: Gathering, people: int) -> None:
    with pytest.raises(UnableToCount) as refused:
        sign_in_at_door(gathering=evening, people=people, at=START)
    assert refused.value.field == "people"


def test_the_outcome_of_a_public_gathering_names_nobody(evening: Gathering, planner: User) -> None:
    act = {"gathering": evening, "by": planner.actor}
    with pytest.raises(UnableToRecord, match="nog niet begonnen"):
        conclude_gathering(outcome="Te vroeg.", at=START - timedelta(days=1), **act)  # type: ignore[arg-type]
    with pytest.raises(UnableToRecord) as refused:
        conclude_gathering(outcome="Mevrouw Jansen wil een bankje.", at=AFTER, **act)  # type: ignore[arg-type]
    assert refused.value.field == "outcome"
    held = conclude_gathering(outcome="Er komt een bankje.", at=AFTER, **act)  # type: ignore[arg-type]
    assert held.state == "held"
    correct_outcome(outcome="Er komen twee bankjes.", at=AFTER, **act)  # type: ignore[arg-type]
    evening.refresh_from_db()
    assert evening.outcome == "Er komen twee bankjes."
    with pytest.raises(UnableToRecord):
        correct_outcome(outcome=" ", at=AFTER, **act)  # type: ignore[arg-type]
    document = link_document(title="Nota economie", url="https://example.org/nota", at=AFTER, **act)  # type: ignore[arg-type]
    assert evening.documents.get() == document
    with pytest.raises(UnableToFollowUp):
        link_document(title="Nota", url="javascript:alert(1)", at=AFTER, **act)  # type: ignore[arg-type]


def test_what_was_held_waits_for_its_outcome(evening: Gathering, planner: User) -> None:
    village = VillageFactory()
    evening.villages.add(village)
    assert list(to_conclude(planner.actor, AFTER)) == [evening]
    assert not to_conclude(planner.actor, START).exists()
    assert not to_conclude(UserFactory(is_staff=True).actor, AFTER).exists()
    week = timedelta(days=7)
    assert list(gatherings_between([village], START - week, AFTER)) == [evening]
    assert not gatherings_between([village], START + week, AFTER + week).exists()
    assert not gatherings_between([VillageFactory()], START - week, AFTER).exists()


def test_an_action_point_has_an_owner_a_day_and_an_end(evening: Gathering, planner: User, actor: Actor) -> None:
    owner = UserFactory(is_staff=True, name="Fenna Voorbeeld")
    act = {"gathering": evening, "text": "Drempel bekijken", "by": planner.actor, "at": AFTER}
    for wrong, field in (
        ({"owner": UserFactory()}, "owner"),
        ({"due_on": date(2026, 3, 15)}, "due_on"),
        ({"text": " "}, "text"),
    ):
        with pytest.raises(UnableToFollowUp) as refused:
            add_action_point(**({"owner": owner, "due_on": date(2026, 4, 1)} | act | wrong))  # type: ignore[arg-type]
        assert refused.value.field == field
    point = add_action_point(owner=owner, due_on=date(2026, 4, 1), **act)  # type: ignore[arg-type]
    assert list(action_points(date(2026, 3, 20), owner)) == [point]
    assert action_points(date(2026, 4, 1), owner, "late").count() == 0
    assert action_points(date(2026, 4, 2), owner, "late").count() == 1
    late = datetime(2026, 4, 2, 6, tzinfo=UTC)
    assert [tell_of_late_points(at=late), tell_of_late_points(at=late + timedelta(days=1))] == [1, 0]
    subjects = list(OutboxMessage.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects == [
        "Actiepunt van Informatieavond over de dijk",
        "Te laat: actiepunt van Informatieavond over de dijk",
    ]
    with pytest.raises(Exception, match="kernregisseur"):
        finish_action_point(point=point, note="", by=actor, at=late)
    finish_action_point(point=point, note="Drempel is lager.", by=owner.actor, at=late)
    with pytest.raises(UnableToFollowUp):
        finish_action_point(point=point, note="", by=owner.actor, at=late)
    assert action_points(date(2026, 5, 1), owner, "late").count() == 0
    assert list(action_points(date(2026, 5, 1), owner, "done")) == [point]


def test_feedback_is_asked_once_and_leads_back_to_nobody(evening: Gathering, planner: User) -> None:
    slot = SlotFactory(gathering=evening)
    person, _without = SignUpFactory(slot=slot), SignUpFactory(slot=slot, email="", phone="0344 12 34 56")
    SignUpFactory(slot=slot, state=SignUp.State.WAITING)
    with pytest.raises(UnableToFollowUp):
        ask_feedback(gathering=evening, by=planner.actor, at=AFTER)
    conclude_gathering(gathering=evening, outcome="Goed gesprek.", by=planner.actor, at=AFTER)
    assert ask_feedback(gathering=evening, by=planner.actor, at=AFTER) == 1
    with pytest.raises(UnableToFollowUp):
        ask_feedback(gathering=evening, by=planner.actor, at=AFTER)
    with pytest.raises(UnableToGiveFeedback):
        give_feedback(sign_up=person, score=6, good="", better="", at=AFTER)
    give_feedback(sign_up=person, score=4, good="De koffie", better="", at=AFTER)
    with pytest.raises(UnableToGiveFeedback):
        give_feedback(sign_up=person, score=1, good="", better="", at=AFTER)
    assert (feedback_figure(evening).answers, feedback_figure(evening).average) == (1, 4.0)
    assert not {"sign_up", "email", "name"} & {field.name for field in GatheringFeedback._meta.get_fields()}
