"""A plan that got money, and everybody who has something to say about what became of it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

from PIL import Image

from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.actions import award_grant
from kernkracht.grants.payments.models import PaymentObligation
from kernkracht.grants.settlements.actions import (
    Receipt,
    add_receipt,
    hand_in_report,
    propose_settlement,
)
from kernkracht.grants.settlements.models import Settlement, SpendingReport
from tests.factories.payments import IBAN
from tests.factories.people import officer_with
from tests.grants.applications.desk import RULES, Desk, act
from tests.grants.payments.scene import Finance

RECEIPTS = [("account_financial", {"term": 13})]
LIGHT = [("account_light", {"term_weeks": 8})]
AFTERWARDS = datetime(2026, 10, 20, 10, tzinfo=UTC)
RECEIVER_NAME = "link"


def settler(name: str = "Sanne Verslag") -> User:
    return officer_with(Permission.READ_OFFICE, Permission.SETTLE_GRANT, code=Role.Code.VILLAGE_COORDINATOR, name=name)


def picture(colour: str = "red", kind: str = "JPEG") -> io.BytesIO:
    """A small picture; another colour is another file."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(content, kind)
    content.seek(0)
    return content


class Granted:
    """A desk that granted € 500, with a settler who had no hand in it."""

    def __init__(self, rules: Any = None, **case: Any) -> None:
        self.desk = Desk(rules=[*RULES, *(RECEIPTS if rules is None else rules)])
        type(self.desk.case).objects.filter(pk=self.desk.case.pk).update(**{"iban": IBAN, **case})
        self.desk.case.refresh_from_db()
        self.desk.judged_and_proposed()
        self.decision = award_grant(**act(self.desk))
        self.settler = settler()
        self.receiver = Actor.system(RECEIVER_NAME)

    @property
    def report(self) -> SpendingReport:
        return SpendingReport.objects.select_related("application__village", "decision").get(application=self.desk.case)

    @property
    def obligations(self) -> list[PaymentObligation]:
        return list(PaymentObligation.objects.filter(application=self.desk.case).order_by("pk"))

    def pay(self, at: datetime = datetime(2026, 4, 15, 10, tzinfo=UTC)) -> None:
        Finance().pay(*(row for row in self.obligations if row.state == "open"), at=at)

    def receipt(self, amount_cents: int = 400_00, at: datetime = AFTERWARDS, **more: Any) -> None:
        fields = {
            "spent_on": date(2026, 9, 1),
            "what": "Fruitbomen",
            "cost_kind": "materials",
            "amount_cents": amount_cents,
            "file": (picture(), "bon.jpg"),
            **more,
        }
        add_receipt(report=self.report, receipt=Receipt(**fields), by=self.receiver, at=at)

    def hand_in(self, at: datetime = AFTERWARDS, **more: Any) -> SpendingReport:
        fields = {"what_happened": "Wij plantten twaalf bomen.", "people_count": 40, **more}
        return hand_in_report(report=self.report, by=self.receiver, at=at, **fields)

    def propose(self, settled_cents: int = 400_00, at: datetime = AFTERWARDS, **more: Any) -> Settlement:
        fields = {"ground": "not_done", "weighing": "Vier bomen zijn niet geplant; alleen die tellen niet mee.", **more}
        return propose_settlement(
            report=self.report, settled_cents=settled_cents, by=self.settler.actor, at=at, **fields
        )

    def later(self, days: int) -> datetime:
        return AFTERWARDS + timedelta(days=days)
