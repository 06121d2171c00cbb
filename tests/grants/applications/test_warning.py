"""Warnings that a decision term runs out: to whom, when, and never twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.people.models import Absence, Assignment, Role, Team
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.deadlines import Pause
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.actions import warning
from kernkracht.grants.applications.models import GrantApplication, TermWarning
from kernkracht.grants.applications.term_use import used_percent
from tests.factories.people import UserFactory, officer_with

from .desk import NOON, TODAY, Desk

DUE = TODAY + timedelta(days=100)
"""A hundred days, so that a day is a percent."""

STILL = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 30)), max_size=3)


def at(days: int) -> datetime:
    return NOON + timedelta(days=days)


@pytest.fixture
def desk(db: None) -> Desk:
    desk = Desk()
    GrantApplication.objects.filter(pk=desk.case.pk).update(handler=desk.assessor, due_on=DUE)
    Team.objects.filter(pk=Assignment.objects.get(user=desk.assessor).team_id).update(email="team@example.org")
    return desk


@pytest.fixture
def manager(desk: Desk) -> Any:
    return officer_with(
        Permission.SEE_TERMS, Permission.ASSIGN_APPLICATION, code=Role.Code.TEAM_MANAGER, name="Mo Manager"
    )


def told() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for mail in OutboxMessage.objects.filter(kind="term_warning").order_by("pk"):
        rows.setdefault(mail.recipient_email, []).append(mail.body_text)
    return rows


class TestWho:
    def test_nobody_before_half_of_the_term(self, desk: Desk) -> None:
        assert actions.send_term_warnings(at=at(49)) == 0
        assert told() == {}

    def test_the_handler_at_half(self, desk: Desk, manager: Any) -> None:
        assert actions.send_term_warnings(at=at(50)) == 1
        assert list(told()) == [desk.assessor.email]
        assert "50 %" in told()[desk.assessor.email][0]

    def test_then_who_stands_in_then_the_manager(self, desk: Desk, manager: Any) -> None:
        second = UserFactory(is_staff=True)
        Assignment.objects.filter(user=desk.assessor).update(stand_in=second)
        actions.send_term_warnings(at=at(75))
        assert set(told()) == {desk.assessor.email, second.email}
        actions.send_term_warnings(at=at(90))
        assert set(told()) == {desk.assessor.email, second.email, manager.email}

    def test_who_stands_in_hears_at_once_when_the_handler_is_away(self, desk: Desk) -> None:
        second = UserFactory(is_staff=True)
        Assignment.objects.filter(user=desk.assessor).update(stand_in=second)
        Absence.objects.create(user=desk.assessor, valid_from=TODAY)
        actions.send_term_warnings(at=at(50))
        assert set(told()) == {desk.assessor.email, second.email}

    def test_a_case_of_nobody_goes_to_its_team(self, desk: Desk) -> None:
        team = Assignment.objects.get(user=desk.assessor).team
        GrantApplication.objects.filter(pk=desk.case.pk).update(handler=None, team=team)
        actions.send_term_warnings(at=at(50))
        assert TermWarning.objects.get().addressee == f"team:{team.pk}"
        assert set(told()) == {"team@example.org"}


class TestOnce:
    def test_the_next_night_says_nothing_and_the_next_level_does(self, desk: Desk) -> None:
        counts = [actions.send_term_warnings(at=at(day)) for day in (50, 51, 74)]
        assert counts == [1, 0, 0]
        assert TermWarning.objects.count() == 1
        actions.send_term_warnings(at=at(80))
        assert sorted(TermWarning.objects.values_list("level", flat=True).distinct().order_by("level")) == [50, 75]

    def test_one_mail_for_many_cases(self, desk: Desk) -> None:
        for _n in range(30):
            desk.another_case(handler=desk.assessor)
        GrantApplication.objects.update(due_on=DUE)
        assert actions.send_term_warnings(at=at(60)) == 31
        (body,) = told()[desk.assessor.email]
        assert "en nog 6" in body

    def test_a_run_that_breaks_off_tells_nobody_twice(self, desk: Desk, manager: Any, monkeypatch: Any) -> None:
        real, calls = warning.warn, []

        def breaks(context: Any, **given: Any) -> None:
            calls.append(context.name)
            if len(calls) == 2:
                raise KeyboardInterrupt
            real(context, **given)

        monkeypatch.setattr(warning, "warn", breaks)
        with pytest.raises(KeyboardInterrupt):
            actions.send_term_warnings(at=at(90))
        assert TermWarning.objects.count() == len(told()) == 1
        monkeypatch.setattr(warning, "warn", real)
        actions.send_term_warnings(at=at(90))
        assert all(len(mails) == 1 for mails in told().values())
        assert len(told()) == TermWarning.objects.count() == 3  # handler, the team behind the post, manager

    def test_a_letter_with_another_day_is_another_promise(self, desk: Desk) -> None:
        actions.send_term_warnings(at=at(50))
        actions.extend_term(
            application=desk.case,
            named_on=TODAY + timedelta(days=100),
            reason="Advies.",
            by=desk.assessor.actor,
            at=at(51),
        )
        assert actions.send_term_warnings(at=at(60)) == 1
        assert set(TermWarning.objects.values_list("round", flat=True).order_by("round")) == {0, 1}

    def test_a_pause_that_makes_the_part_smaller_brings_no_lower_warning(self, desk: Desk) -> None:
        actions.send_term_warnings(at=at(76))
        GrantApplication.objects.filter(pk=desk.case.pk).update(due_on=DUE + timedelta(days=30))
        assert actions.send_term_warnings(at=at(77)) == 0


class TestStandingStill:
    def test_while_it_stands_still_nobody_is_warned(self, desk: Desk) -> None:
        actions.request_completion(
            application=desk.case, question="Stuur een offerte.", days=90, by=desk.assessor.actor, at=NOON
        )
        assert actions.send_term_warnings(at=at(80)) == 0

    def test_days_that_stood_still_do_not_count(self) -> None:
        pause = Pause(date(2026, 3, 11), date(2026, 3, 20))
        assert used_percent(date(2026, 3, 1), date(2026, 4, 10), [pause], date(2026, 3, 25)) == 14 * 100 // 30

    @given(
        st.integers(1, 300),
        st.integers(0, 400),
        st.lists(st.tuples(st.integers(0, 300), st.integers(0, 30)), max_size=3),
    )
    def test_it_only_grows_and_ends_at_a_hundred(self, length: int, day: int, rows: list[tuple[int, int]]) -> None:
        pauses = [Pause(TODAY + timedelta(days=a), TODAY + timedelta(days=a + b)) for a, b in rows]
        due = TODAY + timedelta(days=length)
        now, later = (used_percent(TODAY, due, pauses, TODAY + timedelta(days=n)) for n in (day, day + 1))
        assert 0 <= now <= later <= 100
        assert used_percent(TODAY, due, pauses, due) == 100
