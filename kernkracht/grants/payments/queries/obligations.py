"""What is owed, in the views in which the office works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Block, ObligationState, PaymentObligation

View = Literal["due", "overdue", "blocked", "waiting", "batched", "paid", "cancelled"]
S = ObligationState

REMEDIES: Mapping[str, str | Promise] = {
    Block.NO_ACCOUNT: gettext_lazy("Vraag de aanvrager om een rekeningnummer."),
    Block.WRONG_ACCOUNT: gettext_lazy("Vraag de aanvrager om het rekeningnummer na te kijken."),
    Block.PAYEE_RULE: gettext_lazy("Vraag om de rekening van de organisatie of leverancier die wij mogen betalen."),
    Block.CAME_BACK: gettext_lazy("Vraag de aanvrager om een andere rekening."),
}
"""What to do about each block."""


def hindrance_of(row: PaymentObligation) -> str:
    """Why this cannot be paid now, with the remedy; empty when it can. The row comes from `with_changes`."""
    if row.state != S.OPEN:
        return _("staat op ‘%(state)s’.") % {"state": ObligationState(row.state).label}
    if row.block:
        return f"{Block(row.block).label}. {REMEDIES[row.block]}"
    if getattr(row, "has_change", False):
        return _("er is een andere rekening opgegeven. Controleer die eerst.")
    return ""


def obligations_in(view: View, today: date) -> QuerySet[PaymentObligation]:
    """The obligations of one view, the oldest last day first; what was paid, newest first.

    `overdue` is a part of `due`: open, payable and past its last day (Awb 4:87).
    """
    rows = PaymentObligation.objects.with_changes().select_related("application__scheme", "application__village")
    if view in ("waiting", "batched", "cancelled"):
        return rows.filter(state=view).order_by("due_on", "pk")
    if view == "paid":
        return rows.filter(state=S.PAID).order_by("-paid_on", "-pk")
    rows = rows.filter(state=S.OPEN).order_by("due_on", "pk")
    hindered = ~Q(block="") | Q(has_change=True)
    if view == "blocked":
        return rows.filter(hindered)
    rows = rows.exclude(hindered)
    return rows.filter(due_on__lt=today) if view == "overdue" else rows


def late_on(today: date) -> QuerySet[PaymentObligation]:
    """Everything not paid on its last day, blocked or not: the municipality is in default from then on (Awb 4:97)."""
    return PaymentObligation.objects.filter(state__in=[S.OPEN, S.BATCHED], due_on__lt=today).order_by("due_on", "pk")


def counts(today: date) -> dict[str, int]:
    """How many obligations each view holds."""
    views: tuple[View, ...] = ("due", "overdue", "blocked", "waiting", "batched", "paid", "cancelled")
    return {view: obligations_in(view, today).count() for view in views}


def obligations_of(case_number: str) -> QuerySet[PaymentObligation]:
    """What was or will be paid for or about one case, in the order in which it was owed."""
    about = Q(case_number=case_number) | Q(application__number=case_number)
    return PaymentObligation.objects.with_changes().filter(about).order_by("pk")


def needs_account(rows: Iterable[PaymentObligation]) -> bool:
    """Whether the payee must give an account: something is blocked for that, and no new account waits for a check.

    The rows come from `obligations_of`.
    """
    outstanding = (row for row in rows if row.state in (S.WAITING, S.OPEN))
    return any(row.block and not getattr(row, "has_change", False) for row in outstanding)
