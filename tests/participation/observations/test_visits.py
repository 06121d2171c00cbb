"""A note after a visit: kept once, without names, and what comes of it (R48)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.queries import history_of
from kernkracht.participation.observations import actions
from kernkracht.participation.observations.actions import UnableToObserve, VisitFacts
from kernkracht.participation.observations.models import TrendNote, VisitNote
from kernkracht.participation.observations.permissions import is_used, may_change
from kernkracht.participation.observations.queries import (
    VisitFilter,
    gatherings_to_note,
    presences_to_note,
    visible_visit_notes,
    visit_notes,
)
from tests.factories.gatherings import EveningFactory
from tests.factories.observations import VisitNoteFactory
from tests.factories.people import officer_with
from tests.factories.presence import PresenceFactory
from tests.factories.questions import asked
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return officer_with(Permission.VISIT_VILLAGES, Permission.HANDLE_QUESTION)


def facts(**changes: Any) -> VisitFacts:
    said: dict[str, Any] = {"visited_on": TODAY, "people_spoken": 7, "text": "Men wil een bankje bij het water."}
    if "village" not in changes:
        changes["village"] = VillageFactory()
    return VisitFacts(**(said | changes))


def write(by: User, **changes: Any) -> VisitNote:
    return actions.write_visit_note(facts=facts(**changes), key=uuid4(), by=by.actor, at=AT)


def test_a_note_is_kept_with_its_themes_moment_and_clock(writer: User) -> None:
    village, theme = VillageFactory(), ThemeFactory()
    moment = PresenceFactory(user=writer, village=village)
    clock = AT - timedelta(hours=5)
    note = write(writer, village=village, themes=(theme,), presence=moment, written_at=clock)
    note.refresh_from_db()
    assert (note.village, note.presence, note.people_spoken) == (village, moment, 7)
    assert (note.written_at, note.received_at) == (clock, AT)
    assert list(note.themes.all()) == [theme]
    assert [event.event for event in history_of(note)] == ["observations.visit_noted"]


def test_a_clock_that_runs_ahead_is_not_believed(writer: User) -> None:
    assert write(writer, written_at=AT + timedelta(days=3)).written_at == AT


def test_the_same_note_twice_is_one(writer: User) -> None:
    key, same = uuid4(), facts()
    notes = {actions.write_visit_note(facts=same, key=key, by=writer.actor, at=AT).pk for _ in range(3)}
    assert len(notes) == 1
    assert VisitNote.objects.count() == 1


def test_a_note_of_somebody_else_is_not_given_back(writer: User) -> None:
    known = write(writer)
    other = officer_with(Permission.VISIT_VILLAGES)
    with pytest.raises(UnableToObserve, match="van een ander"):
        actions.write_visit_note(facts=facts(), key=known.key, by=other.actor, at=AT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"text": "Bel mevrouw Jansen terug op 06 12 34 56 78"}, "text"),
        ({"text": "Mail naar jan@example.org"}, "text"),
        ({"people_spoken": -1}, "people_spoken"),
        ({"people_spoken": 2001}, "people_spoken"),
        ({"visited_on": TODAY + timedelta(days=1)}, "visited_on"),
        ({"visited_on": TODAY - timedelta(days=93)}, "visited_on"),
    ],
)
def test_what_does_not_hold_is_refused_and_nothing_is_kept(writer: User, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(UnableToObserve) as refusal:
        write(writer, **changes)
    assert refusal.value.field == field
    assert not VisitNote.objects.exists()


@pytest.mark.parametrize("changes", [{"visited_on": TODAY - timedelta(days=92)}, {"people_spoken": 0}])
def test_the_edges_are_taken(writer: User, changes: dict[str, Any]) -> None:
    assert write(writer, **changes).pk


def test_a_moment_of_another_village_is_refused(writer: User) -> None:
    with pytest.raises(UnableToObserve) as refusal:
        write(writer, presence=PresenceFactory(user=writer))
    assert refusal.value.field == "where"
    evening = EveningFactory()
    evening.villages.add(VillageFactory())
    with pytest.raises(UnableToObserve):
        write(writer, gathering=evening)
    village, both = VillageFactory(), EveningFactory()
    moment = PresenceFactory(village=village)
    with pytest.raises(UnableToObserve):
        write(writer, village=village, gathering=both, presence=moment)
    assert write(writer, gathering=EveningFactory()).pk  # for all villages


def test_who_does_not_visit_writes_nothing() -> None:
    reader = officer_with(Permission.HANDLE_QUESTION)
    with pytest.raises(UnableToObserve) as refusal:
        write(reader)
    assert refusal.value.field == "village"


def test_only_the_writer_changes_and_removes_and_only_until_something_came_of_it(writer: User) -> None:
    note, other = write(writer), officer_with(Permission.VISIT_VILLAGES, Permission.HANDLE_QUESTION)
    changed = facts(village=note.village, text="Men wil twee bankjes.")
    for act in (
        lambda: actions.change_visit_note(note=note, facts=changed, by=other.actor, at=AT),
        lambda: actions.remove_visit_note(note=note, by=other.actor, at=AT),
    ):
        with pytest.raises(UnableToObserve, match="van een collega"):
            act()
    assert actions.change_visit_note(note=note, facts=changed, by=writer.actor, at=AT).text == "Men wil twee bankjes."
    actions.note_trend(village=note.village, text="Bankjes.", visit=note, by=other.actor, at=AT)
    note.refresh_from_db()
    assert is_used(note)
    assert not may_change(note, writer.actor)
    with pytest.raises(UnableToObserve, match="al een vraag of trend"):
        actions.remove_visit_note(note=note, by=writer.actor, at=AT)
    second = write(writer)
    for _ in range(2):  # twice is harmless
        actions.remove_visit_note(note=second, by=writer.actor, at=AT)
    assert not VisitNote.objects.filter(key=second.key).exists()


def test_a_note_becomes_one_question_or_one_trend(writer: User) -> None:
    note = write(writer)
    question = asked(AT, village=note.village)
    for _ in range(2):
        actions.note_became_question(note=note, question=question, by=writer.actor, at=AT)
    note.refresh_from_db()
    assert note.question == question
    with pytest.raises(UnableToObserve):
        actions.note_became_question(note=note, question=asked(AT, village=note.village), by=writer.actor, at=AT)
    with pytest.raises(UnableToObserve):
        actions.note_trend(village=note.village, text="Bankjes.", visit=note, by=writer.actor, at=AT)
    assert not TrendNote.objects.exists()


def test_who_may_not_handle_questions_makes_none_of_a_note(writer: User) -> None:
    note, visitor = write(writer), officer_with(Permission.VISIT_VILLAGES, code="village_coordinator")
    with pytest.raises(UnableToObserve):
        actions.note_became_question(note=note, question=asked(AT, village=note.village), by=visitor.actor, at=AT)


def test_the_list_narrows(writer: User) -> None:
    theme = ThemeFactory()
    old = VisitNoteFactory(visited_on=date(2026, 1, 5))
    mine = write(writer, themes=(theme,))
    actions.note_trend(village=mine.village, text="Bankjes.", visit=mine, by=writer.actor, at=AT)

    def found(**wanted: Any) -> list[VisitNote]:
        return list(visit_notes(writer, VisitFilter(**wanted), TODAY))

    assert found() == [mine, old]
    assert found(theme=theme) == [mine]
    assert found(writer=writer.actor) == [mine]
    assert found(village=old.village) == [old]
    assert found(since=date(2026, 6, 1)) == [mine]
    assert found(unused=True) == [old]


def test_notes_of_other_villages_stay_unknown() -> None:
    VisitNoteFactory()
    outsider = officer_with(Permission.READ_OFFICE)
    assert not visible_visit_notes(outsider, TODAY).exists()


def test_moments_of_the_last_week_are_offered(writer: User) -> None:
    def hour(days: int) -> dict[str, datetime]:
        starts_at = AT - timedelta(days=days)
        return {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1)}

    fresh = PresenceFactory(user=writer, **hour(2))
    noted = PresenceFactory(user=writer, **hour(3))
    write(writer, village=noted.village, presence=noted)
    for other in ({"user": writer} | hour(8), {"user": writer} | hour(-1), hour(1)):
        PresenceFactory(**other)
    PresenceFactory(user=writer, cancelled_at=AT, cancelled_because="Ziek", **hour(1))
    assert [(row.pk, row.has_note) for row in presences_to_note(writer, AT)] == [(fresh.pk, False), (noted.pk, True)]  # type: ignore[attr-defined] # annotated
    village = VillageFactory()
    evening = EveningFactory(**hour(1))
    evening.villages.add(village)
    cancelled = EveningFactory(state=Gathering.State.CANCELLED, cancelled_because="Storm", **hour(1))
    cancelled.villages.add(village)
    assert list(gatherings_to_note(type(village).objects.filter(pk=village.pk), AT)) == [evening]
