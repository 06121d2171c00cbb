"""A desk with work on it: an assessor, somebody with a mandate, a scheme with rules, a ceiling, and a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Municipality, Village
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import (
    ApplicationState,
    BudgetLine,
    DecisionProposal,
    GrantApplication,
    GrantDecision,
    Mandate,
    Outcome,
)
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.schemes.models import SchemeVersion
from tests.factories.applications import NOON, ApplicationFactory
from tests.factories.budgets import ceiling_with
from tests.factories.people import officer_with
from tests.factories.schemes import SchemeVersionFactory
from tests.factories.villages import VillageFactory

TODAY = NOON.date()
DECIDED_AT = NOON + timedelta(days=7)
READY_BY = date(2026, 10, 1)
RULES: list[tuple[str, dict[str, Any]]] = [
    ("open_access", {"area_level": "street"}),
    ("max_per_application", {"amount": 750}),
    ("applicant_type", {"allowed_types": ["resident", "association"]}),
]
HUMAN = "open-access"


def assessor(name: str = "Sanne Voorbeeld") -> User:
    return officer_with(
        Permission.READ_OFFICE,
        Permission.ASSIGN_APPLICATION,
        Permission.ASSESS_APPLICATION,
        Permission.ADVISE_APPLICATION,
        Permission.ENTER_APPLICATION,
        code=Role.Code.VILLAGE_COORDINATOR,
        name=name,
    )


def decider(
    version: SchemeVersion, name: str = "Sam Besluit", max_amount_cents: int | None = None, **mandate: Any
) -> User:
    """Somebody who may decide, with a mandate for the scheme of `version`."""
    user = officer_with(Permission.READ_OFFICE, Permission.DECIDE_APPLICATION, code=Role.Code.DECISION_MAKER, name=name)
    give_mandate(user, version, max_amount_cents, **mandate)
    return user


def give_mandate(user: User, version: SchemeVersion, max_amount_cents: int | None = None, **rest: Any) -> Mandate:
    mandate = Mandate.objects.create(
        assignment=Assignment.objects.get(user=user),
        max_amount_cents=max_amount_cents,
        reference=rest.pop("reference", "Mandaatbesluit 2026, nummer 12"),
        valid_from=rest.pop("valid_from", date(2026, 1, 1)),
        **rest,
    )
    mandate.schemes.add(version.scheme)
    return mandate


@dataclass
class Desk:
    """Everything a decision needs, made in the database when constructed."""

    rules: list[tuple[str, dict[str, Any]]] = field(default_factory=lambda: list(RULES))
    money_cents: int = 30_000_00
    requested_cents: int = 500_00

    def __post_init__(self) -> None:
        Municipality.objects.update_or_create(
            defaults={
                "name": "gemeente Voorbeeld",
                "short_name": "Voorbeeld",
                "site_name": "Meedoen in Voorbeeld",
                "executive_label": "burgemeester en wethouders van Voorbeeld",
                "phone": "0344 - 00 00 00",
                "postal_address": "Postbus 1\n1234 AB Voorbeeld",
                "objection_address": "Postbus 1\n1234 AB Voorbeeld",
            }
        )
        self.version: SchemeVersion = SchemeVersionFactory(criteria=self.rules)
        self.village: Village = VillageFactory()
        self.ceiling: GrantCeiling = ceiling_with(self.money_cents, self.version.scheme)
        self.assessor = assessor()
        self.decider = decider(self.version)
        self.case = self.another_case()

    def another_case(self, **fields: Any) -> GrantApplication:
        cents = fields.pop("requested_cents", self.requested_cents)
        case: GrantApplication = ApplicationFactory(
            version=self.version,
            village=fields.pop("village", self.village),
            requested_cents=cents,
            due_on=date(2026, 4, 27),
            contact_address="Dorpsstraat 1\n1234 AB Voorbeelddorp",
            **fields,
        )
        BudgetLine.objects.create(
            application=case, position=1, description="Fruitbomen", cost_kind="materials", amount_cents=cents
        )
        return case

    def judge(
        self, case: GrantApplication | None = None, verdict: str = "met", criterion: str = HUMAN, at: datetime = NOON
    ) -> None:
        actions.judge_criterion(
            application=case or self.case,
            criterion=criterion,
            verdict=verdict,
            reason="Iedereen uit de buurt mag meedoen.",
            by=self.assessor.actor,
            at=at,
        )

    def propose(
        self, case: GrantApplication | None = None, outcome: str = Outcome.GRANT, at: datetime = NOON, **fields: Any
    ) -> DecisionProposal:
        if outcome == Outcome.GRANT:
            fields.setdefault("amount_cents", self.requested_cents)
            fields.setdefault("carry_out_by", READY_BY)
        proposal = actions.Proposal(
            outcome=outcome, reason=fields.pop("reason", "Het plan brengt buren bij elkaar."), **fields
        )
        return actions.propose_decision(application=case or self.case, proposal=proposal, by=self.assessor.actor, at=at)

    def judged_and_proposed(self, case: GrantApplication | None = None, **fields: Any) -> DecisionProposal:
        self.judge(case, "not_met" if fields.get("outcome") == Outcome.REFUSE else "met")
        return self.propose(case, **fields)

    def fresh(self, case: GrantApplication | None = None) -> GrantApplication:
        return GrantApplication.objects.get(pk=(case or self.case).pk)

    def ceiling_now(self) -> GrantCeiling:
        return GrantCeiling.objects.get(pk=self.ceiling.pk)


def act(desk: Desk, by: User | None = None, **more: Any) -> dict[str, Any]:
    return {
        "application": desk.case,
        "no_interest": True,
        "by": (by or desk.decider).actor,
        "at": DECIDED_AT,
        **more,
    }


def assert_nothing_happened(desk: Desk, case: GrantApplication | None = None) -> None:
    assert desk.fresh(case).state == ApplicationState.PROPOSED
    assert not GrantDecision.objects.exists()
    assert not Letter.objects.exists()
    assert not OutboxMessage.objects.filter(kind__startswith="decision_").exists()
    assert desk.ceiling_now().granted_cents == 0
