"""Establishing what a late decision costs, and objecting to that."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils.html import strip_tags

from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.retention.actions import erase_row
from kernkracht.grants.applications import actions as cases
from kernkracht.grants.applications.queries import exposure
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.models import PenaltyDecision
from kernkracht.grants.objections.queries import stands_of

from .late import DECIDED, ESTABLISHED, LATE, Late, moment

pytestmark = pytest.mark.django_db


def test_decided_with_a_letter_and_a_payment() -> None:
    late = Late()
    late.decide()
    penalty = late.establish()
    text = " ".join(strip_tags(penalty.letter.html).replace("\u00a0", " ").split())
    assert (penalty.days, penalty.amount_cents, penalty.due_on) == (6, 138_00, date(2026, 6, 2))
    assert (penalty.first_day, penalty.last_day) == (date(2026, 5, 14), date(2026, 5, 19))
    assert late.owed == [(f"{late.desk.case.number}-DW", "penalty", 138_00, "")]
    for said in ("€ 138", "6 dagen", "7 juli 2026", "artikel 4:19", "/dwangsom/", "Mandaatbesluit 2026"):
        assert said in text, said
    assert late.desk.ceiling_now().granted_cents == 0


def test_without_an_account_it_is_owed_and_asked() -> None:
    late = Late(iban="")
    late.decide()
    penalty = late.establish()
    assert late.owed[0][3] == "no_account"
    assert "rekening/" in penalty.letter.html


def test_while_it_grows_nothing_is_established() -> None:
    late = Late()
    with pytest.raises(actions.UnableToEstablishPenalty, match="Besluit eerst"):
        late.establish(date(2026, 5, 20))
    assert not PenaltyDecision.objects.exists()
    assert late.owed == []


def test_after_the_most_days_it_can_without_a_decision() -> None:
    late = Late()
    assert late.establish(LATE + timedelta(days=57)).amount_cents == 1_442_00


def test_decided_within_two_weeks_costs_nothing() -> None:
    late = Late()
    late.decide(LATE + timedelta(days=10))
    with pytest.raises(actions.UnableToEstablishPenalty, match="geen dwangsom"):
        late.establish()


def test_not_twice() -> None:
    late = Late()
    late.decide()
    late.establish()
    with pytest.raises(actions.UnableToEstablishPenalty, match="al vastgesteld"):
        late.establish()
    assert len(late.owed) == 1


def test_a_waived_one_is_not_established() -> None:
    late = Late()
    cases.waive_penalty(
        notice=late.notice, no_penalty="manifest", reason="Kon niet slagen.", by=late.desk.assessor.actor,
        at=moment(LATE),
    )  # fmt: skip
    late.decide()
    with pytest.raises(actions.UnableToEstablishPenalty, match="geen dwangsom"):
        late.establish()


def test_without_mandate_nothing_happens() -> None:
    late = Late()
    late.decide()
    before = OutboxMessage.objects.count()
    with pytest.raises(actions.UnableToEstablishPenalty, match="mandaat"):
        late.establish(by=late.desk.assessor)
    assert (late.owed, OutboxMessage.objects.count()) == ([], before)


def test_the_overview_says_what_waits_and_until_when() -> None:
    late = Late()
    (growing,) = stands_of(exposure(DECIDED))
    assert not growing.is_waiting(DECIDED)
    late.decide()
    (waiting,) = stands_of(exposure(ESTABLISHED))
    assert waiting.is_waiting(ESTABLISHED)
    assert waiting.deadline is not None
    assert waiting.deadline.due_on == date(2026, 6, 2)
    late.establish()
    (done,) = stands_of(exposure(ESTABLISHED))
    assert (done.is_waiting(ESTABLISHED), done.decision) == (False, PenaltyDecision.objects.get())


def test_on_objection_it_goes_up_and_the_rest_is_owed() -> None:
    late = Late()
    late.decide()
    penalty = late.establish()
    decision = late.judged(penalty, 161_00)
    penalty.refresh_from_db()
    assert (penalty.amount_cents, penalty.total_cents) == (138_00, 161_00)
    assert [row[2] for row in late.owed] == [138_00, 23_00]
    assert decision.letter
    assert "€&nbsp;23" in decision.letter.html or "€\u00a023" in decision.letter.html


def test_the_whole_case_can_be_destroyed_when_its_time_has_come() -> None:
    late = Late()
    late.decide()
    late.objected(late.establish())
    with transaction.atomic():
        erase_row(late.desk.case, at=moment(date(2040, 1, 1)), whole=True)
    assert not PenaltyDecision.objects.exists()


@pytest.mark.parametrize("cents", [137_00, 138_00, 1_442_01])
def test_never_lower_and_never_above_the_most(cents: int) -> None:
    late = Late()
    late.decide()
    penalty = late.establish()
    with pytest.raises(actions.UnableToProposeOutcome) as refusal:
        late.judged(penalty, cents)
    assert refusal.value.field == "amount"
