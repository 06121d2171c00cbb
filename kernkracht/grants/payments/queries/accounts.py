"""Whose account counts, and which changes wait."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from kernkracht.grants.applications.models import GrantApplication

from ..models import AccountChange, DebtorAccount


def debtor_on(day: date) -> DebtorAccount | None:
    """The municipality's account to pay from on a day; None before the first was filled in."""
    return DebtorAccount.objects.filter(valid_from__lte=day).order_by("-valid_from").first()


def open_changes() -> QuerySet[AccountChange]:
    """Accounts that wait for somebody of finance, oldest first."""
    rows = AccountChange.objects.filter(state=AccountChange.State.GIVEN)
    return rows.select_related("application", "given_by__user").order_by("given_at", "pk")


def change_of(case: GrantApplication) -> AccountChange | None:
    """The account that waits for confirmation for a case."""
    return AccountChange.objects.filter(application=case, state=AccountChange.State.GIVEN).first()
