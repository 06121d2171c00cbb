"""What a late decision costs (Awb 4:17), and establishing it (4:18, 4:19)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kernkracht.grants.applications import actions
from kernkracht.grants.applications.queries import exposure, penalties_of
from kernkracht.grants.objections import actions as objecting
from kernkracht.grants.objections.queries import exposure_on_objections, stands_of
from tests.grants.applications.desk import NOON, TODAY, Desk
from tests.grants.objections.bench import Bench
from tests.grants.objections.late import ESTABLISHED, Late

pytestmark = pytest.mark.django_db
LATE = date(2026, 4, 29)
"""The day after the last day to decide."""


def notice(desk: Desk, on: date, **more: Any) -> Any:
    at = NOON + (on - TODAY)
    return actions.register_default_notice(
        application=desk.case, received_on=on, channel="post", by=desk.assessor.actor, at=at, **more
    )


class TestPenalty:
    """Awb 4:17 lid 1–3: from two weeks after the term and a notice, € 23, € 35, € 45 a day, at most 42 days."""

    @pytest.mark.parametrize(
        ("days_after", "cents"),
        [(14, 0), (15, 23_00), (28, 14 * 23_00), (29, 14 * 23_00 + 35_00), (56, 1_442_00), (300, 1_442_00)],
    )
    def test_by_the_day(self, days_after: int, cents: int) -> None:
        desk = Desk()
        notice(desk, LATE)
        owed = penalties_of(desk.case, LATE + timedelta(days=days_after))
        assert owed is not None
        assert owed.penalty.cents == cents

    def test_before_the_term_has_passed_a_notice_does_nothing(self) -> None:
        desk = Desk()
        notice(desk, LATE - timedelta(days=1))
        assert exposure(date(2026, 12, 31)) == []

    def test_without_a_notice_nothing_is_owed(self) -> None:
        assert penalties_of(Desk().case, date(2026, 12, 31)) is None

    @pytest.mark.parametrize("exception", ["unreasonably_late", "not_interested", "manifest"])
    def test_the_exceptions_of_lid_6(self, exception: str) -> None:
        desk = Desk()
        notice(desk, LATE, no_penalty=exception, no_penalty_reason="Zie het dossier.")
        assert exposure(date(2026, 12, 31)) == []


class TestEstablishing:
    """Awb 4:18 and 4:19: the amount is a decision of its own, and an objection to the main decision covers it."""

    def test_within_two_weeks_after_the_last_day(self) -> None:
        """Awb 4:18: due and amount are established within two weeks after the last day for which it was owed."""
        late = Late()
        late.decide()
        (stand,) = stands_of(exposure(ESTABLISHED))
        assert stand.deadline is not None
        assert stand.deadline.due_on == date(2026, 6, 2)
        penalty = late.establish()
        assert (penalty.last_day, penalty.due_on) == (date(2026, 5, 19), date(2026, 6, 2))

    def test_it_is_paid_within_six_weeks(self) -> None:
        """Awb 4:87: a decision that makes a debt of money is paid within six weeks after its announcement."""
        late = Late()
        late.decide()
        assert late.establish().pay_by == ESTABLISHED + timedelta(weeks=6)
        assert [row[2] for row in late.owed] == [138_00]

    def test_one_can_object_to_it_and_an_objection_to_the_main_decision_covers_it(self) -> None:
        """Awb 4:19: the letter says that an objection to the decision on the application is about this one too."""
        late = Late()
        late.decide()
        penalty = late.establish()
        assert "4:19" in penalty.letter.html
        assert late.objected(penalty).term_ends_on == date(2026, 7, 7)


class TestOnObjection:
    """Awb 4:17 holds for a decision on an objection too; the term is that of 7:10."""

    def test_two_weeks_after_the_notice_by_the_same_amounts(self) -> None:
        bench = Bench()
        objection = bench.on_paper()
        late = objection.due_on + timedelta(days=1)
        registering = {"channel": "post", "by": bench.handler.actor, "at": NOON + (late - TODAY)}
        objecting.register_default(objection=objection, received_on=late, **registering)
        costs = {
            days: exposure_on_objections(late + timedelta(days=days))[0].penalty.cents for days in (14, 15, 29, 99)
        }
        assert costs == {14: 0, 15: 23_00, 29: 14 * 23_00 + 35_00, 99: 1_442_00}
