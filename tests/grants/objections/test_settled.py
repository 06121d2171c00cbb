"""An objection to a settlement or to a recovery, and what its outcome does to the money."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.html import strip_tags

from kernkracht.foundation.retention.actions import erase_row
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.models import Objection, ObjectionDecision, SubjectKind
from kernkracht.grants.objections.queries import case_file_of, contestable, right_to_handle, running_objections
from kernkracht.grants.settlements.actions import UnableToChange, effect_of_settling, settle_on_objection
from kernkracht.grants.settlements.models import Settlement
from tests.factories.settlements import LIGHT, Granted

from .settled import JUDGED_AT, OBJECTED_AT, Settled

pytestmark = pytest.mark.django_db


def words(decision: ObjectionDecision) -> str:
    assert decision.letter
    return " ".join(strip_tags(decision.letter.html).replace("\u00a0", " ").split())


class TestWhatOneCanObjectTo:
    def test_each_decision_with_its_own_last_day(self) -> None:
        scene = Settled(recovered=True)
        found = {one.subject.kind: one.deadline.due_on for one in contestable(scene.desk.case, OBJECTED_AT.date())}
        assert found[SubjectKind.SETTLEMENT] == found[SubjectKind.RECOVERY] == date(2026, 12, 1)
        assert found[SubjectKind.DECISION] < date(2026, 10, 20)

    def test_exactly_one_subject(self) -> None:
        scene = Settled(recovered=True)
        objection = scene.object()
        for changes in ({"recovery": scene.recovery}, {"settlement": None}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Objection.objects.filter(pk=objection.pk).update(**changes)

    def test_not_twice_by_the_same_person_and_not_to_a_proposal(self) -> None:
        scene = Settled()
        scene.object()
        with pytest.raises(actions.UnableToFile, match="al een bezwaar"):
            scene.object()
        other = Granted(LIGHT)
        other.hand_in()
        waiting = other.propose()
        with pytest.raises(actions.UnableToFile, match="geen bezwaar"):
            scene.object(waiting)
        assert Objection.objects.count() == 1

    def test_the_letters_lead_to_the_right_form(self) -> None:
        scene = Settled(recovered=True)
        token = scene.desk.case.token
        assert scene.settlement.letter
        assert f"/bezwaar/{token}/vaststelling/" in scene.settlement.letter.html
        assert f"/bezwaar/{token}/terugvordering/" in scene.recovery.letter.html

    @pytest.mark.parametrize("who", ["settler", "decider"])
    def test_whoever_proposed_or_decided_does_not_handle_it(self, who: str) -> None:
        scene = Settled(recovered=True)
        officer = scene.settler if who == "settler" else scene.desk.decider
        for against in (scene.settlement, scene.recovery):
            right = right_to_handle(officer.actor, scene.object(against), OBJECTED_AT.date())
            assert any("7:5" in reason or "10:3" in reason for reason in right.reasons)
        assert right_to_handle(scene.handler.actor, scene.object(name="Een ander"), OBJECTED_AT.date()).allowed


class TestHigherSettlement:
    def test_unpaid_the_difference_is_owed_and_held_again(self) -> None:
        scene = Settled(paid=False)
        assert (scene.ledger(), scene.owed()[-1]) == ((400_00, 0), ("open", 400_00))
        decision = scene.judged(**scene.higher(450_00))
        assert (decision.new_settlement, scene.ledger()) == (scene.live, (450_00, 0))
        assert [row for row in scene.owed() if row[0] == "open"] == [("open", 400_00), ("open", 50_00)]
        assert "vast op € 450. " in words(decision)
        assert "U krijgt nog € 50. Dat heeft u uiterlijk op" in words(decision)
        old = Settlement.objects.get(pk=scene.settlement.pk)
        assert (old.state, old.settled_cents, scene.live.replaces) == ("replaced", 400_00, old)

    def test_paid_in_full_nothing_moves(self) -> None:
        scene = Settled()
        scene.judged(**scene.higher(450_00))
        assert (scene.live.overpaid_cents, scene.ledger()) == (50_00, (500_00, 500_00))
        assert not [row for row in scene.owed() if row[0] == "open"]

    def test_an_open_recovery_goes_down_with_it(self) -> None:
        scene = Settled(recovered=True)
        scene.repay(20_00)
        decision = scene.judged(**scene.higher(450_00))
        recovery = scene.recovery
        assert (recovery.settlement, recovery.asked_cents, recovery.open_cents) == (scene.live, 50_00, 30_00)
        assert "nog € 50 terug. Daarvan betaalt u nog € 30" in words(decision)
        assert scene.ledger() == (480_00, 480_00)
        scene.repay(30_00)
        assert (scene.recovery.state, scene.ledger()) == ("repaid", (450_00, 450_00))

    def test_what_came_back_too_much_is_paid_again(self) -> None:
        scene = Settled(recovered=True)
        scene.repay(100_00)
        decision = scene.judged(**scene.higher(500_00))
        recovery = scene.recovery
        assert (recovery.state, recovery.returned_cents, recovery.open_cents) == ("annulled", 100_00, 0)
        assert [row for row in scene.owed() if row[0] == "open"] == [("open", 100_00)]
        assert scene.ledger() == (500_00, 400_00)
        assert "U krijgt nog € 100." in words(decision)
        assert "niets terug te betalen" in words(decision)

    def test_a_full_ceiling_does_not_stop_what_was_awarded(self) -> None:
        scene = Settled(paid=False)
        ceiling = GrantCeiling.objects.get()
        GrantCeiling.objects.filter(pk=ceiling.pk).update(allocated_cents=400_00)
        decision = scene.judged(**scene.higher(450_00))
        assert decision.beyond_cents == 50_00
        assert "4:25 lid 3" in decision.ceiling_reason
        assert scene.ledger() == (450_00, 0)

    @pytest.mark.parametrize("cents", [399_99, 400_00, 500_01])
    def test_not_lower_and_not_above_the_award(self, cents: int) -> None:
        scene = Settled()
        with pytest.raises(actions.UnableToProposeOutcome) as refusal:
            scene.proposed(**scene.higher(cents))
        assert refusal.value.field == "amount"

    @pytest.mark.parametrize("new", ["grant", "refuse", "ask_less", ""])
    def test_a_new_decision_of_another_kind_is_refused(self, new: str) -> None:
        scene = Settled()
        with pytest.raises(actions.UnableToProposeOutcome) as refusal:
            scene.proposed(outcome="founded", new_outcome=new, amount_cents=450_00)
        assert refusal.value.field == "new_outcome"

    def test_money_that_moved_meanwhile_makes_the_letter_wrong(self, monkeypatch: pytest.MonkeyPatch) -> None:
        scene = Settled(recovered=True)
        objection = scene.proposed(**scene.higher(450_00))
        made = actions.deciding.make_outcome_letter

        def repaid_meanwhile(*args: object, **kwargs: object) -> object:
            letter = made(*args, **kwargs)  # type: ignore[arg-type]
            scene.repay(20_00)
            return letter

        monkeypatch.setattr(actions.deciding, "make_outcome_letter", repaid_meanwhile)
        moved = effect_of_settling(scene.settlement, 450_00)
        decision = None
        with pytest.raises(actions.UnableToDecideObjection, match="veranderde intussen"):
            decision = actions.decide_objection(
                objection=objection, no_interest=True, by=scene.judge.actor, at=JUDGED_AT
            )
        assert (decision, scene.live) == (None, scene.settlement)
        assert effect_of_settling(scene.settlement, 450_00) != moved

    def test_it_is_part_of_a_larger_act(self) -> None:
        scene = Settled(paid=False)
        decision = scene.judged(**scene.higher(450_00))
        assert decision.letter
        with pytest.raises(UnableToChange, match="vervangen"):
            settle_on_objection(
                settlement=scene.settlement, settled_cents=500_00, by=scene.judge.actor, at=JUDGED_AT,
                ground=actions.renewing.settling.Ground(
                    "Toch", decision.letter, scene.handler.actor, JUDGED_AT, decision.mandate, "again"
                ),
            )  # fmt: skip


class TestLowerRecovery:
    def test_annulled_before_anything_came_back(self) -> None:
        scene = Settled(recovered=True)
        scene.judged(scene.recovery, **scene.less(0))
        assert (scene.recovery.state, scene.recovery.lowered_reason) == ("annulled", "Twee bomen staan er.")
        assert (scene.ledger(), scene.live) == ((500_00, 500_00), scene.settlement)

    def test_lowered_after_all_came_back_is_paid_again(self) -> None:
        scene = Settled(recovered=True)
        scene.repay(100_00)
        decision = scene.judged(scene.recovery, **scene.less(40_00))
        assert (scene.recovery.state, scene.recovery.returned_cents) == ("repaid", 60_00)
        assert [row for row in scene.owed() if row[0] == "open"] == [("open", 60_00)]
        assert scene.ledger() == (460_00, 400_00)
        assert "Wij vorderen € 40 terug. Dat heeft u al betaald." in words(decision)

    @pytest.mark.parametrize("cents", [-1, 100_00, 100_01, None])
    def test_only_less(self, cents: int | None) -> None:
        scene = Settled(recovered=True)
        with pytest.raises(actions.UnableToProposeOutcome) as refusal:
            scene.proposed(scene.recovery, outcome="founded", new_outcome="ask_less", amount_cents=cents)
        assert refusal.value.field == "amount"


def test_unfounded_leaves_everything_and_closes_the_way(settled_ended: Settled) -> None:
    assert settled_ended.live == settled_ended.settlement
    assert not running_objections(settled_ended.desk.case, SubjectKind.SETTLEMENT)


@pytest.fixture
def settled_ended() -> Settled:
    scene = Settled(recovered=True)
    scene.judged()
    return scene


def test_the_whole_case_can_be_destroyed_when_its_time_has_come() -> None:
    scene = Settled(recovered=True)
    scene.repay(100_00)
    scene.judged(**scene.higher(450_00))
    with transaction.atomic():
        erase_row(scene.desk.case, at=JUDGED_AT, whole=True)
    assert not Settlement.objects.exists()
    assert not Objection.objects.exists()


def test_the_file_tells_of_the_settlement(tmp_path: object) -> None:
    import io

    import pikepdf

    from kernkracht.grants.objections.queries.contested import contested_facts
    from kernkracht.grants.objections.subjects import subject_of

    scene = Settled(recovered=True)
    objection = scene.object(scene.recovery)
    said = {line.what: line.more or line.amount_cents for line in contested_facts(subject_of(objection))}
    assert (said["Teruggevorderd"], said["Vastgesteld"], said["Toegekend"]) == (100_00, 400_00, 500_00)
    assert "Vier bomen" in str(said["Afweging"])
    with pikepdf.open(io.BytesIO(case_file_of(objection, OBJECTED_AT))) as pdf:
        assert len(pdf.pages) >= 1
