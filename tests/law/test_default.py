"""What a late decision costs (Awb 4:17)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kernkracht.grants.applications import actions
from kernkracht.grants.applications.queries import exposure, penalties_of
from tests.grants.applications.desk import NOON, TODAY, Desk

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
