"""Two people, or one impatient one, decide at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions, letters
from kernkracht.grants.applications.models import ApplicationState, GrantApplication, GrantDecision
from kernkracht.grants.budgets.models import GrantCeiling
from tests.grants.applications.desk import DECIDED_AT, RULES, Desk, decider

from .crowd import all_at_once

pytestmark = [pytest.mark.concurrency, pytest.mark.usefixtures("committed_db")]


@pytest.fixture(autouse=True)
def quick_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks are under test here, not paper."""
    monkeypatch.setattr(letters, "letter_as_pdf", lambda **_: b"%PDF-1.7")


def test_four_clicks_of_two_people_make_one_decision() -> None:
    desk = Desk()
    desk.judged_and_proposed()
    second = decider(desk.version, name="Sascha Tweede")
    clicks = [
        partial(actions.award_grant, application=desk.case, no_interest=True, by=user.actor, at=DECIDED_AT)
        for user in (desk.decider, second, desk.decider, second)
    ]
    results = all_at_once(clicks)
    assert sum(isinstance(r, GrantDecision) for r in results) == 1
    assert all(isinstance(r, (GrantDecision, actions.UnableToDecide)) for r in results), results
    assert GrantDecision.objects.count() == Letter.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="decision_award").count() == 1
    ceiling = desk.ceiling_now()
    assert (ceiling.granted_cents, ceiling.reserved_cents) == (500_00, 0)


def test_an_award_and_a_return_at_once_leave_one_of_them() -> None:
    desk = Desk()
    desk.judged_and_proposed()
    award = partial(actions.award_grant, application=desk.case, no_interest=True, by=desk.decider.actor, at=DECIDED_AT)
    give_back = partial(
        actions.return_proposal, application=desk.case, reason="Nog eens.", by=desk.decider.actor, at=DECIDED_AT
    )
    results = all_at_once([award, give_back])
    assert sum(not isinstance(r, Exception) for r in results) == 1, results
    ceiling = desk.ceiling_now()
    if desk.fresh().state == ApplicationState.GRANTED:
        assert (ceiling.granted_cents, ceiling.reserved_cents) == (500_00, 0)
    else:
        assert desk.fresh().state == ApplicationState.ASSESSING
        assert (ceiling.granted_cents, ceiling.reserved_cents) == (0, 0)
        assert not GrantDecision.objects.exists()


def test_proposals_at_once_never_promise_more_than_there_is() -> None:
    desk = Desk(money_cents=1_200_00)
    cases = [desk.case, *(desk.another_case() for _ in range(5))]
    for case in cases:
        desk.judge(case)
    results = all_at_once([partial(desk.propose, case) for case in cases])
    done = [r for r in results if not isinstance(r, Exception)]
    refused = [r for r in results if isinstance(r, Exception)]
    assert len(done) == 2
    assert all(isinstance(r, actions.UnableToPropose) for r in refused), refused
    assert desk.ceiling_now().reserved_cents == 1_000_00


def test_no_more_plans_than_the_rules_allow_also_without_a_ceiling() -> None:
    """The number of grants is counted over other cases; without a ceiling there is no row of money to wait for."""
    desk = Desk(rules=[*RULES, ("max_number_of_grants", {"count": 2})])
    GrantCeiling.objects.filter(pk=desk.ceiling.pk).update(year=2019)
    cases = [desk.case, *(desk.another_case() for _ in range(4))]
    for case in cases:
        desk.judge(case)
    results = all_at_once([partial(desk.propose, case) for case in cases])
    done = [r for r in results if not isinstance(r, Exception)]
    refused = [r for r in results if isinstance(r, Exception)]
    assert all(isinstance(r, actions.UnableToPropose) for r in refused), refused
    assert len(done) == 2


def test_decisions_for_what_is_left_at_once_never_overspend() -> None:
    """Each of four cases was promised € 150 when money was short; then € 300 came free, and all want more at once."""
    desk = Desk(money_cents=900_00)
    blocker = desk.case
    desk.judge(blocker)
    desk.propose(blocker, amount_cents=300_00)
    cases = [desk.another_case() for _ in range(4)]
    for case in cases:
        desk.judge(case)
        desk.propose(case, amount_cents=150_00)
    actions.return_proposal(application=blocker, reason="Later.", by=desk.decider.actor, at=DECIDED_AT)
    results = all_at_once(
        [
            partial(
                actions.award_grant,
                application=case,
                up_to_room=True,
                no_interest=True,
                by=desk.decider.actor,
                at=DECIDED_AT,
            )
            for case in cases
        ]
    )
    assert all(isinstance(r, (GrantDecision, actions.UnableToDecide)) for r in results), results
    ceiling = GrantCeiling.objects.get(pk=desk.ceiling.pk)
    granted = sum(
        c.granted_cents or 0 for c in GrantApplication.objects.filter(state=ApplicationState.GRANTED).order_by("pk")
    )
    assert ceiling.granted_cents == granted
    assert ceiling.granted_cents + ceiling.reserved_cents <= 900_00
    assert granted > 600_00, "somebody got the money that came free"
