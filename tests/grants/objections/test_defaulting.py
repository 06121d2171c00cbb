"""Notices of default about an objection, and the penalty that they may bring."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.models import Objection, ObjectionDefault
from kernkracht.grants.objections.queries import exposure_on_objections, penalty_of_objection
from tests.grants.applications.desk import DECIDED_AT

from .bench import Bench

pytestmark = pytest.mark.django_db


def moment(on: date) -> Any:
    return DECIDED_AT + (on - DECIDED_AT.date())


def register(bench: Bench, objection: Objection, on: date, **more: Any) -> ObjectionDefault:
    fields = {"received_on": on, "channel": "post", "by": bench.handler.actor, "at": moment(on), **more}
    return actions.register_default(objection=objection, **fields)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_first_that_counts_costs_money_after_two_weeks(bench: Bench) -> None:
    objection = bench.on_paper()
    late = objection.due_on + timedelta(days=1)
    notice = register(bench, objection, late)
    register(bench, objection, late + timedelta(days=5))
    assert (notice.is_too_early, notice.due_on_then) == (False, objection.due_on)
    assert [row.penalty.cents for row in exposure_on_objections(late + timedelta(days=14))] == [0]
    owed = penalty_of_objection(objection, late + timedelta(days=15))
    assert owed is not None
    assert (owed.notice, owed.penalty.cents) == (notice, 23_00)
    sent = OutboxMessage.objects.filter(kind="default_notice_received").order_by("pk").first()
    assert sent is not None
    assert "op uw bezwaar" in sent.body_text


def test_on_the_last_day_it_is_too_early(bench: Bench) -> None:
    objection = bench.on_paper()
    assert register(bench, objection, objection.due_on).is_too_early
    assert exposure_on_objections(objection.due_on + timedelta(days=60)) == []


def test_a_term_that_was_put_off_moves_it(bench: Bench) -> None:
    objection = bench.taken()
    before = objection.due_on
    actions.extend_term(**bench.by_handler(objection), weeks=6, reason="Druk.")
    assert register(bench, objection, before + timedelta(days=1)).is_too_early


def test_the_decision_stops_it(bench: Bench) -> None:
    objection = bench.proposed()
    late = bench.fresh(objection).due_on + timedelta(days=1)
    register(bench, objection, late)
    bench.decide(objection, at=moment(late + timedelta(days=20)))
    owed = penalty_of_objection(bench.fresh(objection), late + timedelta(days=50))
    assert owed is not None
    assert (owed.penalty.days, owed.penalty.is_running) == (5, False)


def test_the_objector_files_it_once_a_day(bench: Bench) -> None:
    objection = bench.on_paper()
    at = moment(objection.due_on + timedelta(days=1))
    notice = actions.file_default(objection=objection, text="Waar blijft u?", by=bench.visitor, at=at)
    assert (notice.channel, notice.received_at, notice.text) == ("website", at, "Waar blijft u?")
    with pytest.raises(actions.UnableToDefault, match="vandaag al"):
        actions.file_default(objection=objection, text="", by=bench.visitor, at=at)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"channel": "website"}, "channel"),
        ({"received_on": date(2030, 1, 1)}, "received_on"),
        ({"received_on": date(2020, 1, 1)}, "received_on"),
        ({"no_penalty": "because"}, "no_penalty"),
        ({"no_penalty": "manifest"}, "no_penalty_reason"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(bench: Bench, changes: dict[str, Any], field: str) -> None:
    objection = bench.on_paper()
    with pytest.raises(actions.UnableToDefault) as refusal:
        register(bench, objection, objection.due_on + timedelta(days=1), **changes)
    assert refusal.value.field == field
    assert not ObjectionDefault.objects.exists()


def test_without_the_right_or_after_the_end_it_is_refused(bench: Bench) -> None:
    objection = bench.on_paper()
    late = objection.due_on + timedelta(days=1)
    with pytest.raises(actions.UnableToDefault, match="geen recht"):
        register(bench, objection, late, by=bench.desk.assessor.actor)
    actions.withdraw_objection(objection=objection, reason="", by=bench.visitor, at=moment(late))
    with pytest.raises(actions.UnableToDefault, match="klaar"):
        register(bench, objection, late)


def test_an_exception_of_the_law_ends_it(bench: Bench) -> None:
    objection = bench.on_paper()
    late = objection.due_on + timedelta(days=1)
    notice = register(bench, objection, late)
    who = {"notice": notice, "by": bench.handler.actor, "at": moment(late)}
    actions.waive_default(**who, no_penalty="manifest", reason="Kon niet slagen.")
    assert exposure_on_objections(late + timedelta(days=60)) == []
    with pytest.raises(actions.UnableToDefault, match="kost al niets"):
        actions.waive_default(**who, no_penalty="manifest", reason="Nog eens.")
