"""Awb 4:46 (settlement), 4:49 and 4:57 (recovery and its five years, set-off)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from kernkracht.foundation.legal_settings.queries import number_on
from kernkracht.grants.budgets.queries import positions_of
from kernkracht.grants.settlements.actions import (
    Change,
    UnableToRecover,
    UnableToSettle,
    last_day_to_recover,
    propose_change,
    recover,
    settle_as_awarded,
    settle_grant,
)
from kernkracht.grants.settlements.models import ChangeGround, LowerGround, Settlement
from kernkracht.grants.settlements.permissions import may_set_off
from tests.factories.settlements import AFTERWARDS, LIGHT, Granted
from tests.grants.objections.settled import Settled

pytestmark = pytest.mark.django_db


class TestSettlement:
    """Awb 4:46: the grant is settled as it was awarded; lower only on four grounds, and then it may, not must."""

    def test_as_awarded_is_the_rule(self) -> None:
        granted = Granted(LIGHT)
        granted.hand_in()
        settlement = settle_as_awarded(report=granted.report, by=granted.settler.actor, at=AFTERWARDS)
        assert settlement.settled_cents == settlement.awarded_cents

    def test_the_grounds_of_the_second_paragraph_and_no_other(self) -> None:
        assert [label.rpartition("onder ")[2] for label in LowerGround.labels] == ["a)", "b)", "c)", "d)"]
        granted = Granted(LIGHT)
        granted.hand_in()
        with pytest.raises(UnableToSettle) as refusal:
            granted.propose(ground="no_money_left")
        assert refusal.value.field == "ground"

    def test_lower_is_weighed_and_the_letter_says_so(self) -> None:
        """RvS 2018:3550: lowering is a power that is weighed, so each lower settlement gives its weighing."""
        granted = Granted(LIGHT)
        granted.hand_in()
        with pytest.raises(UnableToSettle) as refusal:
            granted.propose(weighing="")
        assert refusal.value.field == "weighing"
        settlement = settle_grant(settlement=granted.propose(), by=granted.desk.decider.actor, at=AFTERWARDS)
        assert settlement.letter
        assert settlement.weighing in settlement.letter.html

    def test_less_spent_lowers_nothing_by_itself(self) -> None:
        granted = Granted()
        granted.receipt(1_00)
        granted.hand_in()
        assert not Settlement.objects.exists()
        (own,) = positions_of(granted.desk.case.number or "").values()
        assert own.granted_cents == 500_00


class TestRecovery:
    """Awb 4:57: what was paid without right may be recovered, until five years after the settlement (lid 4; 4:49)."""

    def test_five_years_from_the_settlement(self) -> None:
        assert number_on("settlements.recovery_years", date(2026, 1, 1)) == 5
        assert last_day_to_recover(date(2026, 10, 20)).due_on == date(2031, 10, 20)
        granted = Granted(LIGHT)
        granted.pay()
        granted.hand_in()
        by = granted.desk.decider.actor
        settlement = settle_grant(settlement=granted.propose(), by=by, at=AFTERWARDS)
        with pytest.raises(UnableToRecover):
            recover(settlement=settlement, reason="Te veel", by=by, at=AFTERWARDS.replace(year=2031, day=21))
        recover(settlement=settlement, reason="Te veel", by=by, at=AFTERWARDS.replace(year=2031))

    @pytest.mark.parametrize("lacking", ["same_receiver", "same_activity", "other_period"])
    def test_set_off_within_the_third_paragraph_only(self, lacking: str) -> None:
        """Lid 3: only with a grant to the same receiver, for the same activities, for another period."""
        facts = {"same_receiver": True, "same_activity": True, "other_period": True}
        assert may_set_off(**facts)
        assert not may_set_off(**facts | {lacking: False})


class TestChange:
    """Awb 4:49: a settlement goes down only on three grounds, and not after five years."""

    def propose(self, scene: Settled, at: datetime, **more: Any) -> Settlement:
        fields = {"ground": "unknown_facts", "weighing": "De bomen zijn verkocht.", **more}
        return propose_change(settlement=scene.live, change=Change(250_00, **fields), by=scene.settler.actor, at=at)

    def test_the_grounds_of_the_first_paragraph_and_no_other(self) -> None:
        assert [label.rpartition("onder ")[2] for label in ChangeGround.labels] == ["a)", "b)", "c)"]
        with pytest.raises(UnableToSettle) as refusal:
            self.propose(Settled(), AFTERWARDS, ground="not_done")
        assert refusal.value.field == "ground"

    def test_not_after_five_years(self) -> None:
        """Lid 3: five years after the settlement was announced it is too late."""
        scene = Settled()
        with pytest.raises(UnableToSettle, match="4:49 lid 3"):
            self.propose(scene, AFTERWARDS.replace(year=2031, day=21))
        assert self.propose(scene, AFTERWARDS.replace(year=2031)).state == "proposed"

    def test_a_duty_broken_later_counts_from_its_own_day(self) -> None:
        """Lid 3, for ground c: five years from the day of the act, or the day on which the duty was due."""
        scene = Settled()
        broken = {"ground": "duties_after", "breach_on": date(2029, 6, 1)}
        with pytest.raises(UnableToSettle, match="4:49 lid 3"):
            self.propose(scene, AFTERWARDS.replace(year=2034), **broken)
        assert self.propose(scene, AFTERWARDS.replace(year=2033), **broken).breach_on == date(2029, 6, 1)

    def test_one_can_object_to_it(self) -> None:
        """It is a decision of its own (Awb 7:1): the letter says so, with a new last day."""
        scene = Settled()
        later = AFTERWARDS.replace(year=2027)
        new = settle_grant(settlement=self.propose(scene, later), by=scene.desk.decider.actor, at=later)
        assert scene.object(new, at=later).settlement == new
