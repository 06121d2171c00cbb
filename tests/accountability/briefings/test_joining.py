"""The alderman joins only after a hand-over with a reason, which is logged and can end (R21, R22)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kernkracht.accountability.briefings.actions import UnableToJoin, alderman_joins, end_attendance
from kernkracht.accountability.briefings.models import AldermanAttendance
from kernkracht.accountability.briefings.queries import (
    alderman_appearances,
    attendances_about,
    attendances_of,
    content_of,
    visible_attendances,
)
from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.models import Assignment, Role
from kernkracht.foundation.audit.queries import history_of
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.applications import ApplicationFactory
from tests.factories.briefings import Pair, briefed_village
from tests.factories.gatherings import EveningFactory
from tests.factories.questions import asked

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def pair() -> Pair:
    return briefed_village()


def evening(pair: Pair) -> Gathering:
    row: Gathering = EveningFactory(starts_at=NOW + timedelta(days=9), ends_at=NOW + timedelta(days=9, hours=2))
    row.villages.add(pair.village)
    return row


def test_joining_is_told_logged_and_shown(pair: Pair) -> None:
    subjects = [asked(NOW, village=pair.village), ApplicationFactory(village=pair.village), evening(pair)]
    for subject in subjects:
        row = alderman_joins(subject=subject, reason="Het college beloofde dit.", by=pair.coordinator.actor, at=NOW)
        assert row.alderman == pair.alderman
        assert attendances_about(subject) == [row]
        event = history_of(subject).get(event="alderman.joined")
        assert event.ground == "Het college beloofde dit."
    assert attendances_of(pair.alderman).count() == 3
    assert len(content_of(pair.village, NOW).joined) == 3
    mails = OutboxMessage.objects.filter(kind="alderman_joins")
    assert [mail.recipient_email for mail in mails] == [pair.alderman.email] * 3
    assert not any("Robin" in mail.body_text for mail in mails)


def test_it_ends_with_a_reason_and_can_begin_again(pair: Pair) -> None:
    question = asked(NOW, village=pair.village)
    row = alderman_joins(subject=question, reason="Gevoelig.", by=pair.coordinator.actor, at=NOW)
    with pytest.raises(UnableToJoin, match="al aan"):
        alderman_joins(subject=question, reason="Nog eens.", by=pair.coordinator.actor, at=NOW)
    with pytest.raises(UnableToJoin):
        end_attendance(attendance=row, reason=" ", by=pair.coordinator.actor, at=NOW)
    end_attendance(attendance=row, reason="Het gesprek is geweest.", by=pair.alderman.actor, at=NOW)
    with pytest.raises(UnableToJoin, match="al beëindigd"):
        end_attendance(attendance=row, reason="Nog eens.", by=pair.coordinator.actor, at=NOW)
    assert not attendances_of(pair.alderman).exists()
    alderman_joins(subject=question, reason="Opnieuw nodig.", by=pair.coordinator.actor, at=NOW)
    assert AldermanAttendance.objects.count() == 2


@pytest.mark.parametrize(("reason", "field"), [("", "reason"), ("x" * 301, "reason"), ("Bel 06 12345678", "reason")])
def test_a_reason_without_people_in_it(pair: Pair, reason: str, field: str) -> None:
    with pytest.raises(UnableToJoin) as refusal:
        alderman_joins(subject=asked(NOW, village=pair.village), reason=reason, by=pair.coordinator.actor, at=NOW)
    assert refusal.value.field == field
    assert not AldermanAttendance.objects.exists()
    assert not OutboxMessage.objects.filter(kind="alderman_joins").exists()


def test_only_the_coordinator_of_the_village_hands_over(pair: Pair) -> None:
    question, strange = asked(NOW, village=pair.village), briefed_village()
    for by in (strange.coordinator.actor, pair.alderman.actor):
        with pytest.raises(UnableToJoin):
            alderman_joins(subject=question, reason="Gevoelig.", by=by, at=NOW)
    row = alderman_joins(subject=question, reason="Gevoelig.", by=pair.coordinator.actor, at=NOW)
    with pytest.raises(UnableToJoin):
        end_attendance(attendance=row, reason="Klaar.", by=strange.coordinator.actor, at=NOW)
    assert list(visible_attendances(pair.alderman, TODAY)) == [row]
    assert not visible_attendances(strange.alderman, TODAY).exists()


def test_nobody_joins_where_there_is_no_alderman_or_nothing_open(pair: Pair) -> None:
    held = evening(pair)
    Gathering.objects.update(state="held", outcome="Klaar")
    held.refresh_from_db()
    with pytest.raises(UnableToJoin, match="al klaar"):
        alderman_joins(subject=held, reason="Gevoelig.", by=pair.coordinator.actor, at=NOW)
    Assignment.objects.filter(role__code=Role.Code.VILLAGE_ALDERMAN).delete()
    with pytest.raises(UnableToJoin, match="geen kernwethouder"):
        alderman_joins(subject=asked(NOW, village=pair.village), reason="Gevoelig.", by=pair.coordinator.actor, at=NOW)


def test_a_gathering_of_more_villages_asks_whose_alderman(pair: Pair) -> None:
    other = briefed_village(coordinator=pair.coordinator)
    row = evening(pair)
    row.villages.add(other.village)
    with pytest.raises(UnableToJoin) as refusal:
        alderman_joins(subject=row, reason="Gevoelig.", by=pair.coordinator.actor, at=NOW)
    assert refusal.value.field == "village"
    joined = alderman_joins(subject=row, reason="Gevoelig.", village=other.village, by=pair.coordinator.actor, at=NOW)
    assert joined.alderman == other.alderman


def test_everybody_may_see_where_the_alderman_comes(pair: Pair) -> None:
    row = evening(pair)
    assert alderman_appearances(pair.village, NOW) == []
    alderman_joins(subject=row, reason="Opening.", by=pair.coordinator.actor, at=NOW)
    EveningFactory(starts_at=NOW, ends_at=NOW + timedelta(hours=1), host=pair.alderman, is_public=False)
    assert [found.title for found in alderman_appearances(pair.village, NOW)] == [row.title]
