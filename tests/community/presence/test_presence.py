"""Being in a village, and contact with groups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.presence.actions import (
    PresenceFacts,
    UnableToLogContact,
    UnableToPlanPresence,
    cancel_presence,
    change_presence,
    log_contact,
    plan_presence,
    remove_contact,
)
from kernkracht.community.presence.models import ContactMoment, PlaceKind, Presence
from kernkracht.community.presence.queries import calendar_of, contacts_of, groups_by_contact, presences_ahead
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from tests.factories.groups import GroupFactory
from tests.factories.people import officer_with
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db: None) -> User:
    return officer_with(Permission.VISIT_VILLAGES, name="Fenna Voorbeeld")


@pytest.fixture
def facts(db: None) -> PresenceFacts:
    return PresenceFacts(
        VillageFactory(name="Lienden"), PlaceKind.HALL, "Dorpshuis", date(2026, 3, 17), time(10), time(11, 30)
    )


def test_a_moment_is_repeated_on_the_same_clock_time_in_one_act(
    officer: User, facts: PresenceFacts, now: datetime
) -> None:
    rows = plan_presence(facts=facts, user=officer, by=officer.actor, at=now, every_days=7, times=3)
    assert [timezone.localtime(row.starts_at).time() for row in rows] == [time(10)] * 3, "summer time begins in between"
    assert len({row.row_key for row in rows}) == 1
    assert list(presences_ahead(facts.village, rows[0].ends_at)) == rows[1:]
    with pytest.raises(UnableToPlanPresence, match="staat dit er al"):
        plan_presence(
            facts=replace(facts, day=facts.day - timedelta(days=7)),
            user=officer,
            by=officer.actor,
            at=now,
            every_days=7,
            times=2,
        )
    assert Presence.objects.count() == 3, "all of a row or none of it"


@pytest.mark.parametrize(
    ("changes", "often", "field"),
    [
        ({"day": date(2026, 3, 1)}, {}, "starts"),
        ({"ends": time(10)}, {}, "ends"),
        ({"place": " "}, {}, "place"),
        ({"place_kind": "pub"}, {}, "place_kind"),
        ({}, {"times": 27, "every_days": 1}, "times"),
        ({}, {"times": 2}, "every_days"),
    ],
)
def test_a_moment_that_does_not_hold_is_refused(
    officer: User,
    facts: PresenceFacts,
    now: datetime,
    changes: dict[str, object],
    often: dict[str, int],
    field: str,
) -> None:
    wrong = replace(facts, **changes)  # type: ignore[arg-type]
    with pytest.raises(UnableToPlanPresence) as refused:
        plan_presence(facts=wrong, user=officer, by=officer.actor, at=now, **often)
    assert refused.value.field == field
    assert not Presence.objects.exists()


def test_who_does_not_visit_a_village_plans_nothing_there(facts: PresenceFacts, actor: Actor, now: datetime) -> None:
    stranger = officer_with(Permission.READ_OFFICE)
    with pytest.raises(UnableToPlanPresence, match="Lienden"):
        plan_presence(facts=facts, user=stranger, by=stranger.actor, at=now)


def test_a_changed_and_a_cancelled_moment_reach_calendars(officer: User, facts: PresenceFacts, now: datetime) -> None:
    (row,) = plan_presence(facts=facts, user=officer, by=officer.actor, at=now)
    changed = change_presence(presence=row, facts=replace(facts, starts=time(10, 30)), by=officer.actor, at=now)
    (event,) = Calendar.from_ical(calendar_of(changed)).walk("VEVENT")
    assert (event.decoded("dtstart").hour, event.decoded("dtstart").minute) == (10, 30)
    assert event["sequence"] == 1
    with pytest.raises(UnableToPlanPresence):
        cancel_presence(presence=row, reason=" ", by=officer.actor, at=now)
    gone = cancel_presence(presence=row, reason="Ik ben ziek.", by=officer.actor, at=now)
    (event,) = Calendar.from_ical(calendar_of(gone)).walk("VEVENT")
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 2)
    assert list(presences_ahead(facts.village, now)) == [gone], "residents see that nobody comes, and why"
    with pytest.raises(UnableToPlanPresence, match="gaat niet door"):
        change_presence(presence=row, facts=facts, by=officer.actor, at=now)
    plan_presence(facts=replace(facts, starts=time(10, 30)), user=officer, by=officer.actor, at=now)


def test_contact_is_logged_and_shows_which_groups_were_long_quiet(officer: User, now: datetime) -> None:
    village: Village = VillageFactory()
    spoken, quiet, never = (GroupFactory(name=name, villages=[village]) for name in ("Recent", "Stil", "Nooit"))
    act = {"way": ContactMoment.Way.VISIT, "about": "De speelplek", "user": officer, "by": officer.actor, "at": now}
    log_contact(group=spoken, spoken_on=date(2026, 3, 1), **act)  # type: ignore[arg-type]
    moment = log_contact(group=quiet, spoken_on=date(2025, 11, 1), **act)  # type: ignore[arg-type]
    rows = groups_by_contact([village], date(2026, 3, 2))
    assert [(row.group, row.is_quiet) for row in rows] == [(never, True), (quiet, True), (spoken, False)]
    assert list(contacts_of(quiet)) == [moment]
    for wrong in ({"spoken_on": date(2026, 3, 3)}, {"spoken_on": date(2026, 3, 1), "about": "Mevrouw Jansen is ziek"}):
        with pytest.raises(UnableToLogContact):
            log_contact(group=never, **(act | wrong))  # type: ignore[arg-type]
    remove_contact(moment=moment, by=officer.actor, at=now)
    remove_contact(moment=moment, by=officer.actor, at=now)
    assert not contacts_of(quiet).exists()


def test_contact_with_a_group_of_another_village_is_not_yours_to_log(now: datetime) -> None:
    stranger = officer_with(Permission.READ_OFFICE)
    with pytest.raises(UnableToLogContact, match="ander dorp"):
        log_contact(
            group=GroupFactory(villages=[VillageFactory()]),
            spoken_on=date(2026, 3, 1),
            way="visit",
            about="",
            user=stranger,
            by=stranger.actor,
            at=now,
        )
