"""Acts on the money of one case. Each locks its ceilings in order, checks, and writes one act with its entries.

Every function takes `ceilings` (for a promise or an award: all that the case falls under, see `queries.ceilings_for`;
for what comes after: None for those under which the case has money), the number of the case, `key` (an act repeated
with the same key does nothing and returns the first act), `by` and `at`. Amounts are euro cents above zero. All raise
`NotInTransaction` and `KeyUsedForOtherAct`, which are faults of the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.budgets.journal import Act, Line, done_before, lock_ceilings, post
from kernkracht.grants.budgets.models import GrantCeiling, LedgerAct, LedgerEntry
from kernkracht.grants.budgets.queries import CasePosition, positions_of, room_under
from kernkracht.grants.budgets.refusals import (
    UnableToChangeCase,
    UnableToCommit,
    UnableToPay,
    UnableToRelease,
    UnableToReserve,
    UnableToReturn,
    UnableToRevoke,
)

Kind = LedgerEntry.Kind
Verb = LedgerAct.Verb


class AmountNotPositive(ValueError):
    """Money moves in whole cents above zero: a fault in the calling code."""


def reserve(
    *,
    ceilings: Iterable[GrantCeiling],
    amount_cents: int,
    case_number: str,
    key: str,
    by: Actor,
    at: datetime,
    filed_on: date | None = None,
) -> LedgerAct:
    """Promise money to an open case, under all its ceilings or none.

    `filed_on` (the day the case was received) brings in the amount that was published then (Awb 4:27). Raises
    `UnableToReserve` with the ceiling that is short. A soft ceiling warns instead: `warnings_of(act)`.
    """
    act, rows = _prepare(Verb.RESERVE, ceilings, amount_cents, case_number, key, by, at)
    if first := done_before(act):
        return first
    room = room_under(rows, filed_on=filed_on)
    for ceiling in rows:
        if ceiling.is_hard and room[ceiling.pk] < amount_cents:
            raise UnableToReserve(ceiling, room[ceiling.pk], amount_cents)
    return post(_warned(act, rows, room, amount_cents), [Line(c, Kind.RESERVE, amount_cents) for c in rows])


def release(
    *,
    case_number: str,
    key: str,
    by: Actor,
    at: datetime,
    ceilings: Iterable[GrantCeiling] | None = None,
    amount_cents: int | None = None,
) -> LedgerAct:
    """Give back what was reserved for a case: all of it under all its ceilings, unless told otherwise.

    A case without a reservation gives back nothing. Raises `UnableToRelease` when more is asked than is reserved.
    """
    act, rows = _prepare(Verb.RELEASE, ceilings, amount_cents, case_number, key, by, at)
    if first := done_before(act):
        return first
    own = positions_of(case_number)
    lines = []
    for ceiling in rows:
        reserved = own.get(ceiling.pk, CasePosition()).reserved_cents
        if amount_cents is not None and amount_cents > reserved:
            raise UnableToRelease(
                ceiling,
                reserved,
                amount_cents,
                _("Onder “%(ceiling)s” is %(has)s gereserveerd. U kunt geen %(asked)s vrijgeven."),
            )
        lines.append(Line(ceiling, Kind.RELEASE, reserved if amount_cents is None else amount_cents))
    return post(act, lines)


def commit_grant(
    *,
    ceilings: Iterable[GrantCeiling],
    amount_cents: int,
    case_number: str,
    key: str,
    by: Actor,
    at: datetime,
    filed_on: date | None = None,
) -> LedgerAct:
    """Grant money to a case: its whole reservation goes, the award comes in its place, under all ceilings or none.

    Works without a reservation too. Raises `UnableToCommit` with the ceiling that is short; `filed_on` as in
    `reserve`. For “what is left” take `largest_award` over `lock_ceilings` first (Awb 4:25, second paragraph).
    """
    act, rows = _prepare(Verb.COMMIT, ceilings, amount_cents, case_number, key, by, at)
    if first := done_before(act):
        return first
    room = room_under(rows, filed_on=filed_on, case_number=case_number)
    own = positions_of(case_number)
    lines = []
    for ceiling in rows:
        if ceiling.is_hard and room[ceiling.pk] < amount_cents:
            raise UnableToCommit(ceiling, room[ceiling.pk], amount_cents)
        lines.append(Line(ceiling, Kind.RELEASE, own.get(ceiling.pk, CasePosition()).reserved_cents))
        lines.append(Line(ceiling, Kind.COMMIT, amount_cents))
    return post(_warned(act, rows, room, amount_cents), lines)


def commit_beyond(
    *,
    ceilings: Iterable[GrantCeiling],
    amount_cents: int,
    case_number: str,
    key: str,
    reason: str,
    by: Actor,
    at: datetime,
    filed_on: date | None = None,
) -> LedgerAct:
    """Grant money on objection, above a hard ceiling as far as it is short (Awb 4:25 lid 3), under all at once.

    The part above gets an entry of its own and makes no room for anybody else. Whether the law allows it is for the
    caller to judge first; `reason` says why and stays with the act. What the case had before goes, as in
    `commit_grant`.
    """
    act, rows = _prepare(Verb.COMMIT_BEYOND, ceilings, amount_cents, case_number, key, by, at)
    if first := done_before(act):
        return first
    room = room_under(rows, filed_on=filed_on, case_number=case_number)
    own = positions_of(case_number)
    lines = []
    over: dict[str, int] = {}
    for ceiling in rows:
        lines.append(Line(ceiling, Kind.RELEASE, own.get(ceiling.pk, CasePosition()).reserved_cents))
        lines.append(Line(ceiling, Kind.COMMIT, amount_cents))
        if ceiling.is_hard and room[ceiling.pk] < amount_cents:
            over[str(ceiling.pk)] = amount_cents - max(room[ceiling.pk], 0)
            lines.append(Line(ceiling, Kind.BEYOND, over[str(ceiling.pk)]))
    return post(replace(act, explanation={"beyond_ceiling_cents": over, "reason": reason}), lines)


def revoke(
    *,
    amount_cents: int,
    case_number: str,
    key: str,
    by: Actor,
    at: datetime,
    ceilings: Iterable[GrantCeiling] | None = None,
) -> LedgerAct:
    """Take back a grant, or part of it, that was not paid yet (Awb 4:48). Raises `UnableToRevoke`."""
    sentence = _("Onder “%(ceiling)s” is %(has)s toegekend en nog niet betaald. U kunt geen %(asked)s intrekken.")
    return _lessen(*_prepare(Verb.REVOKE, ceilings, amount_cents, case_number, key, by, at), amount_cents, sentence)


def settle_lower(
    *,
    amount_cents: int,
    case_number: str,
    key: str,
    by: Actor,
    at: datetime,
    ceilings: Iterable[GrantCeiling] | None = None,
) -> LedgerAct:
    """Settle a grant `amount_cents` lower than it was awarded (Awb 4:46); that money is free again.

    What was paid above the settled amount is booked back with `return_payment` first. Raises `UnableToRevoke`.
    """
    sentence = _(
        "Onder “%(ceiling)s” is %(has)s toegekend en nog niet betaald. Boek eerst de terugbetaling als u"
        " %(asked)s lager wilt vaststellen."
    )
    return _lessen(*_prepare(Verb.SETTLE, ceilings, amount_cents, case_number, key, by, at), amount_cents, sentence)


def pay(
    *,
    amount_cents: int,
    case_number: str,
    key: str,
    by: Actor,
    at: datetime,
    ceilings: Iterable[GrantCeiling] | None = None,
) -> LedgerAct:
    """Note that money of a grant went to the bank. Raises `UnableToPay` above what is granted and not yet paid."""
    act, rows = _prepare(Verb.PAY, ceilings, amount_cents, case_number, key, by, at)
    if first := done_before(act):
        return first
    sentence = _("Onder “%(ceiling)s” is %(has)s toegekend en nog niet betaald. U kunt geen %(asked)s betalen.")
    _require(act, rows, amount_cents, lambda own: own.unpaid_cents, UnableToPay, sentence)
    return post(act, [Line(c, Kind.PAY, amount_cents) for c in rows])


def return_payment(
    *,
    amount_cents: int,
    case_number: str,
    key: str,
    by: Actor,
    at: datetime,
    ceilings: Iterable[GrantCeiling] | None = None,
) -> LedgerAct:
    """Note that paid money came back (recovery, Awb 4:57). The grant itself stays. Raises `UnableToReturn`."""
    act, rows = _prepare(Verb.RETURN, ceilings, amount_cents, case_number, key, by, at)
    if first := done_before(act):
        return first
    sentence = _("Onder “%(ceiling)s” is %(has)s betaald. Er kan geen %(asked)s terugkomen.")
    _require(act, rows, amount_cents, lambda own: own.paid_cents, UnableToReturn, sentence)
    return post(act, [Line(c, Kind.RETURN, amount_cents) for c in rows])


def _lessen(act: Act, rows: list[GrantCeiling], amount_cents: int, sentence: str) -> LedgerAct:
    """Take something off a grant; the entries are of the same kind as the act."""
    if first := done_before(act):
        return first
    _require(act, rows, amount_cents, lambda own: own.unpaid_cents, UnableToRevoke, sentence)
    less = [Line(c, Kind(act.verb.value), amount_cents) for c in rows]
    return post(act, less + [Line(c, Kind.WITHIN, _within_again(c, amount_cents)) for c in rows])


def _require(
    act: Act,
    rows: list[GrantCeiling],
    asked_cents: int,
    held: Callable[[CasePosition], int],
    refusal: type[UnableToChangeCase],
    sentence: str,
) -> None:
    """The case has what is asked of it under every ceiling; else `refusal`, with the first that falls short."""
    own = positions_of(act.case_number)
    for ceiling in rows:
        has_cents = held(own.get(ceiling.pk, CasePosition()))
        if asked_cents > has_cents:
            raise refusal(ceiling, has_cents, asked_cents, sentence)


def _within_again(ceiling: GrantCeiling, freed_cents: int) -> int:
    """Money that comes free first fills what an objection brought above the ceiling; only the rest is room again."""
    over = ceiling.reserved_cents + ceiling.granted_cents - freed_cents - ceiling.allocated_cents
    return max(ceiling.beyond_cents - max(over, 0), 0)


def _prepare(
    verb: Verb,
    ceilings: Iterable[GrantCeiling] | None,
    amount_cents: int | None,
    case_number: str,
    key: str,
    by: Actor,
    at: datetime,
) -> tuple[Act, list[GrantCeiling]]:
    """Lock first: what is read afterwards is still true when it is written."""
    if amount_cents is not None and amount_cents <= 0:
        raise AmountNotPositive(amount_cents)
    rows = lock_ceilings(_holding(case_number) if ceilings is None else ceilings)
    asked = None if ceilings is None else [c.pk for c in rows]
    content = {"ceilings": asked, "amount_cents": amount_cents, "case_number": case_number}
    return Act(key=key, verb=verb, by=by, at=at, content=content, case_number=case_number), rows


def _holding(case_number: str) -> list[GrantCeiling]:
    """The ceilings under which a case has something reserved or granted."""
    held = [pk for pk, own in positions_of(case_number).items() if own.reserved_cents or own.granted_cents]
    return list(GrantCeiling.objects.filter(pk__in=held).order_by("pk"))


def _warned(act: Act, rows: list[GrantCeiling], room: dict[int, int], amount_cents: int) -> Act:
    """Keep with the act how far it goes over soft ceilings (R173)."""
    over = {str(c.pk): amount_cents - room[c.pk] for c in rows if not c.is_hard and room[c.pk] < amount_cents}
    return replace(act, explanation={"over_soft_ceiling_cents": over}) if over else act


def warnings_of(act: LedgerAct) -> dict[int, int]:
    """By how many cents an act goes over soft ceilings, by the ceiling's primary key (R173)."""
    over: dict[str, int] = act.explanation.get("over_soft_ceiling_cents", {})
    return {int(pk): cents for pk, cents in over.items()}
