"""An own interest: declared or seen, it bars from every act on the case and hands the case on in the same act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from kernkracht.community.groups.models import GroupContact
from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.queries import history_of
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import (
    Advice,
    DecisionProposal,
    GrantApplication,
    InterestDeclaration,
    OfficerHousehold,
)
from kernkracht.grants.applications.permissions import Bar
from kernkracht.grants.applications.queries import declared_interest_in, interests_of
from tests.factories.applications import NOON
from tests.factories.groups import GroupFactory
from tests.factories.people import TeamFactory, UserFactory, officer_with

from .desk import DECIDED_AT, TODAY, Desk, act, assert_nothing_happened, assessor

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def declare(desk: Desk, user: User, **changes: Any) -> InterestDeclaration:
    said = {"kind": "friend", "explanation": "Wij zijn bevriend."} | changes
    return actions.declare_interest(application=desk.case, by=user.actor, at=NOON, **said)


class TestDeclaring:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"kind": "other?"}, "kind"), ({"kind": ""}, "kind"), ({"explanation": " "}, "explanation")],
    )
    def test_it_names_kind_and_reason(self, desk: Desk, changes: dict[str, str], field: str) -> None:
        with pytest.raises(actions.UnableToDeclare) as refused:
            declare(desk, desk.assessor, **changes)
        assert refused.value.field == field
        assert not InterestDeclaration.objects.exists()

    def test_who_does_not_work_here_declares_nothing(self, desk: Desk) -> None:
        with pytest.raises(actions.UnableToDeclare):
            declare(desk, UserFactory())

    def test_the_trail_keeps_the_act_and_not_the_reason(self, desk: Desk) -> None:
        declare(desk, desk.assessor, explanation="Mijn zus zit in het bestuur.")
        event = history_of(desk.case).get(event="application.interest_declared")
        assert event.ground == "Awb 2:4"
        assert "zus" not in str(event.data)

    def test_the_newest_counts_and_the_older_one_stays(self, desk: Desk) -> None:
        declare(desk, desk.assessor)
        assert interests_of(desk.assessor.actor, desk.case, TODAY) == (Bar.DECLARED,)
        actions.declare_no_interest(application=desk.case, by=desk.assessor.actor, at=DECIDED_AT)
        assert interests_of(desk.assessor.actor, desk.fresh(), TODAY) == ()
        assert desk.case.interest_declarations.count() == 2
        desk.judge()

    def test_a_declaration_is_never_changed(self, desk: Desk) -> None:
        row = declare(desk, desk.assessor)
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE applications_interestdeclaration SET explanation = 'Niets' WHERE id = %s", [row.pk])

    def test_a_decision_declares_that_there_is_none(self, desk: Desk) -> None:
        desk.judged_and_proposed()
        actions.award_grant(**act(desk))
        declared = InterestDeclaration.objects.get(application=desk.case)
        assert (declared.officer, declared.has_interest) == (desk.decider, False)
        assert declared_interest_in(desk.case) == frozenset()


def _judge(desk: Desk) -> None:
    desk.judge()


def _propose(desk: Desk) -> None:
    desk.propose()


def _start(desk: Desk) -> None:
    actions.start_assessment(application=desk.case, by=desk.assessor.actor, at=NOON)


def _take(desk: Desk) -> None:
    actions.take_case(application=desk.case, by=desk.assessor.actor, at=NOON)


def _completion(desk: Desk) -> None:
    actions.request_completion(application=desk.case, question="Een offerte?", days=14, by=desk.assessor.actor, at=NOON)


class TestBarring:
    @pytest.mark.parametrize("do", [_judge, _start, _take, _completion])
    def test_nothing_of_assessing_is_possible(self, desk: Desk, do: Callable[[Desk], None]) -> None:
        declare(desk, desk.assessor)
        with pytest.raises(actions.UnableToAct, match="eigen belang"):
            do(desk)
        assert desk.fresh().state == "submitted"

    def test_proposing_neither(self, desk: Desk) -> None:
        desk.judge()
        declare(desk, desk.assessor)
        with pytest.raises(actions.UnableToAct, match="eigen belang"):
            _propose(desk)
        assert not DecisionProposal.objects.exists()

    def test_deciding_neither(self, desk: Desk) -> None:
        desk.judged_and_proposed()
        declare(desk, desk.decider)
        with pytest.raises(actions.UnableToDecide, match="eigen belang"):
            actions.award_grant(**act(desk))
        assert_nothing_happened(desk)

    def test_no_advice_from_who_is_tied(self, desk: Desk) -> None:
        other = assessor("Kim Collega")
        declare(desk, other)
        with pytest.raises(actions.UnableToAdvise) as refused:
            actions.ask_advice(application=desk.case, of=other, question="Goed?", by=desk.assessor.actor, at=NOON)
        assert refused.value.field == "of"
        assert "bevriend" not in str(refused.value)
        assert not Advice.objects.exists()

    def test_a_colleague_without_interest_is_free(self, desk: Desk) -> None:
        declare(desk, assessor("Kim Collega"))
        desk.judge()
        assert desk.fresh().state == "assessing"


class TestHandingOn:
    def test_the_handler_hands_on_to_the_team_which_hears_of_it(self, desk: Desk) -> None:
        team = TeamFactory()
        team.email = "dorpen@example.org"
        team.save()
        GrantApplication.objects.filter(pk=desk.case.pk).update(team=team)
        desk.judge()
        assert desk.fresh().handler == desk.assessor
        declare(desk, desk.assessor, explanation="Geheim.")
        case = desk.fresh()
        assert (case.handler, case.team) == (None, team)
        mail = OutboxMessage.objects.get(kind="work_case_handed_on")
        assert mail.recipient_email == "dorpen@example.org"
        assert "Geheim" not in mail.body_text
        assert desk.assessor.name not in mail.body_text

    def test_the_stand_in_comes_first(self, desk: Desk) -> None:
        stand_in = assessor("Kim Vervanger")
        Assignment.objects.filter(user=desk.assessor).update(stand_in=stand_in)
        desk.judge()
        declare(desk, desk.assessor)
        assert desk.fresh().handler == stand_in
        assert OutboxMessage.objects.get(kind="work_case_handed_on").recipient_email == stand_in.email

    def test_a_stand_in_with_a_tie_is_passed_over(self, desk: Desk) -> None:
        stand_in = assessor("Kim Vervanger")
        Assignment.objects.filter(user=desk.assessor).update(stand_in=stand_in)
        desk.judge()
        declare(desk, stand_in)
        declare(desk, desk.assessor)
        assert desk.fresh().handler is None

    def test_a_proposal_of_who_is_tied_does_not_stand(self, desk: Desk) -> None:
        desk.judged_and_proposed()
        assert desk.ceiling_now().reserved_cents == 500_00
        declare(desk, desk.assessor)
        proposal = DecisionProposal.objects.get()
        assert desk.fresh().state == "assessing"
        assert proposal.returned_at == NOON
        assert desk.ceiling_now().reserved_cents == 0

    def test_somebody_elses_proposal_stays(self, desk: Desk) -> None:
        desk.judged_and_proposed()
        declare(desk, desk.decider)
        assert desk.fresh().state == "proposed"
        assert desk.ceiling_now().reserved_cents == 500_00

    def test_who_waits_for_advice_hears_that_it_will_not_come(self, desk: Desk) -> None:
        adviser = officer_with(Permission.READ_OFFICE, Permission.ADVISE_APPLICATION, code=Role.Code.FINANCE_OFFICER)
        actions.ask_advice(application=desk.case, of=adviser, question="Goed?", by=desk.assessor.actor, at=NOON)
        declare(desk, adviser)
        mail = OutboxMessage.objects.get(kind="work_case_handed_on")
        assert mail.recipient_email == desk.assessor.email
        assert "advies" in mail.subject

    def test_a_closed_case_only_keeps_the_declaration(self, desk: Desk) -> None:
        desk.judged_and_proposed()
        actions.award_grant(**act(desk))
        declare(desk, desk.assessor)
        assert desk.fresh().state == "granted"
        assert desk.fresh().handler == desk.assessor


class TestSameHouse:
    def record(self, user: User, by: User, postcode: str = "1234 ab", number: str = "1") -> OfficerHousehold:
        return actions.record_household(user=user, postcode=postcode, house_number=number, by=by.actor, at=NOON)

    def test_a_case_from_the_own_address_is_seen(self, desk: Desk) -> None:
        self.record(desk.assessor, desk.assessor)
        assert interests_of(desk.assessor.actor, desk.case, TODAY) == (Bar.SAME_HOUSE,)
        with pytest.raises(actions.UnableToAct, match="waar u woont"):
            desk.judge()

    @pytest.mark.parametrize(("postcode", "number"), [("1234 AB", "2"), ("1234 AC", "1"), ("1234 AB", "1a")])
    def test_another_house_is_not(self, desk: Desk, postcode: str, number: str) -> None:
        self.record(desk.assessor, desk.assessor, postcode, number)
        assert interests_of(desk.assessor.actor, desk.case, TODAY) == ()

    def test_the_address_of_an_organisation_is_no_household(self, desk: Desk) -> None:
        GrantApplication.objects.filter(pk=desk.case.pk).update(organisation="Dorpshuis")
        self.record(desk.assessor, desk.assessor)
        assert interests_of(desk.assessor.actor, desk.fresh(), TODAY) == ()

    @pytest.mark.parametrize(("postcode", "number"), [("0234 AB", "1"), ("1234", "1"), ("1234 AB", "een"), ("", "")])
    def test_what_is_no_address_is_refused(self, desk: Desk, postcode: str, number: str) -> None:
        with pytest.raises(actions.UnableToRecordHousehold):
            self.record(desk.assessor, desk.assessor, postcode, number)
        assert not OfficerHousehold.objects.exists()

    def test_only_oneself_or_the_administrator(self, desk: Desk) -> None:
        with pytest.raises(actions.UnableToRecordHousehold):
            self.record(desk.assessor, desk.decider)
        administrator = officer_with(Permission.MANAGE_PEOPLE, code=Role.Code.ADMINISTRATOR)
        self.record(desk.assessor, administrator)
        with pytest.raises(actions.UnableToRecordHousehold):
            self.record(UserFactory(), administrator)

    def test_it_goes_when_asked(self, desk: Desk) -> None:
        self.record(desk.assessor, desk.assessor)
        actions.forget_household(user=desk.assessor, by=desk.assessor.actor, at=NOON)
        assert not OfficerHousehold.objects.exists()
        assert interests_of(desk.assessor.actor, desk.case, TODAY) == ()
        assert "1234" not in str([event.data for event in history_of(desk.assessor)])


class TestGroups:
    def test_who_stands_with_the_applying_group_is_tied(self, desk: Desk) -> None:
        group = GroupFactory(name="Dorpshuis De Linde")
        GroupContact.objects.create(group=group, user=desk.assessor, name="S", valid_from=TODAY)
        GrantApplication.objects.filter(pk=desk.case.pk).update(organisation="dorpshuis de linde")
        assert interests_of(desk.assessor.actor, desk.fresh(), TODAY) == (Bar.MEMBER,)
        assert interests_of(desk.decider.actor, desk.fresh(), TODAY) == ()
