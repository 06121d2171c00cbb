"""Who may decide: four eyes, no interest of one's own, and a mandate that covers scheme, village, day and amount."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kernkracht.community.people.models import Membership, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import ApplicationState, Companion, GrantApplication, Mandate
from kernkracht.grants.applications.queries import decision_right_of
from kernkracht.grants.applications.queries.rights import named_decider
from kernkracht.grants.applications.queries.stack import stack_for
from tests.factories.applications import NOON, ApplicationFactory
from tests.factories.people import officer_with
from tests.factories.schemes import SchemeVersionFactory
from tests.factories.villages import VillageFactory

from .desk import DECIDED_AT, RULES, Desk, act, assert_nothing_happened, decider, give_mandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed() -> Desk:
    desk = Desk()
    desk.judged_and_proposed()
    return desk


class TestFourEyes:
    def give_right(self, desk: Desk, user: User) -> User:
        """Let somebody decide as well, by a second post."""
        second = decider(desk.version, name="Tweede post")
        post = second.assignments.get()
        post.user = user
        post.save()
        return user

    def test_the_assessor_does_not_decide(self, proposed: Desk) -> None:
        self.give_right(proposed, proposed.assessor)
        with pytest.raises(actions.UnableToDecide, match="zelf"):
            actions.award_grant(**act(proposed, proposed.assessor))
        assert_nothing_happened(proposed)

    def test_who_only_judged_one_criterion_does_not_decide(self, proposed: Desk) -> None:
        other = officer_with(Permission.ASSESS_APPLICATION, code=Role.Code.VILLAGE_COORDINATOR)
        actions.return_proposal(application=proposed.case, reason="Nog eens.", by=proposed.decider.actor, at=NOON)
        actions.judge_criterion(
            application=proposed.case, criterion="open-access", verdict="met", reason="Ja.", by=other.actor, at=NOON
        )
        proposed.propose()
        with pytest.raises(actions.UnableToDecide, match="beoordeeld"):
            actions.award_grant(**act(proposed, self.give_right(proposed, other)))

    def test_who_typed_it_in_does_not_decide(self, proposed: Desk) -> None:
        GrantApplication.objects.filter(pk=proposed.case.pk).update(entered_by=proposed.decider.actor)
        with pytest.raises(actions.UnableToDecide, match="ingevoerd"):
            actions.award_grant(**act(proposed))
        assert_nothing_happened(proposed)

    def test_who_returned_it_may_decide_it_later(self, proposed: Desk) -> None:
        actions.return_proposal(application=proposed.case, reason="Nog eens.", by=proposed.decider.actor, at=NOON)
        proposed.propose()
        actions.award_grant(**act(proposed))
        assert proposed.fresh().state == ApplicationState.GRANTED


class TestInterest:
    def test_without_the_declaration_nothing_is_decided(self, proposed: Desk) -> None:
        with pytest.raises(actions.UnableToDecide) as refusal:
            actions.award_grant(**act(proposed, no_interest=False))
        assert refusal.value.field == "no_interest"
        assert_nothing_happened(proposed)

    @pytest.mark.parametrize("tie", ["applicant", "email", "companion", "supporter", "phone", "membership"])
    def test_a_recorded_tie_bars(self, proposed: Desk, tie: str) -> None:
        case, user = proposed.case, proposed.decider
        if tie == "applicant":
            case.applicant = user
        elif tie == "email":
            case.contact_email = user.email.upper()
        elif tie == "phone":
            user.phone, case.contact_phone = "06 - 12 34 56 78", "+31612345678"
            user.save()
        elif tie == "membership":
            case.organisation = "Speeltuinvereniging De Wip"
            Membership.objects.create(
                user=user, organisation="speeltuinvereniging  de wip", valid_from=date(2020, 1, 1)
            )
        else:
            kind = Companion.Kind.SUPPORTER if tie == "supporter" else Companion.Kind.CO_APPLICANT
            Companion.objects.create(application=case, kind=kind, name="X", email=user.email, invited_at=NOON)
        GrantApplication.objects.filter(pk=case.pk).update(
            applicant=case.applicant,
            contact_email=case.contact_email,
            contact_phone=case.contact_phone,
            organisation=case.organisation,
        )
        with pytest.raises(actions.UnableToDecide):
            actions.award_grant(**act(proposed))
        assert_nothing_happened(proposed)

    def test_a_tie_with_another_organisation_is_none(self, proposed: Desk) -> None:
        GrantApplication.objects.filter(pk=proposed.case.pk).update(organisation="Speeltuin De Wip")
        Membership.objects.create(user=proposed.decider, organisation="Speeltuin", valid_from=date(2020, 1, 1))
        actions.award_grant(**act(proposed))
        assert proposed.fresh().state == ApplicationState.GRANTED


class TestMandate:
    def change(self, desk: Desk, **fields: Any) -> None:
        Mandate.objects.filter(assignment__user=desk.decider).update(**fields)

    @pytest.mark.parametrize(("limit", "allowed"), [(499_99, False), (500_00, True), (None, True)])
    def test_up_to_its_amount(self, proposed: Desk, limit: int | None, allowed: bool) -> None:
        self.change(proposed, max_amount_cents=limit)
        if allowed:
            actions.award_grant(**act(proposed))
            assert proposed.fresh().state == ApplicationState.GRANTED
            return
        with pytest.raises(actions.UnableToDecide, match="499,99"):
            actions.award_grant(**act(proposed))
        assert_nothing_happened(proposed)

    def test_a_lower_award_fits_a_lower_mandate(self, proposed: Desk) -> None:
        self.change(proposed, max_amount_cents=300_00)
        actions.award_grant(**act(proposed), amount_cents=300_00, reason="Meer is niet nodig.")
        assert proposed.fresh().granted_cents == 300_00

    @pytest.mark.parametrize(
        "fields",
        [
            {"valid_from": DECIDED_AT.date() + timedelta(days=1)},
            {"valid_from": date(2026, 1, 1), "valid_until": DECIDED_AT.date() - timedelta(days=1)},
        ],
    )
    def test_only_on_its_days(self, proposed: Desk, fields: dict[str, date]) -> None:
        self.change(proposed, **fields)
        with pytest.raises(actions.UnableToDecide, match="mandaat"):
            actions.award_grant(**act(proposed))
        assert_nothing_happened(proposed)

    def test_only_for_its_schemes(self, proposed: Desk) -> None:
        Mandate.objects.get(assignment__user=proposed.decider).schemes.set([SchemeVersionFactory().scheme])
        with pytest.raises(actions.UnableToDecide, match="mandaat"):
            actions.award_grant(**act(proposed))
        assert_nothing_happened(proposed)

    def test_only_for_the_villages_of_its_post(self, proposed: Desk) -> None:
        post = proposed.decider.assignments.get()
        post.all_villages = False
        post.save()
        post.villages.add(VillageFactory())
        right = decision_right_of(proposed.decider.actor, proposed.fresh(), amount_cents=1, on=DECIDED_AT.date())
        assert not right.allowed
        with pytest.raises(actions.UnableToDecide):
            actions.award_grant(**act(proposed))
        assert_nothing_happened(proposed)

    def test_what_the_rules_leave_to_the_executive_needs_a_mandate_that_says_so(self) -> None:
        desk = Desk(rules=[*RULES, ("decision_maker", {"role": "municipal_executive"})])
        desk.judged_and_proposed()
        with pytest.raises(actions.UnableToDecide, match="het college van burgemeester en wethouders"):
            actions.award_grant(**act(desk))
        assert_nothing_happened(desk)
        self.change(desk, decides_for=["municipal_executive"])
        actions.award_grant(**act(desk))
        assert desk.fresh().state == ApplicationState.GRANTED

    def test_what_the_rules_leave_to_an_officer_needs_no_more_than_a_mandate(self) -> None:
        desk = Desk(rules=[*RULES, ("decision_maker", {"role": "decision_maker"})])
        desk.judged_and_proposed()
        actions.award_grant(**act(desk))
        assert desk.fresh().state == ApplicationState.GRANTED

    def test_who_decides_may_differ_per_village(self) -> None:
        desk = Desk()
        by_village = {"by": "village", "map": {desk.village.slug: "jury"}}
        desk.version = SchemeVersionFactory(criteria=[*RULES, ("decision_maker_by_tier", by_village)])
        other = VillageFactory()
        for village, named in ((desk.village, "jury"), (other, "")):
            case = ApplicationFactory(version=desk.version, village=village)
            assert named_decider(case) == named

    def test_the_stack_says_why_somebody_may_not_decide(self) -> None:
        desk = Desk(rules=[*RULES, ("decision_maker", {"role": "municipal_council"})])
        desk.judged_and_proposed()
        item = stack_for(desk.decider, on=DECIDED_AT.date())[0]
        assert not item.right.allowed
        assert "Volgens de regels beslist de gemeenteraad." in item.right.sentences

    def test_the_smallest_that_suffices_is_named(self, proposed: Desk) -> None:
        give_mandate(proposed.decider, proposed.version, 1_000_00, reference="Ondermandaat tot 1000")
        decision = actions.award_grant(**act(proposed))
        assert decision.mandate is not None
        assert decision.mandate.reference == "Ondermandaat tot 1000"

    def test_a_stranger_with_only_reading_rights_decides_nothing(self, proposed: Desk) -> None:
        reader = officer_with(Permission.READ_OFFICE, code=Role.Code.AUDITOR)
        with pytest.raises(actions.UnableToDecide):
            actions.award_grant(**act(proposed, reader))
        assert_nothing_happened(proposed)
