"""Money that came back is owed again, under another number; a file that is wrong changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.payments.actions import (
    UnableToImportStatement,
    UnableToReturnPayment,
    import_statement,
    return_paid,
)
from kernkracht.grants.payments.actions.returning import ImportResult
from kernkracht.grants.payments.models import (
    BankStatement,
    BankStatementEntry,
    Block,
    ObligationState,
    PaymentAttempt,
    PaymentObligation,
)
from tests.factories.budgets import ceiling_with
from tests.factories.payments import OUR_IBAN, owed
from tests.factories.people import UserFactory

from .scene import WEDNESDAY, Finance, fresh

pytestmark = pytest.mark.django_db
FRIDAY = WEDNESDAY + timedelta(days=2)


def entry(end_to_end_id: str, amount: str = "500.00", reference: str = "R1", **more: str) -> str:
    mark, reason = more.get("mark", "CRDT"), more.get("reason", "AC04")
    returned = f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else ""
    return f"""
    <Ntry>
      <Amt Ccy="{more.get("currency", "EUR")}">{amount}</Amt>
      <CdtDbtInd>{mark}</CdtDbtInd>
      <Sts>BOOK</Sts>
      <BookgDt><Dt>{more.get("day", "2026-04-17")}</Dt></BookgDt>
      <AcctSvcrRef>{reference}</AcctSvcrRef>
      <NtryDtls><TxDtls><Refs><EndToEndId>{end_to_end_id}</EndToEndId></Refs>{returned}</TxDtls></NtryDtls>
    </Ntry>"""


def statement(*entries: str, iban: str = OUR_IBAN, version: str = "02") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">
  <BkToCstmrStmt>
    <GrpHdr><MsgId>M1</MsgId></GrpHdr>
    <Stmt>
    <Id>S1</Id>
    <Acct><Id><IBAN>{iban}</IBAN></Id></Acct>{"".join(entries)}
    </Stmt>
  </BkToCstmrStmt>
</Document>""".encode()


class Bank:
    """A payment of € 500 that is at the bank."""

    def __init__(self) -> None:
        self.finance = Finance()
        self.ceiling = ceiling_with(1_000_00)
        self.row = owed(500_00, self.ceiling)
        self.attempt = self.finance.pay(self.row)[0]

    def by_hand(self, **changes: Any) -> PaymentObligation:
        fields = {"returned_on": FRIDAY.date(), "reason": "Rekening opgeheven.", "account_is_wrong": False}
        return return_paid(attempt=self.attempt, by=self.finance.proposer.actor, at=FRIDAY, **{**fields, **changes})

    def read(self, content: bytes) -> ImportResult:
        return import_statement(content=content, file_name="afschrift.xml", by=self.finance.proposer.actor, at=FRIDAY)

    def entry(self, **more: str) -> str:
        return entry(self.attempt.end_to_end_id, **more)


def test_by_hand_the_money_is_owed_again_and_the_ledger_knows() -> None:
    bank = Bank()
    bank.by_hand()
    row = fresh(bank.row)
    assert (row.state, row.block, row.paid_on) == (ObligationState.OPEN, "", None)
    assert (row.return_reason, row.returned_on) == ("Rekening opgeheven.", date(2026, 4, 17))
    ceiling = GrantCeiling.objects.get(pk=bank.ceiling.pk)
    assert (ceiling.granted_cents, ceiling.paid_cents) == (500_00, 0)


def test_the_second_try_has_another_number() -> None:
    bank = Bank()
    bank.by_hand()
    again = bank.finance.pay(bank.row, at=FRIDAY)[0]
    assert bank.attempt.end_to_end_id.endswith("-1")
    assert again.end_to_end_id.endswith("-2")
    assert GrantCeiling.objects.get(pk=bank.ceiling.pk).paid_cents == 500_00


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"reason": " "}, "waarom"),
        ({"returned_on": date(2026, 4, 14)}, "vanaf de vrijgave"),
        ({"returned_on": date(2026, 4, 18)}, "tot en met vandaag"),
    ],
)
def test_a_return_needs_a_reason_and_a_possible_day(changes: dict[str, Any], fault: str) -> None:
    bank = Bank()
    with pytest.raises(UnableToReturnPayment, match=fault):
        bank.by_hand(**changes)
    assert fresh(bank.row).state == ObligationState.PAID


def test_it_comes_back_once() -> None:
    bank = Bank()
    bank.by_hand()
    with pytest.raises(UnableToReturnPayment, match="bij de bank"):
        bank.by_hand()


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_statement_brings_it_back_with_the_banks_reason(version: str) -> None:
    bank = Bank()
    result = bank.read(statement(bank.entry(), entry("OTHER", reference="R2"), version=version))
    assert (result.returned, result.paid, result.unclear, result.others) == (1, 0, 0, 1)
    row = fresh(bank.row)
    assert (row.state, row.block) == (ObligationState.OPEN, Block.CAME_BACK)
    assert row.return_reason == "AC04 de rekening is opgeheven"
    assert BankStatementEntry.objects.count() == 1


def test_another_reason_leaves_the_account() -> None:
    bank = Bank()
    bank.read(statement(bank.entry(reason="MS03")))
    assert fresh(bank.row).block == ""


def test_the_same_movement_counts_once() -> None:
    bank = Bank()
    content = statement(bank.entry())
    bank.read(content)
    result = bank.read(content)
    assert (result.returned, result.known) == (0, 1)
    assert BankStatementEntry.objects.count() == 1


def test_a_debit_with_our_number_confirms() -> None:
    bank = Bank()
    assert bank.read(statement(bank.entry(mark="DBIT", reason=""))).paid == 1
    assert fresh(bank.row).state == ObligationState.PAID


def test_another_amount_is_for_a_person_to_look_at() -> None:
    bank = Bank()
    assert bank.read(statement(bank.entry(amount="499.00"))).unclear == 1
    assert fresh(bank.row).state == ObligationState.PAID
    assert "ander bedrag" in BankStatementEntry.objects.get().reason


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "Regel 1: dit is geen goed XML"),
        (b"<a>", "geen goed XML"),
        (b"<Document/>", "in de vorm CAMT"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
        (statement(iban="NL02RABO0123456789"), "andere rekening"),
        (statement(entry("X", amount="veel")), "Regel 9: het bedrag “veel”"),
        (statement(entry("X", amount="1.005")), "onleesbaar"),
        (statement(entry("X", amount="-1.00")), "onleesbaar"),
        (statement(entry("X", currency="USD")), "niet in euro"),
        (statement(entry("X", day="17-04-2026")), "boekdatum"),
        (statement(entry("X", mark="BIJ")), "bij of af"),
        (statement().replace(b"Stmt>", b"Iets>"), "geen afschrift"),
    ],
)
def test_a_wrong_file_is_refused_whole(content: bytes, fault: str) -> None:
    bank = Bank()
    good = bank.entry().encode()
    if b"<Ntry>" in content:
        content = content.replace(b"</Acct>", b"</Acct>" + good.replace(b"\n", b""))
    with pytest.raises(UnableToImportStatement, match=fault):
        bank.read(content)
    assert fresh(bank.row).state == ObligationState.PAID
    assert not BankStatement.objects.exists()


def test_who_may_not_propose_may_not_import() -> None:
    bank = Bank()
    with pytest.raises(UnableToImportStatement, match="geen recht"):
        import_statement(content=statement(bank.entry()), file_name="x", by=UserFactory().actor, at=FRIDAY)
    assert PaymentAttempt.objects.get().state == "sent"
    assert not OutboxMessage.objects.exists()
