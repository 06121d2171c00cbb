"""The calendar and the points per village (R190, R194, R202, R203, R206)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kernkracht.community.partners import actions
from kernkracht.community.partners.models import AgendaPoint, PartnerMeeting
from kernkracht.community.partners.queries import meetings_ahead, meetings_before, points_of, village_points
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from tests.factories.partners import AgendaPointFactory, PartnerFactory, PartnerMeetingFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
Kind = PartnerMeeting.Kind


@pytest.fixture
def facts() -> actions.MeetingFacts:
    return actions.MeetingFacts(
        kind=Kind.VILLAGE_TEAM,
        title="Sociaal kernteam",
        held_on=TODAY + timedelta(days=7),
        partners=(PartnerFactory(),),
    )


@pytest.fixture
def point(village: Village) -> actions.PointFacts:
    return actions.PointFacts(village, AgendaPoint.Domain.PHYSICAL, "Licht bij het fietspad", "Het is er donker.")


def test_a_meeting_is_planned_and_moved(facts: actions.MeetingFacts, who: dict[str, Any]) -> None:
    meeting = actions.save_meeting(facts=facts, **who)
    assert list(meetings_ahead(TODAY)) == [meeting]
    actions.save_meeting(facts=replace(facts, held_on=TODAY - timedelta(days=1)), meeting=meeting, **who)
    assert list(meetings_before(TODAY)) == [meeting]
    assert not meetings_ahead(TODAY).exists()


def test_the_coordinator_joins_a_meeting_of_an_organisation(facts: actions.MeetingFacts, who: dict[str, Any]) -> None:
    own = replace(facts, kind=Kind.ORGANISATION, partners=(), organisation="Muziekvereniging", coordinator_joins=True)
    assert actions.save_meeting(facts=own, **who).coordinator_joins
    with pytest.raises(actions.UnableToPlanMeeting, match="welke organisatie"):
        actions.save_meeting(facts=replace(own, organisation=" "), **who)


def test_a_consultation_is_with_somebody(facts: actions.MeetingFacts, who: dict[str, Any]) -> None:
    with pytest.raises(actions.UnableToPlanMeeting, match="minstens één partner"):
        actions.save_meeting(facts=replace(facts, partners=()), **who)
    with pytest.raises(actions.PersonalText):
        actions.save_meeting(facts=replace(facts, title="Gesprek over dhr. Smit"), **who)
    assert not PartnerMeeting.objects.exists()


def test_a_cancelled_meeting_stays_and_takes_nothing_more(
    facts: actions.MeetingFacts, point: actions.PointFacts, who: dict[str, Any]
) -> None:
    meeting = actions.save_meeting(facts=facts, **who)
    actions.cancel_meeting(meeting=meeting, **who)
    for act in (
        lambda: actions.cancel_meeting(meeting=meeting, **who),
        lambda: actions.save_meeting(facts=facts, meeting=meeting, **who),
        lambda: actions.save_point(meeting=meeting, facts=point, **who),
    ):
        with pytest.raises(actions.UnableToManagePartners):
            act()
    assert list(meetings_ahead(TODAY)) == [meeting]


@pytest.mark.parametrize(
    ("subject", "explanation"),
    [
        ("", "iets"),
        ("Ruzie van familie Smit", ""),
        ("Buren", "Mevrouw de Vries belde over haar buurman."),
        ("Huishouden", "bsn 111222333"),
        ("Huishouden", "mail naar jan@example.org"),
        ("Huishouden", "geboren 3 mei 1958"),
        ("Huishouden", "06 12345678"),
    ],
)
def test_a_case_of_a_person_never_becomes_a_point(
    subject: str, explanation: str, point: actions.PointFacts, who: dict[str, Any]
) -> None:
    """R203 and R204: personal cases stay out, whatever field they are put in."""
    meeting = PartnerMeetingFactory()
    with pytest.raises(actions.UnableToManagePartners):
        actions.save_point(meeting=meeting, facts=replace(point, subject=subject, explanation=explanation), **who)
    assert not AgendaPoint.objects.exists()


def test_points_stand_per_village(point: actions.PointFacts, village: Village, who: dict[str, Any]) -> None:
    meeting = PartnerMeetingFactory()
    AgendaPointFactory(meeting=meeting, village=VillageFactory(sort_order=9))
    made = actions.save_point(meeting=meeting, facts=point, **who)
    assert points_of(meeting)[0] == (village, [made])
    actions.save_point(meeting=meeting, facts=replace(point, subject="Lamp"), point=made, **who)
    assert [row.subject for row in village_points(village)] == ["Lamp"]


def test_who_works_elsewhere_cannot_touch_a_village(
    point: actions.PointFacts, neighbour: User, now: datetime, who: dict[str, Any]
) -> None:
    meeting = PartnerMeetingFactory()
    with pytest.raises(actions.NotAllowedToManagePartners, match="Ons Dorp"):
        actions.save_point(meeting=meeting, facts=point, by=neighbour.actor, at=now)
    made = actions.save_point(meeting=meeting, facts=point, **who)
    own = neighbour.assignments.get().villages.get()
    with pytest.raises(actions.NotAllowedToManagePartners):
        actions.save_point(meeting=meeting, facts=replace(point, village=own), point=made, by=neighbour.actor, at=now)


def test_an_outcome_is_written_from_the_day_itself(who: dict[str, Any]) -> None:
    before = AgendaPointFactory(meeting__held_on=TODAY + timedelta(days=1))
    with pytest.raises(actions.UnableToChangePoint, match="geweest"):
        actions.write_outcome(point=before, outcome="Lamp komt", **who)
    point = AgendaPointFactory(meeting__held_on=TODAY)
    with pytest.raises(actions.PersonalText):
        actions.write_outcome(point=point, outcome="Dhr. Bos belt terug", **who)
    assert actions.write_outcome(point=point, outcome=" Lamp komt ", **who).outcome == "Lamp komt"


def test_a_point_is_carried_once(who: dict[str, Any]) -> None:
    point = AgendaPointFactory(meeting__held_on=TODAY - timedelta(days=20))
    later = PartnerMeetingFactory(held_on=TODAY + timedelta(days=5))
    made = actions.carry_point(point=point, meeting=later, **who)
    assert (made.subject, made.carried_from) == (point.subject, point)
    with pytest.raises(actions.UnableToChangePoint, match="al op een later"):
        actions.carry_point(point=point, meeting=later, **who)
    with pytest.raises(actions.UnableToChangePoint, match="nog komt"):
        actions.carry_point(point=made, meeting=point.meeting, **who)


def test_a_point_goes_only_before_the_meeting(who: dict[str, Any]) -> None:
    point, past = AgendaPointFactory(), AgendaPointFactory(meeting__held_on=TODAY - timedelta(days=1))
    actions.remove_point(point=point, **who)
    with pytest.raises(actions.UnableToChangePoint):
        actions.remove_point(point=past, **who)
    assert list(AgendaPoint.objects.all()) == [past]
