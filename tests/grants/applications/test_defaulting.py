"""Notices of default and the penalty that they may bring."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.legal_settings.actions import change_setting
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.consents import Kind, may_email
from kernkracht.grants.applications.legal import PENALTY_RATES
from kernkracht.grants.applications.models import ApplicationState, GrantApplication, NoticeOfDefault
from kernkracht.grants.applications.penalties import PenaltyRates, penalty_on, rates_on
from kernkracht.grants.applications.queries import exposure, penalties_of

from .desk import NOON, TODAY, Desk

DUE = date(2026, 4, 28)
LATE = DUE + timedelta(days=1)
RATES = PenaltyRates()


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def who(desk: Desk, on: date) -> dict[str, Any]:
    return {"application": desk.case, "by": desk.assessor.actor, "at": NOON + (on - TODAY)}


def register(desk: Desk, received_on: date = LATE, **changes: Any) -> NoticeOfDefault:
    given = {**who(desk, max(received_on, LATE)), "received_on": received_on, "channel": "post", **changes}
    return actions.register_default_notice(**given)


class TestTheAmount:
    def test_the_amounts_of_the_law(self) -> None:
        assert RATES.cents_for(1) == 23_00
        assert RATES.cents_for(14) == 14 * 23_00
        assert RATES.cents_for(15) == 14 * 23_00 + 35_00
        assert RATES.cents_for(29) == 14 * (23_00 + 35_00) + 45_00
        assert RATES.cents_for(42) == RATES.cents_for(400) == 1_442_00

    @given(st.integers(-5, 100), st.integers(1, 30))
    def test_it_grows_by_the_day_and_stops_at_the_most(self, days: int, more: int) -> None:
        assert 0 <= RATES.cents_for(days) <= RATES.cents_for(days + more) <= 1_442_00

    @given(st.integers(0, 90), st.integers(0, 90))
    def test_the_day_of_the_decision_costs_nothing_and_nothing_after_it(self, passed: int, decided: int) -> None:
        on, ended_on = LATE + timedelta(days=passed), LATE + timedelta(days=decided)
        stopped = penalty_on(LATE, on, ended_on=ended_on, rates=RATES)
        running = penalty_on(LATE, on, ended_on=None, rates=RATES)
        assert stopped.cents <= running.cents
        assert stopped.cents_today == 0
        if decided <= RATES.grace_days + 1:
            assert stopped.cents == 0

    def test_two_weeks_cost_nothing(self) -> None:
        assert penalty_on(LATE, LATE + timedelta(days=14), ended_on=None, rates=RATES).cents == 0
        first = penalty_on(LATE, LATE + timedelta(days=15), ended_on=None, rates=RATES)
        assert (first.days, first.cents, first.cents_today, first.is_running) == (1, 23_00, 23_00, True)

    @pytest.mark.django_db
    def test_another_amount_holds_for_notices_from_its_day(self, actor: Actor) -> None:
        change_setting(
            key=PENALTY_RATES.key,
            value=[30_00, 40_00, 50_00],
            valid_from=date(2027, 1, 1),
            source="Stb. 2026, 500",
            by=actor,
            at=NOON,
            today=TODAY,
        )
        assert rates_on(date(2026, 12, 31)).cents_per_day == (23_00, 35_00, 45_00)
        assert rates_on(date(2027, 1, 1)).cents_per_day == (30_00, 40_00, 50_00)


class TestRegistering:
    def test_one_that_comes_when_we_are_late_counts_and_is_confirmed(self, desk: Desk) -> None:
        notice = register(desk)
        assert not notice.is_too_early
        assert notice.due_on_then == DUE
        letter = Letter.objects.get()
        assert "14 mei 2026" in letter.html  # two weeks after 29 April have passed
        assert set(OutboxMessage.objects.values_list("kind", flat=True)) == {"default_notice_received"}
        owed = penalties_of(desk.case, LATE + timedelta(days=20))
        assert owed is not None
        assert owed.penalty.days == 6

    def test_the_handler_hears_of_it(self, desk: Desk) -> None:
        GrantApplication.objects.filter(pk=desk.case.pk).update(handler=desk.assessor, due_on=DUE)
        register(desk)
        mail = OutboxMessage.objects.get(kind="work_default_notice")
        assert mail.recipient_email == desk.assessor.email

    def test_one_on_the_last_day_is_too_early_and_the_letter_says_what_then(self, desk: Desk) -> None:
        notice = register(desk, DUE)
        assert notice.is_too_early
        assert "te vroeg" in Letter.objects.get().html
        assert penalties_of(desk.case, date(2026, 12, 1)) is None

    def test_a_second_notice_does_not_make_it_more(self, desk: Desk) -> None:
        register(desk)
        register(desk, LATE + timedelta(days=30))
        assert len(exposure(LATE + timedelta(days=60))) == 1
        assert exposure(LATE + timedelta(days=60))[0].penalty.first_day == LATE + timedelta(days=15)

    def test_through_the_website_the_receipt_has_the_time(self, desk: Desk) -> None:
        visitor = Actor.objects.create(kind=Actor.Kind.PERSON)
        GrantApplication.objects.filter(pk=desk.case.pk).update(visitor=visitor)
        at = NOON + (LATE - TODAY)
        notice = actions.file_default_notice(application=desk.case, text="U bent te laat.", by=visitor, at=at)
        assert (notice.received_at, notice.channel) == (at, "website")
        assert "14.00" in Letter.objects.get().html  # noon UTC in summer
        with pytest.raises(actions.UnableToRegisterDefault, match="vandaag al"):
            actions.file_default_notice(application=desk.case, text="Nog eens.", by=visitor, at=at)

    def test_a_stranger_cannot_file_one(self, desk: Desk, actor: Actor) -> None:
        with pytest.raises(actions.UnableToRegisterDefault, match="iemand anders"):
            actions.file_default_notice(application=desk.case, text="", by=actor, at=NOON)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"channel": "pigeon"}, "channel"),
            ({"channel": "website"}, "channel"),
            ({"received_on": date(2026, 3, 1)}, "received_on"),
            ({"received_on": date(2026, 12, 1), "at": NOON}, "received_on"),
            ({"no_penalty": "manifest"}, "no_penalty_reason"),
            ({"no_penalty": "lazy", "no_penalty_reason": "x"}, "no_penalty"),
        ],
    )
    def test_what_cannot_be_is_refused(self, desk: Desk, changes: dict[str, Any], field: str) -> None:
        with pytest.raises(actions.UnableToRegisterDefault) as refusal:
            actions.register_default_notice(**{**who(desk, LATE), "received_on": LATE, "channel": "post", **changes})
        assert refusal.value.field == field
        assert not NoticeOfDefault.objects.exists()
        assert not Letter.objects.exists()

    def test_after_the_decision_there_is_nothing_to_wait_for(self, desk: Desk) -> None:
        GrantApplication.objects.filter(pk=desk.case.pk).update(state=ApplicationState.WITHDRAWN)
        with pytest.raises(actions.UnableToRegisterDefault, match="klaar"):
            register(desk)


class TestExceptions:
    def test_an_exception_of_the_law_stops_the_penalty_with_its_reason(self, desk: Desk) -> None:
        notice = register(desk)
        actions.waive_penalty(
            notice=notice, no_penalty="manifest", reason="Er is geen regeling.", by=desk.assessor.actor, at=NOON
        )
        assert exposure(date(2026, 12, 1)) == []
        with pytest.raises(actions.UnableToWaivePenalty, match="kost al niets"):
            actions.waive_penalty(notice=notice, no_penalty="manifest", reason="x", by=desk.assessor.actor, at=NOON)

    def test_the_counting_stops_at_the_decision(self, desk: Desk) -> None:
        register(desk)
        GrantApplication.objects.filter(pk=desk.case.pk).update(
            state=ApplicationState.REFUSED, decided_on=LATE + timedelta(days=20), refusal_ground="ceiling"
        )
        owed = penalties_of(desk.fresh(), date(2026, 12, 1))
        assert owed is not None
        assert (owed.penalty.days, owed.penalty.is_running) == (5, False)


class TestConsent:
    def _set(self, desk: Desk, *kinds: str) -> None:
        visitor = Actor.objects.create(kind=Actor.Kind.PERSON)
        GrantApplication.objects.filter(pk=desk.case.pk).update(visitor=visitor)
        actions.set_consents(application=desk.case, kinds=kinds, by=visitor, at=NOON)

    def test_each_kind_goes_its_own_way(self, desk: Desk) -> None:
        self._set(desk, Kind.QUESTIONS)
        case = desk.fresh()
        assert may_email(case, "completion_request")
        assert not may_email(case, "decision_award")
        assert not may_email(case, "payment_done")

    def test_a_letter_without_consent_goes_on_paper(self, desk: Desk) -> None:
        self._set(desk, Kind.DECISIONS)
        actions.extend_term(**who(desk, TODAY), named_on=date(2026, 5, 26), reason="Advies.")
        assert OutboxMessage.objects.get(kind="term_extended").channel == "print"

    def test_taking_everything_back_is_paper_for_all(self, desk: Desk) -> None:
        self._set(desk)
        assert desk.fresh().wants_paper
        self._set(desk, *Kind)
        assert not desk.fresh().wants_paper

    def test_who_chose_paper_before_gets_paper(self, desk: Desk) -> None:
        GrantApplication.objects.filter(pk=desk.case.pk).update(wants_paper=True)
        assert not may_email(desk.fresh(), "decision_award")

    def test_without_an_address_there_is_nothing_to_agree_to(self, desk: Desk) -> None:
        GrantApplication.objects.filter(pk=desk.case.pk).update(contact_email="")
        with pytest.raises(actions.UnableToConsent):
            self._set(desk, Kind.DECISIONS)
