"""The one place that writes the ledger: lock, look whether the act was done before, write act, entries and totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from kernkracht.foundation.audit.models import Actor

from .models import EFFECTS, GrantCeiling, LedgerAct, LedgerEntry
from .refusals import KeyUsedForOtherAct, NotInTransaction


@dataclass(frozen=True)
class Act:
    """What is asked, by whom, when. `content` holds plain JSON values and decides whether a repeat is the same act."""

    key: str
    verb: LedgerAct.Verb
    by: Actor
    at: datetime
    content: Mapping[str, object]
    case_number: str = ""
    note: str = ""
    explanation: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One movement: euro cents under one ceiling."""

    ceiling: GrantCeiling
    kind: LedgerEntry.Kind
    amount_cents: int


def lock_ceilings(ceilings: Iterable[GrantCeiling]) -> list[GrantCeiling]:
    """Lock these rows in the order of their primary keys and return them fresh; cases are locked afterwards.

    Raises `NotInTransaction` outside a transaction: a lock would be gone before it was of use.
    """
    require_transaction()
    ids = {c.pk for c in ceilings}
    rows = GrantCeiling.objects.select_for_update(no_key=True, of=("self",)).select_related("scheme", "village")
    return list(rows.filter(pk__in=ids).order_by("pk"))


def require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction("acts on money are part of a larger act and its transaction")


def done_before(act: Act) -> LedgerAct | None:
    """The first act with this key, or None. Raises `KeyUsedForOtherAct` when that one asked something else."""
    first = LedgerAct.objects.filter(key=act.key).first()
    if first is not None and (first.verb, first.content) != (act.verb.value, dict(act.content)):
        raise KeyUsedForOtherAct(act.key)
    return first


def post(act: Act, lines: Iterable[Line]) -> LedgerAct:
    """Write the act, its entries and the totals of the ceilings, all or none. Lines of nothing are left out.

    The totals are raised by the database itself, so the check constraints hold even for a caller without a lock.
    """
    lines = [line for line in lines if line.amount_cents]
    try:
        with transaction.atomic():
            stored = LedgerAct.objects.create(
                key=act.key,
                verb=act.verb,
                content=dict(act.content),
                case_number=act.case_number,
                actor=act.by,
                at=act.at,
                note=act.note,
                explanation=dict(act.explanation),
            )
            _write(stored, lines)
            return stored
    except IntegrityError:
        first = done_before(act)  # somebody was quicker under other locks: the same act, or a loud refusal
        if first is None:
            raise
        return first


def _write(act: LedgerAct, lines: list[Line]) -> None:
    LedgerEntry.objects.bulk_create(
        LedgerEntry(act=act, ceiling=n.ceiling, kind=n.kind, amount_cents=n.amount_cents, case_number=act.case_number)
        for n in lines
    )
    changes: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in lines:
        column, sign = EFFECTS[line.kind]
        changes[line.ceiling.pk][column] += sign * line.amount_cents
    for pk in sorted(changes):
        GrantCeiling.objects.filter(pk=pk).update(**{c: F(c) + cents for c, cents in changes[pk].items()})
