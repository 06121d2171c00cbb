"""Jobs on the clock and lost tasks, with a clock of our own."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.foundation.jobs import beats as beats_module
from kernkracht.foundation.jobs import daily, every
from kernkracht.foundation.jobs.beats import Beat, BeatNamedTwice, registered_beats
from kernkracht.foundation.jobs.jobs import KEEP_FINISHED_TASKS, clear_sessions, forget_finished_tasks
from kernkracht.foundation.jobs.models import BeatSlot, WorkerSign
from kernkracht.foundation.jobs.running import (
    MAX_ATTEMPTS,
    SIGN_LASTS,
    claim_slot,
    give_sign,
    run_beats,
    say_goodbye,
    take_back_lost_tasks,
)
from tests.factories.applications import NOON

from .sample_tasks import note

NIGHTLY = Beat("nightly", lambda at: None, time_of_day=time(3, 10))


@pytest.fixture
def own_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beats_module, "_BEATS", {})


@given(st.integers(1_600_000_000_000, 2_200_000_000_000), st.integers(1, 86_400))
def test_a_slot_has_begun_and_lasts_its_period(milliseconds: int, seconds: int) -> None:
    now = datetime.fromtimestamp(milliseconds / 1000, UTC)
    beat = Beat("x", lambda at: None, timedelta(seconds=seconds))
    slot = beat.slot_at(now)
    assert slot <= now < slot + timedelta(seconds=seconds)
    assert beat.slot_at(slot) == slot


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        (datetime(2026, 3, 2, 2, 9, tzinfo=UTC), datetime(2026, 3, 1, 2, 10, tzinfo=UTC)),
        (datetime(2026, 3, 2, 2, 10, tzinfo=UTC), datetime(2026, 3, 2, 2, 10, tzinfo=UTC)),
        (datetime(2026, 7, 2, 1, 10, tzinfo=UTC), datetime(2026, 7, 2, 1, 10, tzinfo=UTC)),  # summer time
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), datetime(2026, 3, 29, 1, 10, tzinfo=UTC)),  # the night it changes
    ],
)
def test_a_nightly_job_runs_at_its_time_in_the_netherlands(now: datetime, slot: datetime) -> None:
    assert NIGHTLY.slot_at(now) == slot


@pytest.mark.django_db
def test_each_slot_runs_once() -> None:
    beat = Beat("x", lambda at: None, timedelta(seconds=10))
    moments = [NOON + timedelta(seconds=n) for n in (0, 1, 9, 10, 11, 35)]
    assert [claim_slot(beat, moment) for moment in moments] == [True, False, False, True, False, True]
    assert not claim_slot(beat, NOON), "a clock that runs behind runs nothing again"
    assert BeatSlot.objects.count() == 1


@pytest.mark.django_db
def test_a_missed_night_is_made_up_for_once() -> None:
    morning = datetime(2026, 3, 5, 8, tzinfo=UTC)
    assert claim_slot(NIGHTLY, morning)
    assert not claim_slot(NIGHTLY, morning + timedelta(hours=1))
    later = morning + timedelta(days=3)
    assert claim_slot(NIGHTLY, later)
    assert not claim_slot(NIGHTLY, later + timedelta(hours=1))


@pytest.mark.django_db
def test_what_a_dead_worker_left_goes_on_the_same_night_and_no_more_than_three_times() -> None:
    night = datetime(2026, 3, 5, 8, tzinfo=UTC)
    give_sign("first", night)
    assert claim_slot(NIGHTLY, night, "first")
    assert not claim_slot(NIGHTLY, night + SIGN_LASTS, "second"), "who may still live is left at work"
    dead = night + SIGN_LASTS + timedelta(seconds=1)
    assert claim_slot(NIGHTLY, dead, "second")
    assert claim_slot(NIGHTLY, dead, "third"), "the second never gave a sign"
    assert not claim_slot(NIGHTLY, dead, "fourth"), "a job that takes every worker down is left for the next night"
    assert claim_slot(NIGHTLY, night + timedelta(days=1), "fourth")
    assert BeatSlot.objects.get().attempts == 1


@pytest.mark.django_db
def test_what_was_finished_is_not_run_again_when_its_worker_is_gone() -> None:
    night = datetime(2026, 3, 5, 8, tzinfo=UTC)
    assert run_beats([NIGHTLY], lambda: night, "first") == [NIGHTLY.name]
    assert run_beats([NIGHTLY], lambda: night + timedelta(hours=1), "second") == []


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_gets_the_slot() -> None:
    beat = Beat("x", lambda at: None, timedelta(seconds=10))
    for now in (NOON, NOON + timedelta(seconds=10)):
        got: list[bool] = []

        def work(now: datetime = now, got: list[bool] = got) -> None:
            try:
                got.append(claim_slot(beat, now))
            finally:
                connection.close()

        workers = [threading.Thread(target=work) for _ in range(6)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert sorted(got) == [False] * 5 + [True]


@pytest.mark.django_db
def test_a_job_that_fails_does_not_stop_the_others() -> None:
    ran: list[datetime] = []

    def fail(at: datetime) -> None:
        raise RuntimeError("kapot")

    beats = [Beat("fails", fail, timedelta(seconds=1)), Beat("works", ran.append, timedelta(seconds=1))]
    assert run_beats(beats, lambda: NOON) == ["fails", "works"]
    assert ran == [NOON]
    assert BeatSlot.objects.get(name="fails").fault == "RuntimeError: kapot"
    assert BeatSlot.objects.get(name="works").fault == ""
    assert BeatSlot.objects.get(name="works").finished_at == NOON
    assert run_beats(beats, lambda: NOON) == []


def test_rooms_register_their_jobs(own_beats: None) -> None:
    @every(seconds=5, name="a")
    def first(at: datetime) -> None: ...

    @daily(at=time(3), name="b")
    def second(at: datetime) -> None: ...

    every(seconds=5, name="a")(first)
    assert [(beat.name, beat.job) for beat in registered_beats()] == [("a", first), ("b", second)]
    with pytest.raises(BeatNamedTwice):
        every(seconds=5, name="a")(second)


def test_the_jobs_of_the_rooms_are_found_when_the_software_starts() -> None:
    names = {beat.name for beat in registered_beats()}
    assert {"send outbox", "take back lost tasks", "clear expired sessions", "remove orphan files"} <= names


def _task(worker_ids: list[str], status: str = "RUNNING", started_at: datetime | None = NOON) -> DBTaskResult:
    result = note.enqueue("/dev/null", "x")
    DBTaskResult.objects.filter(pk=result.id).update(status=status, worker_ids=worker_ids, started_at=started_at)
    return DBTaskResult.objects.get(pk=result.id)


def _status(task: DBTaskResult) -> str:
    task.refresh_from_db()
    return str(task.status)


@pytest.mark.django_db
def test_a_task_of_a_living_worker_is_left_alone_and_of_a_dead_one_taken_back() -> None:
    alive, silent, gone = _task(["alive"]), _task(["silent"]), _task(["gone"])
    give_sign("silent", NOON - SIGN_LASTS - timedelta(seconds=1))
    give_sign("alive", NOON - SIGN_LASTS + timedelta(seconds=1))
    give_sign("gone", NOON)
    say_goodbye("gone")
    assert take_back_lost_tasks(NOON) == 2
    assert [_status(task) for task in (alive, silent, gone)] == ["RUNNING", "READY", "READY"]
    assert list(WorkerSign.objects.values_list("worker", flat=True)) == ["alive"]


@pytest.mark.django_db
def test_a_worker_that_begins_meanwhile_keeps_its_task(monkeypatch: pytest.MonkeyPatch) -> None:
    """It gives its sign and claims a task just after the signs were read."""
    claimed: list[DBTaskResult] = []
    read_signs = WorkerSign.objects.values_list

    def then_another_begins(*fields: str, **options: Any) -> list[Any]:
        seen = list(read_signs(*fields, **options))
        give_sign("late", NOON)
        claimed.append(_task(["late"]))
        return seen

    monkeypatch.setattr(WorkerSign.objects, "values_list", then_another_begins)
    assert take_back_lost_tasks(NOON) == 0
    assert _status(claimed[0]) == "RUNNING"


@pytest.mark.django_db
def test_a_task_that_keeps_killing_workers_is_not_tried_for_ever() -> None:
    deadly = _task([f"gone{n}" for n in range(MAX_ATTEMPTS)])
    last_chance = _task([f"gone{n}" for n in range(MAX_ATTEMPTS - 1)])
    assert take_back_lost_tasks(NOON) == 2
    assert (_status(deadly), _status(last_chance)) == ("FAILED", "READY")
    assert deadly.finished_at == NOON


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["READY", "SUCCESSFUL", "FAILED"])
def test_only_running_tasks_are_taken_back(status: str) -> None:
    task = _task(["gone"], status)
    assert take_back_lost_tasks(NOON) == 0
    assert _status(task) == status


@pytest.mark.django_db
def test_a_sign_keeps_when_it_began() -> None:
    give_sign("w", NOON)
    give_sign("w", NOON + timedelta(seconds=5))
    sign = WorkerSign.objects.get()
    assert (sign.started_at, sign.seen_at) == (NOON, NOON + timedelta(seconds=5))


@pytest.mark.django_db
def test_finished_tasks_and_expired_sessions_are_forgotten() -> None:
    old, fresh, waiting = _task([], "SUCCESSFUL"), _task([], "FAILED"), _task([], "READY")
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=NOON - KEEP_FINISHED_TASKS - timedelta(seconds=1))
    DBTaskResult.objects.filter(pk=fresh.pk).update(finished_at=NOON)
    forget_finished_tasks(NOON)
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {fresh.pk, waiting.pk}
    Session.objects.create(session_key="old", session_data="", expire_date=datetime(2020, 1, 1, tzinfo=UTC))
    Session.objects.create(session_key="new", session_data="", expire_date=datetime(2999, 1, 1, tzinfo=UTC))
    clear_sessions(NOON)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


@pytest.mark.django_db(transaction=True)
def test_a_task_vanishes_with_the_act_that_asked_for_it() -> None:
    @transaction.atomic
    def fail() -> Any:
        note.enqueue("/dev/null", "x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not DBTaskResult.objects.exists()
