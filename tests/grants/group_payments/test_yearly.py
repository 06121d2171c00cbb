"""A fixed amount each year, proposed from the covenant's state, approved by somebody else, owed once (R142, R143)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kernkracht.community.groups.models import CovenantVersion, Nature
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.group_payments import actions
from kernkracht.grants.group_payments.actions import UnableToPayGroup
from kernkracht.grants.group_payments.models import YearlyContribution
from kernkracht.grants.group_payments.queries import contributions_due, sums_of
from kernkracht.grants.payments.models import PaymentObligation
from kernkracht.grants.schemes.models import Scheme
from tests.factories.budgets import ceiling_with
from tests.factories.groups import GroupFactory, covenant_of, kind_of, speaker, with_account

from .scene import NOON, TODAY, Scene, a_version

pytestmark = pytest.mark.django_db


class YearlyScene(Scene):
    """Also two yearly schemes: one for associations with a covenant, one for the coordinator."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.for_associations = a_version(
            "convenant", Scheme.Intake.YEARLY, "covenant_association", [("fixed_amount", {"amount": 375})]
        )
        self.for_coordinator = a_version(
            "coordinator", Scheme.Intake.YEARLY, "volunteer_coordinator", [("fixed_amount", {"amount": 750})]
        )
        self.purse = ceiling_with(3_000_00, self.for_associations.scheme, year=self.year)
        ceiling_with(750_00, self.for_coordinator.scheme, year=self.year)
        self.association = with_account(GroupFactory(name="Dorpsbelang Asch", villages=[self.village]))
        self.member = speaker(self.association)

    def covenant(self, **period: Any) -> CovenantVersion:
        return covenant_of(self.association, **period)

    def proposed(self) -> YearlyContribution:
        self.covenant()
        return actions.propose_contributions(year=2026, by=self.handler.actor, at=NOON)[0]


@pytest.fixture
def scene() -> YearlyScene:
    return YearlyScene()


class TestProposing:
    def test_a_running_covenant_gives_a_contribution(self, scene: YearlyScene) -> None:
        covenant = scene.covenant()
        made = actions.propose_contributions(year=2026, by=scene.handler.actor, at=NOON)
        assert [(c.number, c.group, c.amount_cents, c.covenant) for c in made] == [
            ("JB-2026-001", scene.association, 375_00, covenant)
        ]
        assert actions.propose_contributions(year=2026, by=scene.handler.actor, at=NOON) == []

    @pytest.mark.parametrize(
        "period",
        [
            {"until": date(2026, 10, 31)},
            {"since": date(2026, 12, 1)},
            {"since": None},
        ],
    )
    def test_without_a_running_covenant_there_is_nothing(self, scene: YearlyScene, period: dict[str, Any]) -> None:
        scene.covenant(**period)
        assert contributions_due(2026, TODAY) == []

    def test_the_coordinator_needs_no_covenant(self, scene: YearlyScene) -> None:
        coordinator = GroupFactory(kind=kind_of(Nature.WHATSAPP_COORDINATION))
        due = contributions_due(2026, TODAY)
        assert [(d.group, d.amount_cents) for d in due] == [(coordinator, 750_00)]

    def test_a_year_that_has_not_begun_is_refused(self, scene: YearlyScene) -> None:
        with pytest.raises(UnableToPayGroup) as refusal:
            actions.propose_contributions(year=2027, by=scene.handler.actor, at=NOON)
        assert refusal.value.field == "year"

    def test_without_the_right_nobody_proposes(self, scene: YearlyScene) -> None:
        with pytest.raises(UnableToPayGroup, match="geen recht"):
            actions.propose_contributions(year=2026, by=scene.approver.actor, at=NOON)

    def test_one_a_year_says_the_database(self, scene: YearlyScene) -> None:
        row = scene.proposed()
        with pytest.raises(IntegrityError), transaction.atomic():
            YearlyContribution.objects.create(
                number="JB-2026-099",
                scheme=row.scheme,
                version=row.version,
                group=row.group,
                year=2026,
                amount_cents=1,
                proposed_by=row.proposed_by,
                proposed_at=NOON,
            )


class TestApproving:
    def test_an_approved_contribution_is_in_the_ledger_and_owed_once(self, scene: YearlyScene) -> None:
        row = scene.proposed()
        for _twice in range(2):
            actions.approve_contribution(contribution=row, by=scene.approver.actor, at=NOON)
        owed = PaymentObligation.objects.get()
        assert (owed.amount_cents, owed.case_number, owed.due_on) == (375_00, "JB-2026-001", date(2026, 12, 14))
        assert GrantCeiling.objects.get(pk=scene.purse.pk).granted_cents == 375_00
        assert sums_of(2026).contributions_cents == 375_00
        mail = OutboxMessage.objects.get(kind="contribution_approved")
        assert mail.recipient_email == scene.member.email

    def test_who_proposed_does_not_approve(self, scene: YearlyScene) -> None:
        row = scene.proposed()
        scene.handler.assignments.get().role.role_permissions.create(permission="claim.approve")
        with pytest.raises(UnableToPayGroup, match="zelf"):
            actions.approve_contribution(contribution=row, by=scene.handler.actor, at=NOON)

    def test_who_belongs_to_the_group_does_not_approve(self, scene: YearlyScene) -> None:
        row = scene.proposed()
        speaker(scene.association, scene.approver)
        refused = actions.approve_contributions(contributions=[row], by=scene.approver.actor, at=NOON)
        assert [str(why) for _row, why in refused] == ["U hoort bij deze groep. Laat een collega dit doen."]
        assert not PaymentObligation.objects.exists()

    def test_a_group_without_account_is_owed_and_blocked(self, scene: YearlyScene) -> None:
        type(scene.association).objects.filter(pk=scene.association.pk).update(
            iban="", account_holder="", account_confirmed_on=None
        )
        row = scene.proposed()
        actions.approve_contribution(contribution=row, by=scene.approver.actor, at=NOON)
        assert PaymentObligation.objects.get().block == "no_account"
        assert "Geef de rekening door" in OutboxMessage.objects.get(kind="contribution_approved").body_text

    def test_dropping_needs_a_reason_and_owes_nothing(self, scene: YearlyScene) -> None:
        row = scene.proposed()
        with pytest.raises(UnableToPayGroup) as refusal:
            actions.drop_contribution(contribution=row, reason=" ", by=scene.approver.actor, at=NOON)
        assert refusal.value.field == "reason"
        actions.drop_contribution(
            contribution=row, reason="De vereniging wil het niet.", by=scene.approver.actor, at=NOON
        )
        assert not PaymentObligation.objects.exists()
        with pytest.raises(UnableToPayGroup, match="iemand was u voor"):
            actions.approve_contribution(contribution=row, by=scene.approver.actor, at=NOON)
