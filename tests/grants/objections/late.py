"""An application that is decided six days too late: € 138 of penalty, to be established by 2 June."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from kernkracht.community.people.models import Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications import actions as cases
from kernkracht.grants.applications.models import NoticeOfDefault
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.models import Objection, ObjectionDecision, PenaltyDecision
from kernkracht.grants.payments.models import PaymentObligation
from tests.factories.payments import IBAN
from tests.factories.people import officer_with
from tests.grants.applications.desk import NOON, TODAY, Desk, give_mandate

LATE, DECIDED, ESTABLISHED = date(2026, 4, 29), date(2026, 5, 20), date(2026, 5, 26)


def moment(on: date) -> datetime:
    return NOON + (on - TODAY)


class Late:
    """The notice came on the day after the last day; `decide` refuses, `establish` takes the decision of 4:18."""

    def __init__(self, iban: str = IBAN) -> None:
        self.desk = Desk()
        type(self.desk.case).objects.filter(pk=self.desk.case.pk).update(iban=iban)
        self.desk.case.refresh_from_db()
        self.notice: NoticeOfDefault = cases.register_default_notice(
            application=self.desk.case, received_on=LATE, channel="post", by=self.desk.assessor.actor, at=moment(LATE)
        )

    def decide(self, on: date = DECIDED) -> None:
        self.desk.judged_and_proposed(outcome="refuse", refusal_ground="open_access")
        cases.refuse_grant(application=self.desk.case, no_interest=True, by=self.desk.decider.actor, at=moment(on))
        self.notice.application.refresh_from_db()

    def establish(self, on: date = ESTABLISHED, by: Any = None) -> PenaltyDecision:
        return actions.establish_penalty(notice=self.notice, by=(by or self.desk.decider).actor, at=moment(on))

    @property
    def owed(self) -> list[tuple[str, str, int, str]]:
        rows = PaymentObligation.objects.filter(application=self.desk.case).order_by("pk")
        return [(row.case_number, row.kind, row.amount_cents, row.block) for row in rows]

    def objected(self, penalty: PenaltyDecision, on: date = ESTABLISHED + timedelta(days=7)) -> Objection:
        self.handler = officer_with(
            Permission.READ_OFFICE, Permission.HANDLE_OBJECTION, code=Role.Code.OBJECTION_OFFICER, name="Samira Bezwaar"
        )
        filing = actions.Filing(
            name="Robin Voorbeeld",
            address="Dorpsstraat 1",
            grounds="U telde te weinig.",
            received_on=on,
            is_signed=True,
        )
        return actions.register_objection(
            against=penalty, filing=filing, channel="paper", by=self.handler.actor, at=moment(on)
        )

    def judged(self, penalty: PenaltyDecision, cents: int) -> ObjectionDecision:
        objection = self.objected(penalty)
        judge = officer_with(
            Permission.READ_OFFICE, Permission.DECIDE_OBJECTION, code=Role.Code.TEAM_MANAGER, name="Iris Manager"
        )
        give_mandate(judge, self.desk.version, reference="Mandaatbesluit 2026, nummer 14")
        at = moment(ESTABLISHED + timedelta(days=8))
        who = {"objection": objection, "by": self.handler.actor, "at": at}
        actions.take_objection(**who)
        actions.waive_hearing(**who, ground="granted", reason="Wij geven de indiener gelijk.")
        proposal = actions.OutcomeProposal("founded", "Wij telden een dag te weinig.", "raise", cents)
        actions.propose_outcome(**who, proposal=proposal)
        return actions.decide_objection(objection=objection, no_interest=True, by=judge.actor, at=at)
