"""Row 18. Awb 2:4: an administrative body acts without bias, and sees to it that nobody who works under its
responsibility and has a personal interest in a decision influences how it is made."""

from __future__ import annotations

from datetime import date

import pytest

from kernkracht.community.people.models import Membership
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.objections import actions as objecting
from tests.factories.applications import NOON
from tests.grants.applications.desk import Desk, act, assert_nothing_happened
from tests.grants.objections.bench import FILED_AT, Bench

pytestmark = pytest.mark.django_db


class TestNoInfluence:
    """Awb 2:4 lid 2: who has an interest does not take part: not in preparing, not in deciding."""

    @pytest.mark.parametrize("how", ["declared", "board", "house"])
    def test_who_has_an_interest_neither_assesses_nor_decides(self, how: str) -> None:
        desk = Desk()
        desk.judged_and_proposed()
        for user in (desk.assessor, desk.decider):
            if how == "declared":
                actions.declare_interest(
                    application=desk.case, kind="family", explanation="Mijn zus.", by=user.actor, at=NOON
                )
            elif how == "board":
                Membership.objects.create(user=user, organisation="Dorpshuis", valid_from=date(2020, 1, 1))
                GrantApplication.objects.filter(pk=desk.case.pk).update(organisation="Dorpshuis")
            else:
                actions.record_household(user=user, postcode="1234 AB", house_number="1", by=user.actor, at=NOON)
        with pytest.raises(actions.UnableToAct):
            desk.judge()
        with pytest.raises(actions.UnableToDecide):
            actions.award_grant(**act(desk))
        assert desk.fresh().state in ("proposed", "assessing")
        assert desk.ceiling_now().granted_cents == 0

    def test_nor_handles_the_objection(self) -> None:
        bench = Bench()
        objection = bench.on_paper()
        actions.declare_interest(
            application=bench.desk.case, kind="friend", explanation="Vriend.", by=bench.handler.actor, at=FILED_AT
        )
        with pytest.raises(objecting.UnableToHandle):
            objecting.take_objection(objection=objection, by=bench.handler.actor, at=FILED_AT)

    def test_the_case_goes_to_somebody_else_in_the_same_act(self) -> None:
        desk = Desk()
        desk.judge()
        assert desk.fresh().handler == desk.assessor
        actions.declare_interest(
            application=desk.case, kind="family", explanation="Mijn zus.", by=desk.assessor.actor, at=NOON
        )
        assert desk.fresh().handler is None


def test_everybody_who_decides_declares_to_have_none() -> None:
    """Awb 2:4 lid 1, as a declaration with every decision."""
    desk = Desk()
    desk.judged_and_proposed()
    with pytest.raises(actions.UnableToDecide):
        actions.award_grant(**act(desk, no_interest=False))
    assert_nothing_happened(desk)
