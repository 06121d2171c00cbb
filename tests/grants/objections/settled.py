"""A grant of € 500, paid or not, settled lower, and somebody who objects to that or to its recovery."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from kernkracht.community.people.models import Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.budgets.queries import positions_of
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.models import Objection, ObjectionDecision
from kernkracht.grants.settlements.actions import recover, register_repayment, settle_grant
from kernkracht.grants.settlements.models import Recovery, Settlement
from tests.factories.people import officer_with
from tests.factories.settlements import AFTERWARDS, LIGHT, Granted
from tests.grants.applications.desk import give_mandate

OBJECTED_AT = AFTERWARDS + timedelta(days=10)
JUDGED_AT = AFTERWARDS + timedelta(days=30)


class Settled(Granted):
    """Settled at `settled_cents` on a not-done ground; `paid` and `recovered` say how far the money went."""

    def __init__(self, settled_cents: int = 400_00, *, paid: bool = True, recovered: bool = False) -> None:
        super().__init__(LIGHT)
        if paid:
            self.pay()
        self.hand_in()
        by = self.desk.decider.actor
        self.settlement = settle_grant(settlement=self.propose(settled_cents), by=by, at=AFTERWARDS)
        if recovered:
            recover(settlement=self.settlement, reason="Dit geld is niet gebruikt.", by=by, at=AFTERWARDS)
        self.handler = officer_with(
            Permission.READ_OFFICE, Permission.HANDLE_OBJECTION, code=Role.Code.OBJECTION_OFFICER, name="Samira Bezwaar"
        )
        self.judge = officer_with(
            Permission.READ_OFFICE, Permission.DECIDE_OBJECTION, code=Role.Code.TEAM_MANAGER, name="Iris Manager"
        )
        give_mandate(self.judge, self.desk.version, reference="Mandaatbesluit 2026, nummer 14")

    @property
    def recovery(self) -> Recovery:
        return Recovery.objects.get(application=self.desk.case)

    @property
    def live(self) -> Settlement:
        return Settlement.objects.get(application=self.desk.case, state="decided")

    def repay(self, cents: int) -> None:
        register_repayment(
            recovery=self.recovery, amount_cents=cents, received_on=AFTERWARDS.date(), by=self.settler.actor,
            at=AFTERWARDS,
        )  # fmt: skip

    def ledger(self) -> tuple[int, int]:
        (own,) = positions_of(self.desk.case.number or "").values()
        return own.granted_cents, own.paid_cents

    def owed(self) -> list[tuple[str, int]]:
        return [(row.state, row.amount_cents) for row in self.obligations]

    def object(self, against: Any = None, at: datetime = OBJECTED_AT, **changes: Any) -> Objection:
        known = {
            "name": "Robin Voorbeeld",
            "address": "Dorpsstraat 1\n1234 AB Voorbeelddorp",
            "email": "robin@example.org",
            "grounds": "Twee van de vier bomen staan er wel.",
            "received_on": at.date(),
            "is_signed": True,
        }
        return actions.register_objection(
            against=against or self.settlement,
            filing=actions.Filing(**(known | changes)),
            channel="paper",
            by=self.handler.actor,
            at=at,
        )

    def proposed(self, against: Any = None, **proposal: Any) -> Objection:
        objection = self.object(against)
        who = {"objection": objection, "by": self.handler.actor, "at": OBJECTED_AT}
        actions.take_objection(**who)
        actions.waive_hearing(**who, ground="waived", reason="De indiener wil niet komen.")
        known = {"outcome": "unfounded", "reason": "Twee bomen staan er."}
        actions.propose_outcome(**who, proposal=actions.OutcomeProposal(**(known | proposal)))
        return objection

    def judged(self, against: Any = None, **proposal: Any) -> ObjectionDecision:
        objection = self.proposed(against, **proposal)
        return actions.decide_objection(objection=objection, no_interest=True, by=self.judge.actor, at=JUDGED_AT)

    def higher(self, cents: int) -> dict[str, Any]:
        return {"outcome": "founded", "new_outcome": "settle", "amount_cents": cents}

    def less(self, cents: int) -> dict[str, Any]:
        return {"outcome": "founded", "new_outcome": "ask_less", "amount_cents": cents}
