"""On which day a term ends (Algemene termijnenwet)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines import Term, compute_deadline
from kernkracht.foundation.deadlines.actions import register_equated_day
from kernkracht.foundation.deadlines.queries import deadline_from


class TestArticle1And3:
    """A term that ends on a Saturday, Sunday or holiday is longer, up to and including the next other day."""

    @pytest.mark.parametrize(
        ("start", "due_on"),
        [
            (date(2026, 11, 21), date(2026, 12, 7)),  # Saturday to Monday
            (date(2026, 12, 11), date(2026, 12, 28)),  # Christmas on Friday and Saturday
            (date(2027, 3, 12), date(2027, 3, 30)),  # Good Friday until Easter Monday
        ],
    )
    def test_two_weeks(self, start: date, due_on: date) -> None:
        assert compute_deadline(start, Term(weeks=2)).due_on == due_on

    @pytest.mark.django_db
    def test_a_day_equated_by_decree(self, actor: Actor) -> None:
        at = datetime(2026, 3, 1, 9, tzinfo=UTC)
        register_equated_day(day=date(2026, 5, 15), name="Dag na Hemelvaart", decree="Stb. 2026, 1", by=actor, at=at)
        assert deadline_from(date(2026, 5, 1), Term(weeks=2)).due_on == date(2026, 5, 18)


def test_article_2_two_working_days() -> None:
    """A term of at least three days holds at least two days that are no Saturday, Sunday or holiday."""
    assert compute_deadline(date(2026, 4, 2), Term(days=3)).due_on == date(2026, 4, 8)


def test_article_4_long_terms() -> None:
    """The act does not hold for terms above ninety days, twelve weeks or three months."""
    assert compute_deadline(date(2026, 3, 7), Term(weeks=13)).due_on == date(2026, 6, 6)
