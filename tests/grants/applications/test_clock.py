"""The decision term: one computation from facts, and the acts that add facts to it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.foundation.audit.queries import history_of
from kernkracht.foundation.deadlines import Pause
from kernkracht.foundation.deadlines.actions import end_outage, register_equated_day, register_outage
from kernkracht.foundation.deadlines.models import Channel
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.legal_settings.actions import change_setting
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.legal import OWN_TERM_EXTENDS
from kernkracht.grants.applications.models import ApplicationState, GrantApplication, Suspension, TermExtension
from kernkracht.grants.applications.queries import deadlines_of, untreated_deadline
from kernkracht.grants.applications.rules import DecisionTerm
from kernkracht.grants.applications.terms import LAW, ClockFacts, clock, decision_deadline

from .desk import NOON, RULES, TODAY, Desk

pytestmark = pytest.mark.django_db
DUE = date(2026, 4, 28)
"""Eight weeks after 2 March 2026; the 27th is King's Day."""
Ground = Suspension.Ground


@pytest.fixture
def desk() -> Desk:
    return Desk()


def who(desk: Desk, days: int = 0) -> dict[str, Any]:
    return {"application": desk.case, "by": desk.assessor.actor, "at": NOON + timedelta(days=days)}


def due(desk: Desk, days: int = 0) -> date:
    """The last day as computed; the stored copy must say the same."""
    case = desk.fresh()
    computed = decision_deadline(case, TODAY + timedelta(days=days)).due_on
    assert case.due_on == computed
    return computed


def kinds() -> list[str]:
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", flat=True))


class TestExtending:
    def test_the_letter_names_another_day_and_the_first_day_is_kept(self, desk: Desk) -> None:
        row = actions.extend_term(**who(desk, 40), named_on=date(2026, 5, 26), reason="Wij wachten op advies.")
        assert (row.original_due_on, row.named_on) == (DUE, date(2026, 5, 26))
        assert due(desk, 40) == date(2026, 5, 26)
        found = decision_deadline(desk.fresh(), TODAY)
        assert (found.original_due_on, found.late_after) == (DUE, date(2026, 5, 26))
        assert "28 april 2026" in " ".join(found.steps)
        assert "artikel 4:14" in found.steps[-1]
        assert row.letter is not None
        assert "26 mei 2026" in row.letter.html
        assert kinds() == ["term_extended"]
        assert [e.event for e in history_of(desk.case)] == ["application.letter_made", "application.term_extended"] or [
            e.event for e in history_of(desk.case)
        ] == ["application.term_extended", "application.letter_made"]

    def test_days_on_which_it_stands_still_afterwards_come_on_top(self, desk: Desk) -> None:
        actions.extend_term(**who(desk, 10), named_on=date(2026, 5, 26), reason="Advies.")
        actions.request_completion(**who(desk, 20), question="Stuur een offerte.", days=7)
        assert due(desk, 20) == date(2026, 6, 2)

    def test_a_pause_before_the_letter_was_known_when_it_was_written(self, desk: Desk) -> None:
        actions.request_completion(**who(desk, 2), question="Stuur een offerte.", days=7)
        assert due(desk, 2) == date(2026, 5, 4)
        actions.extend_term(**who(desk, 5), named_on=date(2026, 6, 1), reason="Advies.")
        assert due(desk, 5) == date(2026, 6, 1)

    def test_a_second_letter_counts_from_the_first(self, desk: Desk) -> None:
        actions.extend_term(**who(desk, 10), named_on=date(2026, 5, 26), reason="Advies.")
        second = actions.extend_term(**who(desk, 60), named_on=date(2026, 6, 9), reason="Nog geen advies.")
        assert second.original_due_on == date(2026, 5, 26)
        assert due(desk, 60) == date(2026, 6, 9)
        assert decision_deadline(desk.fresh(), TODAY).original_due_on == DUE

    @pytest.mark.parametrize(
        ("days", "changes", "field", "words"),
        [
            (58, {}, "", "al voorbij sinds 28 april 2026"),
            (10, {"named_on": DUE}, "named_on", "na 28 april 2026"),
            (10, {"named_on": date(2062, 5, 26)}, "named_on", "Later mag niet"),
            (10, {"reason": " "}, "reason", "waarom"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, desk: Desk, days: int, changes: dict[str, Any], field: str, words: str
    ) -> None:
        before = desk.fresh().due_on
        with pytest.raises(actions.UnableToExtend, match=words) as refusal:
            actions.extend_term(**{**who(desk, days), "named_on": date(2026, 5, 26), "reason": "Advies.", **changes})
        assert refusal.value.field == field
        assert desk.fresh().due_on == before
        assert not TermExtension.objects.exists()
        assert not Letter.objects.exists()
        assert kinds() == []

    def test_somebody_without_the_right_cannot(self, desk: Desk) -> None:
        stranger = {**who(desk, 10), "by": desk.decider.actor}
        with pytest.raises(actions.UnableToExtend, match="geen recht"):
            actions.extend_term(**stranger, named_on=date(2026, 5, 26), reason="Advies.")


class TestATermOfTheSchemeItself:
    def _desk(self, **terms: Any) -> Desk:
        return Desk(rules=[*RULES, ("decision_term", {"weeks_or_date": 10, **terms})])

    def test_a_letter_does_not_move_the_day_on_which_we_are_late(self) -> None:
        desk = self._desk()
        actions.extend_term(**who(desk, 10), named_on=date(2026, 6, 15), reason="Advies.")
        found = decision_deadline(desk.fresh(), TODAY)
        assert (found.due_on, found.late_after) == (date(2026, 6, 15), date(2026, 5, 11))
        assert "ingebrekestelling" in found.steps[-1]

    def test_unless_the_municipality_reads_the_law_otherwise(self, actor: Any) -> None:
        desk = self._desk()
        change_setting(
            key=OWN_TERM_EXTENDS.key, value=True, valid_from=TODAY, source="Advies", by=actor, at=NOON, today=TODAY
        )
        actions.extend_term(**who(desk, 10), named_on=date(2026, 6, 15), reason="Advies.")
        assert decision_deadline(desk.fresh(), TODAY).late_after == date(2026, 6, 15)

    def test_or_the_scheme_says_that_its_term_may_be_longer(self) -> None:
        desk = self._desk(extension_weeks=4)
        with pytest.raises(actions.UnableToExtend, match="8 juni 2026"):
            actions.extend_term(**who(desk, 10), named_on=date(2026, 6, 15), reason="Advies.")
        actions.extend_term(**who(desk, 10), named_on=date(2026, 6, 8), reason="Advies.")
        assert decision_deadline(desk.fresh(), TODAY).late_after == date(2026, 6, 8)


class TestSuspending:
    @pytest.mark.parametrize(
        ("ground", "due_on", "article"),
        [
            # Consent on Monday 9 March, so Tuesday 10 until Monday 16: seven days. The others count the 9th as well.
            (Ground.CONSENT, date(2026, 5, 4), "onder a"),
            (Ground.APPLICANT_DELAY, date(2026, 5, 4), "onder b"),
            (Ground.FORCE_MAJEURE, date(2026, 5, 4), "onder c"),
        ],
    )
    def test_the_term_stands_still_and_the_applicant_hears_the_new_day(
        self, desk: Desk, ground: str, due_on: date, article: str
    ) -> None:
        until = date(2026, 3, 16) if ground == Ground.CONSENT else date(2026, 3, 15)
        row = actions.suspend_term(
            **who(desk, 8), ground=ground, starts_on=date(2026, 3, 9), until=until, reason="Hoogwater."
        )
        assert due(desk, 8) == due_on
        assert (row.consented_on == date(2026, 3, 9)) == (ground == Ground.CONSENT)
        assert kinds() == ["term_suspended"]
        letter = Letter.objects.get()
        assert "4 mei 2026" in letter.html
        suspended = next(e for e in history_of(desk.case) if e.event == "application.term_suspended")
        assert article in suspended.ground

    def test_it_runs_again_from_the_day_on_which_it_is_ended(self, desk: Desk) -> None:
        actions.suspend_term(
            **who(desk, 7),
            ground=Ground.FORCE_MAJEURE,
            starts_on=date(2026, 3, 9),
            until=date(2026, 5, 1),
            reason="Water.",
        )
        actions.end_suspension(**who(desk, 14))
        assert due(desk, 14) == date(2026, 5, 4)
        assert kinds() == ["term_suspended", "term_resumed"]
        with pytest.raises(actions.UnableToEndSuspension, match="niet stil"):
            actions.end_suspension(**who(desk, 15))

    def test_it_ends_by_itself_on_the_day_that_was_named(self, desk: Desk) -> None:
        actions.suspend_term(
            **who(desk, 7),
            ground=Ground.CONSENT,
            starts_on=date(2026, 3, 9),
            until=date(2026, 3, 16),
            reason="Vakantie.",
        )
        assert due(desk, 60) == date(2026, 5, 4)

    def test_a_request_for_completion_ends_by_the_completion_only(self, desk: Desk) -> None:
        actions.request_completion(**who(desk), question="Stuur een offerte.", days=14)
        with pytest.raises(actions.UnableToEndSuspension):
            actions.end_suspension(**who(desk, 1))

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"ground": Ground.COMPLETION}, "ground"),
            ({"ground": "holiday"}, "ground"),
            ({"starts_on": date(2026, 3, 1)}, "starts_on"),
            ({"starts_on": date(2026, 3, 11)}, "starts_on"),
            ({"until": date(2026, 3, 8)}, "until"),
            ({"until": date(2062, 3, 8)}, "until"),
            ({"reason": ""}, "reason"),
        ],
    )
    def test_what_cannot_be_is_refused(self, desk: Desk, changes: dict[str, Any], field: str) -> None:
        asked = {"ground": Ground.CONSENT, "starts_on": date(2026, 3, 9), "until": date(2026, 3, 20), "reason": "Ja."}
        with pytest.raises(actions.UnableToSuspend) as refusal:
            actions.suspend_term(**{**who(desk, 8), **asked, **changes})
        assert refusal.value.field == field
        assert not Suspension.objects.exists()
        assert kinds() == []

    def test_a_term_that_has_passed_cannot_stand_still(self, desk: Desk) -> None:
        with pytest.raises(actions.UnableToSuspend, match="al voorbij"):
            actions.suspend_term(
                **who(desk, 60),
                ground=Ground.FORCE_MAJEURE,
                starts_on=date(2026, 4, 30),
                until=date(2026, 6, 1),
                reason="W",
            )

    def test_it_stands_still_once_at_a_time(self, desk: Desk) -> None:
        asked = {"ground": Ground.CONSENT, "starts_on": date(2026, 3, 9), "until": date(2026, 3, 20), "reason": "Ja."}
        actions.suspend_term(**who(desk, 8), **asked)
        with pytest.raises(actions.UnableToSuspend, match="staat al stil"):
            actions.suspend_term(**who(desk, 8), **asked)


class TestDaysThatChange:
    def _asked(self, desk: Desk) -> None:
        actions.request_completion(**who(desk), question="Stuur een offerte.", days=14)  # until Monday 16 March

    def _outage(self, desk: Desk, **changes: Any) -> Any:
        at = NOON + timedelta(days=14)
        given = {"channels": [Channel.WEBSITE], "started_at": at - timedelta(hours=2), "ended_at": at, "notice": "Weg."}
        return register_outage(**{**given, "by": desk.assessor.actor, "at": at, **changes})

    def test_an_outage_on_the_last_day_gives_the_applicant_a_day_and_the_term_stands_still_so_long(
        self, desk: Desk
    ) -> None:
        self._asked(desk)
        before = due(desk)
        self._outage(desk)
        row = desk.case.suspensions.get()
        assert (row.until_on, row.named_until_on) == (date(2026, 3, 17), date(2026, 3, 16))
        assert due(desk, 14) == before + timedelta(days=1)
        assert "storing" in " ".join(decision_deadline(desk.fresh(), TODAY).steps)
        assert "application.due_date_moved" in [e.event for e in history_of(desk.case)]

    def test_while_it_runs_every_night_gives_a_day_more(self, desk: Desk) -> None:
        self._asked(desk)
        row = self._outage(desk, ended_at=None)
        at = NOON + timedelta(days=16)
        actions.recalculate_running(by=desk.assessor.actor, at=at)
        assert desk.case.suspensions.get().until_on == date(2026, 3, 19)
        end_outage(outage=row, ended_at=NOON + timedelta(days=15), by=desk.assessor.actor, at=at)
        assert desk.case.suspensions.get().until_on == date(2026, 3, 18)
        due(desk, 16)

    def test_an_outage_on_another_day_changes_nothing(self, desk: Desk) -> None:
        self._asked(desk)
        before = due(desk)
        self._outage(desk, started_at=NOON + timedelta(days=12), ended_at=NOON + timedelta(days=13))
        assert due(desk) == before

    def test_our_own_term_gets_no_longer_by_our_own_outage(self, desk: Desk) -> None:
        GrantApplication.objects.filter(pk=desk.case.pk).update(due_on=DUE)
        at = NOON + timedelta(days=57)
        self._outage(desk, started_at=at - timedelta(hours=5), ended_at=at, at=at)
        assert due(desk, 57) == DUE

    def test_a_day_that_a_decree_equates_moves_the_cases_that_ended_on_it(self, desk: Desk) -> None:
        GrantApplication.objects.filter(pk=desk.case.pk).update(due_on=DUE)
        register_equated_day(day=DUE, name="Feestdag", decree="Stb. 1", by=desk.assessor.actor, at=NOON)
        assert due(desk) == date(2026, 4, 29)


class TestNotTreating:
    def test_four_weeks_after_the_unused_term_and_it_rolls(self, desk: Desk) -> None:
        actions.request_completion(**who(desk), question="Stuur een offerte.", days=7)
        found = untreated_deadline(desk.case)
        assert found is not None
        assert found.due_on == date(2026, 4, 7)  # 6 April is Easter Monday
        assert "Tweede Paasdag" in " ".join(found.steps)


def test_many_cases_cost_as_many_queries_as_one(desk: Desk, django_assert_num_queries: Any) -> None:
    cases = [desk.case, *(desk.another_case() for _n in range(5))]
    rows = list(GrantApplication.objects.filter(pk__in=[c.pk for c in cases]).select_related("version").order_by("pk"))
    deadlines_of(rows, TODAY)
    with django_assert_num_queries(4):
        assert {d.due_on for d in deadlines_of(rows, TODAY).values()} == {DUE}


PAUSES = st.lists(
    st.tuples(st.integers(0, 120), st.integers(0, 40)).map(
        lambda n: Pause(TODAY + timedelta(days=n[0] + 1), TODAY + timedelta(days=n[0] + n[1]))
    ),
    max_size=4,
)


@given(weeks=st.integers(1, 26), pauses=PAUSES, own=st.booleans())
def test_a_pause_never_makes_the_day_come_earlier(weeks: int, pauses: list[Pause], own: bool) -> None:
    term = DecisionTerm(weeks if own else None, None, 0, None, "Artikel 5" if own else LAW)
    bare = clock(ClockFacts(TODAY, term, weeks)).due_on
    found = clock(ClockFacts(TODAY, term, weeks, tuple(pauses)))
    assert found.due_on >= bare
    assert found.due_on <= bare + timedelta(days=sum(p.days for p in pauses) + 12)
    assert found.original_due_on == found.late_after == found.due_on


@given(pauses=PAUSES, told=st.integers(0, 50), longer=st.integers(1, 100))
def test_a_letter_is_always_the_last_word_unless_it_stands_still_after_it(
    pauses: list[Pause], told: int, longer: int
) -> None:
    term = DecisionTerm(None, None, 0, None, LAW)
    told_on = TODAY + timedelta(days=told)
    original = clock(ClockFacts(TODAY, term, 8, tuple(p for p in pauses if p.start <= told_on))).due_on
    letter = TermExtension(told_on=told_on, original_due_on=original, named_on=original + timedelta(days=longer))
    found = clock(ClockFacts(TODAY, term, 8, tuple(pauses), (letter,)))
    assert found.due_on >= letter.named_on
    if all(p.start <= told_on or p.start > letter.named_on for p in pauses):
        assert found.due_on == letter.named_on
    assert found.original_due_on == original


def test_an_act_on_a_case_that_is_done_is_refused(desk: Desk) -> None:
    GrantApplication.objects.filter(pk=desk.case.pk).update(
        state=ApplicationState.REFUSED, decided_on=TODAY, refusal_ground="ceiling"
    )
    with pytest.raises(actions.UnableToExtend, match="klaar"):
        actions.extend_term(**who(desk, 10), named_on=date(2026, 5, 26), reason="Advies.")
