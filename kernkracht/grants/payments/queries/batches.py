"""Batches, what came back, and the journal."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from ..journal import JournalLine
from ..models import BankStatement, BankStatementEntry, BatchState, PaymentAttempt, PaymentBatch

State = PaymentAttempt.State


def batches() -> QuerySet[PaymentBatch]:
    """All batches, newest first; those that wait for release stand on top."""
    rows = PaymentBatch.objects.select_related("proposed_by__user", "released_by__user", "debtor")
    return rows.order_by("-proposed_at", "-pk")


def waiting_batches() -> QuerySet[PaymentBatch]:
    return batches().filter(state=BatchState.PROPOSED)


def batch_by_number(number: str) -> PaymentBatch | None:
    rows = batches().select_related("withdrawn_by__user", "file")
    return rows.filter(number=number).first()


def attempts_of(batch: PaymentBatch) -> QuerySet[PaymentAttempt]:
    """The payments of a batch in the order of its file."""
    rows = batch.attempts.select_related("obligation__application__scheme", "obligation__application__village")
    return rows.order_by("obligation")


def returned_attempts() -> QuerySet[PaymentAttempt]:
    """Payments that came back, newest first."""
    rows = PaymentAttempt.objects.filter(state=State.RETURNED).select_related("obligation", "batch")
    return rows.order_by("-returned_on", "-pk")


def sent_attempt(end_to_end_id: str) -> PaymentAttempt | None:
    """A payment that is at the bank, by the number that travels with it."""
    rows = PaymentAttempt.objects.select_related("obligation__application", "batch")
    return rows.filter(end_to_end_id=end_to_end_id, state=State.SENT).first()


def statements() -> QuerySet[BankStatement]:
    """Imported bank statements, newest first."""
    return BankStatement.objects.select_related("imported_by__user").order_by("-imported_at", "-pk")


def unclear_entries() -> QuerySet[BankStatementEntry]:
    """Money that came in under one of our numbers and that a person must look at, newest first."""
    rows = BankStatementEntry.objects.filter(kind=BankStatementEntry.Kind.UNCLEAR)
    return rows.select_related("attempt__obligation", "attempt__batch").order_by("-booked_on", "-pk")


def journal_lines(
    *, first: date | None = None, last: date | None = None, batch: PaymentBatch | None = None
) -> list[JournalLine]:
    """Payments by their day at the bank and returns by the day they came back, of a period or of one batch.

    A payment that came back gives two lines.
    """
    rows = PaymentAttempt.objects.filter(state__in=[State.SENT, State.RETURNED])
    if batch is not None:
        rows = rows.filter(batch=batch)
    if first is not None:
        rows = rows.filter(Q(batch__execute_on__gte=first) | Q(returned_on__gte=first))
    if last is not None:
        rows = rows.filter(batch__execute_on__lte=last)
    rows = rows.select_related("batch", "obligation__application__scheme", "obligation__application__village")
    lines: list[JournalLine] = []
    for row in rows.order_by("pk"):
        lines.append(_line(row, row.batch.execute_on, "betaling", -row.amount_cents))
        if row.returned_on is not None:
            lines.append(_line(row, row.returned_on, "retour", row.amount_cents))
    kept = [n for n in lines if (first is None or first <= n.day) and (last is None or n.day <= last)]
    return sorted(kept, key=lambda line: (line.day, line.end_to_end_id, line.amount_cents))


def _line(row: PaymentAttempt, day: date, kind: str, cents: int) -> JournalLine:
    case = row.obligation.application
    return JournalLine(
        day=day,
        kind=kind,
        batch=row.batch.number,
        end_to_end_id=row.end_to_end_id,
        case_number=row.obligation.case_number,
        scheme=case.scheme.name if case else "",
        budget_year=case.budget_year if case else None,
        village=case.village.name if case and case.village else "",
        description=row.obligation.description,
        payee_name=row.payee_name,
        iban=row.iban,
        amount_cents=cents,
    )
