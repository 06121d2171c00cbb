"""Whoever changes an account takes the money: so four eyes, a warning, and no payment meanwhile."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.models import ApplicationState, GrantApplication
from kernkracht.grants.payments.actions import (
    UnableToCheckAccount,
    UnableToGiveAccount,
    UnableToProposeBatch,
    UnableToReleaseBatch,
    UnableToSetDebtorAccount,
    confirm_account,
    give_account,
    refuse_account,
    set_debtor_account,
)
from kernkracht.grants.payments.models import AccountChange, DebtorAccount, PaymentObligation
from kernkracht.grants.payments.queries import debtor_on, needs_account, obligations_of
from tests.factories.applications import ApplicationFactory
from tests.factories.payments import IBAN, OTHER_IBAN, OUR_IBAN, owed
from tests.factories.people import officer_with

from .scene import WEDNESDAY, Finance, fresh

pytestmark = pytest.mark.django_db


class Award:
    """A case with money owed to it."""

    def __init__(self, iban: str = IBAN) -> None:
        self.finance = Finance()
        self.case: GrantApplication = ApplicationFactory(
            state=ApplicationState.GRANTED, granted_cents=500_00, decided_on=date(2026, 3, 9)
        )
        self.row: PaymentObligation = owed(case_number=self.case.number, iban=iban)
        self.resident = Actor.objects.create(kind=Actor.Kind.VISITOR)

    def give(self, iban: str = OTHER_IBAN, holder: str = "R. Voorbeeld", by: Actor | None = None) -> AccountChange:
        return give_account(
            application=self.case, iban=iban, account_holder=holder, by=by or self.resident, at=WEDNESDAY
        )

    def confirm(self, change: AccountChange, iban: str = OTHER_IBAN, by: Actor | None = None) -> AccountChange:
        return confirm_account(change=change, iban=iban, by=by or self.finance.proposer.actor, at=WEDNESDAY)


def test_a_given_account_waits_warns_and_keeps_the_money_here() -> None:
    award = Award()
    award.give()
    assert fresh(award.row).iban == IBAN
    with pytest.raises(UnableToProposeBatch, match="andere rekening opgegeven"):
        award.finance.propose(award.row)
    mail = OutboxMessage.objects.get(kind="payment_account_changed")
    assert mail.recipient_email == award.case.contact_email
    assert "eindigt op 5264" in mail.body_text
    assert OTHER_IBAN not in mail.body_text
    event = AuditEvent.objects.get(event="payment.account_given")
    assert event.data == {"case": award.case.number, "digits": "5264"}


def test_confirmed_it_counts_for_everything_not_on_its_way() -> None:
    award = Award(iban="")
    assert needs_account(obligations_of(award.case.number or ""))
    change = award.give()
    assert not needs_account(obligations_of(award.case.number or ""))
    award.confirm(change)
    row = fresh(award.row)
    assert (row.iban, row.payee_name, row.block) == (OTHER_IBAN, "R. Voorbeeld", "")
    assert award.finance.pay(award.row)[0].iban == OTHER_IBAN


def test_who_entered_it_does_not_confirm_it() -> None:
    award = Award()
    change = award.give(by=award.finance.proposer.actor)
    with pytest.raises(UnableToCheckAccount, match="zelf ingevoerd"):
        award.confirm(change)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountChange.objects.filter(pk=change.pk).update(
            state="confirmed", checked_by=award.finance.proposer.actor, checked_at=WEDNESDAY
        )
    award.confirm(change, by=award.finance.releaser.actor)


def test_what_the_officer_saw_is_what_is_confirmed() -> None:
    award = Award()
    seen = award.give(OUR_IBAN)
    award.give(OTHER_IBAN)
    with pytest.raises(UnableToCheckAccount, match="Intussen"):
        award.confirm(seen, OUR_IBAN)
    assert AccountChange.objects.count() == 1


def test_refused_it_changes_nothing_and_says_why() -> None:
    award = Award()
    change = award.give()
    with pytest.raises(UnableToCheckAccount, match="waarom"):
        refuse_account(change=change, reason="", by=award.finance.proposer.actor, at=WEDNESDAY)
    refuse_account(change=change, reason="De naam hoort niet bij u.", by=award.finance.proposer.actor, at=WEDNESDAY)
    assert fresh(award.row).iban == IBAN
    assert "De naam hoort niet bij u." in OutboxMessage.objects.get(kind="payment_account_needed").body_text
    with pytest.raises(UnableToCheckAccount, match="al nagekeken"):
        award.confirm(change)


@pytest.mark.parametrize(
    ("iban", "holder", "fault", "field"),
    [
        ("NL91ABNA0417164301", "R", "geen rekeningnummer", "iban"),
        ("", "R", "geen rekeningnummer", "iban"),
        (OTHER_IBAN, "  ", "welke naam", "account_holder"),
        (IBAN, "R", "al hebben", "iban"),
    ],
)
def test_what_is_no_account_is_refused(iban: str, holder: str, fault: str, field: str) -> None:
    award = Award()
    with pytest.raises(UnableToGiveAccount, match=fault) as refused:
        award.give(iban, holder)
    assert refused.value.field == field
    assert not AccountChange.objects.exists()


def test_nothing_to_pay_no_account() -> None:
    award = Award()
    award.finance.pay(award.row)
    with pytest.raises(UnableToGiveAccount, match="geen betaling open"):
        award.give()


def test_an_account_given_while_a_batch_waits_stops_its_release() -> None:
    award = Award()
    second = owed(case_number=award.case.number, source_key="second")
    batch = award.finance.propose(award.row)
    award.give()
    assert fresh(second).state == "open"
    with pytest.raises(UnableToReleaseBatch, match="andere rekening"):
        award.finance.release(batch)


def test_our_own_account_is_dated_and_the_administrators() -> None:
    administrator = officer_with(Permission.MANAGE_LEGAL_SETTINGS)
    sound = {"name": "Gemeente Voorbeeld", "iban": OUR_IBAN, "valid_from": date(2026, 5, 1), "at": WEDNESDAY}
    with pytest.raises(UnableToSetDebtorAccount, match="geen recht"):
        set_debtor_account(**sound, by=Finance().proposer.actor)  # type: ignore[arg-type]
    set_debtor_account(**sound, by=administrator.actor)  # type: ignore[arg-type]
    for change, fault in (
        ({}, "al een rekening"),
        ({"valid_from": date(2026, 4, 14)}, "vandaag of een latere"),
        ({"iban": "NL00"}, "IBAN"),
        ({"name": " "}, "welke naam"),
        ({"bic": "ING"}, "BIC"),
    ):
        with pytest.raises(UnableToSetDebtorAccount, match=fault):
            set_debtor_account(**{**sound, **change}, by=administrator.actor)  # type: ignore[arg-type]
    assert DebtorAccount.objects.count() == 2
    found = debtor_on(date(2026, 5, 1))
    assert found is not None
    assert found.valid_from == date(2026, 5, 1)
    assert debtor_on(date(2025, 1, 1)) is None
