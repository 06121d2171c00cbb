"""Money that is owed, and the two officers it takes to pay it."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.db import transaction

from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.budgets.actions import commit_grant
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.payments.actions import owe
from kernkracht.grants.payments.models import DebtorAccount, ObligationKind, PaymentObligation

from .applications import NOON
from .budgets import ceiling_with
from .people import officer_with

IBAN = "NL91ABNA0417164300"
OTHER_IBAN = "NL39RABO0300065264"
OUR_IBAN = "NL20INGB0001234567"
DUE_ON = date(2026, 4, 20)
_numbers = count(1)


def finance_officer(name: str = "Fenna Financieel") -> User:
    return officer_with(
        Permission.READ_OFFICE,
        Permission.SEE_PAYMENTS,
        Permission.PROPOSE_PAYMENT,
        Permission.RELEASE_PAYMENT,
        code=Role.Code.FINANCE_OFFICER,
        name=name,
    )


def our_account(valid_from: date = date(2026, 1, 1), iban: str = OUR_IBAN, **rest: Any) -> DebtorAccount:
    account, _made = DebtorAccount.objects.get_or_create(
        valid_from=valid_from,
        defaults={"name": "Gemeente Voorbeeld", "iban": iban, "set_by": Actor.system(), "set_at": NOON, **rest},
    )
    return account


def owed(amount_cents: int = 500_00, ceiling: GrantCeiling | None = None, **fields: Any) -> PaymentObligation:
    """An obligation of which the money is granted under a ceiling."""
    number = next(_numbers)
    case_number = fields.pop("case_number", f"B-2026-{number:04d}")
    ceiling = ceiling or ceiling_with(amount_cents)
    with transaction.atomic():
        commit_grant(
            ceilings=[ceiling],
            amount_cents=amount_cents,
            case_number=case_number,
            key=f"test:commit:{number}",
            by=Actor.system(),
            at=NOON,
        )
        return owe(
            source_key=fields.pop("source_key", f"test:{number}"),
            case_number=case_number,
            amount_cents=amount_cents,
            due_on=fields.pop("due_on", DUE_ON),
            payee_name=fields.pop("payee_name", "Robin Voorbeeld"),
            iban=fields.pop("iban", IBAN),
            kind=fields.pop("kind", ObligationKind.AWARD),
            description=fields.pop("description", f"{case_number} Pluktuin bij de school"),
            by=Actor.system(),
            at=NOON,
            **fields,
        )
