"""Repair term, decision term, a letter with another day, and standing still (Awb 4:5, 4:13, 4:14, 4:15)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kernkracht.foundation.documents.models import Letter
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import Suspension
from kernkracht.grants.applications.queries import untreated_until
from kernkracht.grants.applications.terms import decision_deadline
from tests.grants.applications.desk import NOON, RULES, TODAY, Desk

pytestmark = pytest.mark.django_db
EIGHT_WEEKS = date(2026, 4, 28)
"""After receipt on Monday 2 March 2026; 27 April is King's Day."""


@pytest.fixture
def desk() -> Desk:
    return Desk()


def who(desk: Desk, days: int = 0) -> dict[str, Any]:
    return {"application": desk.case, "by": desk.assessor.actor, "at": NOON + timedelta(days=days)}


def due(desk: Desk) -> date:
    return decision_deadline(desk.fresh(), TODAY).due_on


class TestRepairTerm:
    """Awb 4:5 lid 1 and 4: the applicant gets a term to complete; leaving untreated is told within four weeks after."""

    @pytest.mark.parametrize("days", [0, -1, 91])
    def test_no_request_without_a_term(self, desk: Desk, days: int) -> None:
        with pytest.raises(actions.UnableToRequestCompletion):
            actions.request_completion(**who(desk), question="Stuur een offerte.", days=days)

    def test_four_weeks_after_the_unused_end(self, desk: Desk) -> None:
        actions.request_completion(**who(desk), question="Stuur een offerte.", days=14)
        assert untreated_until(desk.case) == date(2026, 4, 13)

    def test_four_weeks_after_the_completion(self, desk: Desk) -> None:
        actions.request_completion(**who(desk), question="Stuur een offerte.", days=14)
        actions.record_completion(**who(desk, 3), answer="Hier is de offerte.")
        assert untreated_until(desk.case) == date(2026, 4, 2)


class TestTerm:
    """Awb 4:13: decided within the term of the regulation; without one at the latest after eight weeks."""

    def test_eight_weeks_where_the_scheme_names_none(self, desk: Desk) -> None:
        found = decision_deadline(desk.case, TODAY)
        assert found.due_on == EIGHT_WEEKS
        assert "Awb, artikel 4:13" in found.steps[0]

    def test_the_scheme_goes_before_the_law(self) -> None:
        assert due(Desk(rules=[*RULES, ("decision_term", {"weeks_or_date": 6})])) == date(2026, 4, 13)


class TestExtension:
    """Awb 4:14: when it does not work out in time, the applicant hears so, with a day on which it will."""

    def test_one_act_is_a_letter_and_another_day(self, desk: Desk) -> None:
        row = actions.extend_term(**who(desk, 30), named_on=date(2026, 5, 20), reason="Wij wachten op advies.")
        assert due(desk) == date(2026, 5, 20)
        assert row.original_due_on == EIGHT_WEEKS
        assert "20 mei 2026" in Letter.objects.get().html

    def test_not_after_the_term_has_passed(self, desk: Desk) -> None:
        late = (EIGHT_WEEKS - TODAY).days + 1
        with pytest.raises(actions.UnableToExtend):
            actions.extend_term(**who(desk, late), named_on=date(2026, 6, 20), reason="Wij wachten op advies.")


class TestSuspension:
    """Awb 4:15: the term stands still from the day after the request until the completion or the unused end."""

    def test_from_the_day_after_until_the_day_of_completion(self, desk: Desk) -> None:
        actions.request_completion(**who(desk, 7), question="Stuur een offerte.", days=14)
        actions.record_completion(**who(desk, 10), answer="Hier is de offerte.")
        # Asked on 9 March, completed on the 12th: the 10th and the 11th do not count.
        assert due(desk) == date(2026, 4, 29)

    def test_until_the_end_of_the_term_when_nothing_comes(self, desk: Desk) -> None:
        actions.request_completion(**who(desk, 7), question="Stuur een offerte.", days=7)
        actions.resume_after_unused_term(**who(desk, 30))
        assert due(desk) == date(2026, 5, 4)

    def test_no_term_named_no_suspension(self, desk: Desk) -> None:
        """RvS 2016:2527: a request without a term lets nothing stand still; the database has no such row either."""
        assert not Suspension._meta.get_field("until_on").null

    def test_consent_is_in_writing(self, desk: Desk) -> None:
        """Lid 2 onder a: for as long as the applicant agreed in writing; the row has the day of that letter."""
        row = actions.suspend_term(
            **who(desk, 7),
            ground=Suspension.Ground.CONSENT,
            starts_on=date(2026, 3, 9),
            until=date(2026, 3, 16),
            reason="De aanvrager is op vakantie.",
        )
        assert row.consented_on == date(2026, 3, 9)
        assert due(desk) == date(2026, 5, 4)

    @pytest.mark.parametrize("ground", [Suspension.Ground.FORCE_MAJEURE, Suspension.Ground.APPLICANT_DELAY])
    def test_the_applicant_hears_when_it_begins_and_when_it_ends(self, desk: Desk, ground: str) -> None:
        """Lid 3 and 4: told as soon as possible, with the day by which there will be a decision."""
        actions.suspend_term(
            **who(desk, 7), ground=ground, starts_on=date(2026, 3, 9), until=date(2026, 3, 31), reason="Hoogwater."
        )
        actions.end_suspension(**who(desk, 14))
        first, second = Letter.objects.order_by("made_at", "pk")
        assert "20 mei 2026" in first.html
        assert "4 mei 2026" in second.html
