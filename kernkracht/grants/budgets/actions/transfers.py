"""Money from one ceiling to another: by hand, or by the scheme's rule for what is left on a date."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.budgets.frames import Frames, lock_frames, lock_schemes
from kernkracht.grants.budgets.journal import Act, Line, done_before, post
from kernkracht.grants.budgets.models import MAX_SOURCE, CeilingVersion, GrantCeiling, LedgerAct, LedgerEntry
from kernkracht.grants.budgets.queries import movable, preview_redistribution, published_amount
from kernkracht.grants.budgets.redistribution import RedistributionPlan
from kernkracht.grants.budgets.refusals import MoneyRefusal, UnableToRedistribute, UnableToTransfer, name_of
from kernkracht.grants.schemes.models import Scheme

Kind = LedgerEntry.Kind
Verb = LedgerAct.Verb


def transfer(
    *,
    giver: GrantCeiling,
    receiver: GrantCeiling,
    amount_cents: int,
    reason: str,
    key: str,
    by: Actor,
    at: datetime,
    across_years: bool = False,
) -> LedgerAct:
    """Move free money from one ceiling to another: two entries, and a new published amount for both.

    Between villages of one scheme, or between ceilings that stand on their own; to another year only when
    `across_years` says so. Raises `UnableToTransfer` with the reason.
    """
    with transaction.atomic(durable=True):
        frames = lock_frames([giver, receiver])
        content = {"giver": giver.pk, "receiver": receiver.pk, "amount_cents": amount_cents, "reason": reason}
        act = Act(key=key, verb=Verb.TRANSFER, by=by, at=at, content=content, note=reason)
        if first := done_before(act):
            return first
        source, target = frames.ceilings[giver.pk], frames.ceilings[receiver.pk]
        _check_pair(frames, source, target, across_years)
        _check_amount(source, amount_cents, reason, timezone.localdate(at))
        changes = {source.pk: -amount_cents, target.pk: amount_cents}
        frames.check(changes, UnableToTransfer)
        done = _move(frames, act, changes)
        data = {"amount": format_euro(amount_cents), "giver": source.pk, "receiver": target.pk}
        record("budget.transferred", source, by=by, at=at, ground=reason, data=data)
        return done


def redistribute(
    *,
    scheme: Scheme,
    year: int,
    on: date,
    expected: str,
    reason: str,
    key: str,
    by: Actor,
    at: datetime,
    villages_with_claims: Collection[int] = (),
    spent_up_to_cents: int = 0,
) -> LedgerAct:
    """Give the left-over of villages without claims to villages whose money is spent, as one act (West Betuwe).

    `expected` is the fingerprint of the plan that was previewed (`queries.preview_redistribution`). Raises
    `UnableToRedistribute` before the date, a second time for the same date, when there is nothing to divide, and
    when the plan changed since the preview.
    """
    with transaction.atomic(durable=True):
        lock_schemes([scheme.pk])
        rows = GrantCeiling.objects.filter(scheme=scheme, year=year, village__isnull=False).order_by("pk")
        frames = lock_frames(rows)
        content = {"scheme": scheme.pk, "year": year, "on": on.isoformat(), "expected": expected}
        act = Act(key=key, verb=Verb.REDISTRIBUTE, by=by, at=at, content=content, note=reason)
        if first := done_before(act):
            return first
        _check_reason(reason, UnableToRedistribute)
        _check_moment(scheme, year, on, at)
        plan = preview_redistribution(
            scheme, year, on, villages_with_claims=villages_with_claims, spent_up_to_cents=spent_up_to_cents
        )
        _check_plan(plan, expected)
        changes = {s.ceiling_id: s.change_cents for s in plan.shares if s.change_cents}
        frames.check(changes, UnableToRedistribute)
        done = _move(frames, replace(act, explanation=plan.explain()), changes)
        data = {"amount": format_euro(plan.moved_cents), "year": year}
        record("budget.redistributed", scheme, by=by, at=at, ground=reason, data=data)
        return done


def _move(frames: Frames, act: Act, changes: dict[int, int]) -> LedgerAct:
    """Write one act that moves money; what goes out comes in elsewhere, to the cent."""
    if sum(changes.values()) != 0:
        raise AssertionError(f"a transfer makes or loses money: {changes}")
    rows = frames.ceilings
    lines = [
        Line(rows[pk], Kind.TRANSFER_IN if cents > 0 else Kind.TRANSFER_OUT, abs(cents))
        for pk, cents in sorted(changes.items())
    ]
    done = post(act, lines)
    _publish_moved([rows[pk] for pk in sorted(changes)], changes, act)
    return done


def _publish_moved(rows: Iterable[GrantCeiling], changes: dict[int, int], act: Act) -> None:
    for row in rows:
        before = published_amount(row)
        amount = (row.allocated_cents if before is None else before) + changes[row.pk]
        CeilingVersion.objects.create(
            ceiling=row, amount_cents=amount, published_on=timezone.localdate(act.at), source=act.note
        )


def _check_pair(frames: Frames, giver: GrantCeiling, receiver: GrantCeiling, across_years: bool) -> None:
    if giver.pk == receiver.pk:
        raise UnableToTransfer(_("Kies twee verschillende plafonds."))
    if giver.year != receiver.year and not across_years:
        raise UnableToTransfer(
            _("Deze plafonds horen bij verschillende jaren. Kies uitdrukkelijk voor schuiven naar een ander jaar.")
        )
    around_giver, around_receiver = frames.wide_of(giver), frames.wide_of(receiver)
    if around_giver == around_receiver:
        return
    raise UnableToTransfer(
        _(
            "Een dorp krijgt zijn deel uit het plafond van de hele regeling. Schuif tussen dorpen van dezelfde"
            " regeling, of tussen plafonds van hele regelingen."
        )
    )


def _check_amount(giver: GrantCeiling, amount_cents: int, reason: str, today: date) -> None:
    _check_reason(reason, UnableToTransfer)
    if amount_cents <= 0:
        raise UnableToTransfer(_("Vul een bedrag boven € 0 in."))
    free = movable([giver], on=today)[giver.pk]
    if amount_cents > free:
        raise UnableToTransfer(
            _("Onder “%(ceiling)s” is %(free)s vrij. U kunt geen %(asked)s verschuiven.")
            % {"ceiling": name_of(giver), "free": format_euro(max(free, 0)), "asked": format_euro(amount_cents)}
        )


def _check_reason(reason: str, refusal: type[MoneyRefusal]) -> None:
    if not reason.strip() or len(reason) > MAX_SOURCE:
        raise refusal(_("Vul een reden in van hooguit %(length)s tekens.") % {"length": MAX_SOURCE})


def _check_moment(scheme: Scheme, year: int, on: date, at: datetime) -> None:
    if timezone.localdate(at) < on:
        raise UnableToRedistribute(_("Herverdelen kan vanaf %(day)s.") % {"day": on.strftime("%d-%m-%Y")})
    same = {"content__scheme": scheme.pk, "content__year": year, "content__on": on.isoformat()}
    if LedgerAct.objects.filter(verb=Verb.REDISTRIBUTE, **same).exists():
        raise UnableToRedistribute(_("Voor deze dag is het geld al herverdeeld."))


def _check_plan(plan: RedistributionPlan, expected: str) -> None:
    if not plan.moved_cents:
        raise UnableToRedistribute(
            _("Er valt niets te verdelen. Er is geen geld over, of in geen enkel dorp is het geld op.")
        )
    if plan.fingerprint != expected:
        raise UnableToRedistribute(
            _("De bedragen zijn veranderd sinds u ze bekeek. Bekijk de verdeling opnieuw en bevestig die.")
        )
