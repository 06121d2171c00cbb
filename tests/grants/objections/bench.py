"""A refused case, an objection officer, and somebody else who may decide on objections."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications import actions as cases
from kernkracht.grants.applications.models import GrantDecision
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.models import Objection, ObjectionDecision
from tests.factories.people import officer_with
from tests.grants.applications.desk import DECIDED_AT, READY_BY, Desk, give_mandate

FILED_AT = DECIDED_AT + timedelta(days=10)
HEARD_AT = FILED_AT + timedelta(days=20)
RULED_AT = HEARD_AT + timedelta(days=3)
RULES_REFUSE: dict[str, Any] = {"outcome": "refuse", "refusal_ground": "open_access"}


@dataclass
class Bench:
    """Everything an objection needs, made in the database when constructed."""

    desk: Desk = field(default_factory=Desk)
    ground: str = "open_access"
    award_cents: int | None = None
    """Set: the contested decision is an award of this much instead of a refusal."""

    def __post_init__(self) -> None:
        self.decision = self._decide()
        self.handler = officer_with(
            Permission.READ_OFFICE, Permission.HANDLE_OBJECTION, code=Role.Code.OBJECTION_OFFICER, name="Samira Bezwaar"
        )
        self.decider = officer_with(
            Permission.READ_OFFICE, Permission.DECIDE_OBJECTION, code=Role.Code.TEAM_MANAGER, name="Iris Manager"
        )
        give_mandate(self.decider, self.desk.version, reference="Mandaatbesluit 2026, nummer 14")
        self.visitor = Actor.objects.create(kind=Actor.Kind.VISITOR)

    def _decide(self) -> GrantDecision:
        desk = self.desk
        if self.award_cents is not None:
            desk.judged_and_proposed()
            return cases.award_grant(
                application=desk.case,
                no_interest=True,
                by=desk.decider.actor,
                at=DECIDED_AT,
                amount_cents=self.award_cents,
                reason="De bank kan goedkoper.",
            )
        desk.judged_and_proposed(outcome="refuse", refusal_ground=self.ground)
        return cases.refuse_grant(application=desk.case, no_interest=True, by=desk.decider.actor, at=DECIDED_AT)

    def filing(self, **changes: Any) -> actions.Filing:
        known: dict[str, Any] = {
            "name": "Robin Voorbeeld",
            "address": "Dorpsstraat 1\n1234 AB Voorbeelddorp",
            "email": "robin@example.org",
            "grounds": "Iedereen uit de buurt mag meedoen.",
        }
        return actions.Filing(**(known | changes))

    def file(self, at: datetime = FILED_AT, account: User | None = None, **changes: Any) -> Objection:
        by = account.actor if account else self.visitor
        return actions.file_objection(
            against=self.decision, filing=self.filing(**changes), by=by, at=at, account=account
        )

    def on_paper(self, at: datetime = FILED_AT, **changes: Any) -> Objection:
        filing = self.filing(**({"received_on": at.date(), "is_signed": True} | changes))
        return actions.register_objection(
            against=self.decision, filing=filing, channel="paper", by=self.handler.actor, at=at
        )

    def taken(self, at: datetime = FILED_AT, **changes: Any) -> Objection:
        """On paper, signed, and in the hands of the handler."""
        return actions.take_objection(objection=self.on_paper(at, **changes), by=self.handler.actor, at=at)

    def by_handler(self, objection: Objection, at: datetime = FILED_AT) -> dict[str, Any]:
        return {"objection": objection, "by": self.handler.actor, "at": at}

    def heard(self, **changes: Any) -> Objection:
        """Taken, invited and heard."""
        objection = self.taken(**changes)
        start = FILED_AT + timedelta(days=18)
        actions.plan_hearing(
            **self.by_handler(objection), starts_at=start, ends_at=start + timedelta(hours=1), place="Gemeentehuis"
        )
        actions.record_hearing(**self.by_handler(objection, HEARD_AT), report="Alle buren zijn uitgenodigd.")
        return objection

    def proposed(self, objection: Objection | None = None, **proposal: Any) -> Objection:
        objection = objection or self.heard()
        known: dict[str, Any] = {"outcome": "unfounded", "reason": "Het feest was alleen voor leden."}
        actions.propose_outcome(
            **self.by_handler(objection, HEARD_AT), proposal=actions.OutcomeProposal(**(known | proposal))
        )
        return objection

    def award(self, amount_cents: int = 500_00, **changes: Any) -> dict[str, Any]:
        return {
            "outcome": "founded",
            "reason": "Op de hoorzitting bleek dat iedereen mag meedoen.",
            "new_outcome": "grant",
            "amount_cents": amount_cents,
            "carry_out_by": READY_BY,
            **changes,
        }

    def decide(self, objection: Objection, by: User | None = None, at: datetime = RULED_AT) -> ObjectionDecision:
        return actions.decide_objection(objection=objection, no_interest=True, by=(by or self.decider).actor, at=at)

    def fresh(self, objection: Objection) -> Objection:
        return Objection.objects.get(pk=objection.pk)
