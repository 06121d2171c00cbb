"""Acts on ceilings and council budgets. Each owns its transaction and records one event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.budgets.frames import Frames, allocated_from, lock_budgets, lock_frames, lock_schemes
from kernkracht.grants.budgets.journal import Act, Line, done_before, lock_ceilings, post
from kernkracht.grants.budgets.models import (
    MAX_SOURCE,
    CeilingVersion,
    CouncilBudget,
    GrantCeiling,
    LedgerAct,
    LedgerEntry,
)
from kernkracht.grants.budgets.queries import published_amount
from kernkracht.grants.budgets.refusals import UnableToPublish, name_of
from kernkracht.grants.schemes.models import Scheme

Kind = LedgerEntry.Kind
Verb = LedgerAct.Verb


def make_council_budget(
    *, year: int, name: str, amount_cents: int, decision: str, decided_on: date | None, by: Actor, at: datetime
) -> CouncilBudget:
    """Note what the council made available, and by which decision (R162).

    Raises `UnableToPublish` when the year has a budget of that name.
    """
    with transaction.atomic(durable=True):
        budget, made = CouncilBudget.objects.get_or_create(
            year=year,
            name=name,
            defaults={"amount_cents": amount_cents, "decision": decision, "decided_on": decided_on},
        )
        if not made:
            raise UnableToPublish(_("Voor %(year)s staat er al een budget met deze naam.") % {"year": year})
        record(
            "budget.council_budget_made",
            budget,
            by=by,
            at=at,
            ground=decision,
            data={"amount": format_euro(amount_cents)},
        )
        return budget


def change_council_budget(
    *, budget: CouncilBudget, amount_cents: int, decision: str, decided_on: date | None, by: Actor, at: datetime
) -> CouncilBudget:
    """Change what the council made available. Raises `UnableToPublish` below what ceilings draw on it."""
    with transaction.atomic(durable=True):
        row = lock_budgets([budget.pk])[budget.pk]
        drawn = allocated_from(row)
        if amount_cents < drawn:
            raise UnableToPublish(
                _("Uit dit budget is al %(drawn)s verdeeld over plafonds. Verlaag eerst een plafond.")
                % {"drawn": format_euro(drawn)}
            )
        before, row.amount_cents = row.amount_cents, amount_cents
        row.decision, row.decided_on = decision, decided_on
        row.save(update_fields=["amount_cents", "decision", "decided_on"])
        record(
            "budget.council_budget_changed",
            row,
            by=by,
            at=at,
            ground=decision,
            data={"before": format_euro(before), "amount": format_euro(amount_cents)},
        )
        return row


def open_ceiling(
    *,
    scheme: Scheme,
    year: int,
    amount_cents: int,
    published_on: date,
    source: str,
    key: str,
    by: Actor,
    at: datetime,
    village: Village | None = None,
    council_budget: CouncilBudget | None = None,
    is_hard: bool = True,
) -> GrantCeiling:
    """Publish the first amount of a ceiling (Awb 4:25–4:27) for all villages of a scheme, or for one.

    A village ceiling beside a scheme-wide one is a slice of it and draws on no council budget of its own. The
    scheme-wide one comes first, or at least before anything is reserved under the villages.
    Raises `UnableToPublish`.
    """
    with transaction.atomic(durable=True):
        lock_schemes([scheme.pk])
        content = {
            "scheme": scheme.pk,
            "year": year,
            "village": village.pk if village else None,
            "council_budget": council_budget.pk if council_budget else None,
            "is_hard": is_hard,
            "amount_cents": amount_cents,
            "published_on": published_on.isoformat(),
            "source": source,
        }
        act = Act(key=key, verb=Verb.ALLOCATE, by=by, at=at, content=content, note=source)
        if done_before(act):
            return GrantCeiling.objects.get(scheme=scheme, year=year, village=village)
        _check_new(scheme, year, village, council_budget)
        ceiling = GrantCeiling.objects.create(
            scheme=scheme, year=year, village=village, council_budget=council_budget, is_hard=is_hard
        )
        _publish(lock_frames([ceiling]), ceiling.pk, amount_cents, published_on, act)
        ceiling.refresh_from_db()
        data = {"amount": format_euro(amount_cents), "published_on": published_on.isoformat()}
        record("budget.ceiling_opened", ceiling, by=by, at=at, ground=source, data=data)
        return ceiling


def publish_ceiling(
    *, ceiling: GrantCeiling, amount_cents: int, published_on: date, source: str, key: str, by: Actor, at: datetime
) -> GrantCeiling:
    """Publish a new amount of a ceiling.

    Raising brings the money in at once. Lowering counts only for cases filed later (Awb 4:27): the money stays in
    for the others until `take_out_lowered_money`. Raises `UnableToPublish` when the amount does not fit in the
    scheme's ceiling or the council's budget, or the date lies in the future or before the amount in force.
    """
    content = {"ceiling": ceiling.pk, "amount_cents": amount_cents, "published_on": published_on.isoformat()}
    act = Act(key=key, verb=Verb.ALLOCATE, by=by, at=at, content={**content, "source": source}, note=source)
    return _republish(act, ceiling, published_on, lambda before: amount_cents)


def allocate(
    *, ceiling: GrantCeiling, amount_cents: int, published_on: date, source: str, key: str, by: Actor, at: datetime
) -> GrantCeiling:
    """Publish `amount_cents` more than the amount in force; further as `publish_ceiling`."""
    content = {"ceiling": ceiling.pk, "more_cents": amount_cents, "published_on": published_on.isoformat()}
    act = Act(key=key, verb=Verb.ALLOCATE, by=by, at=at, content={**content, "source": source}, note=source)
    return _republish(act, ceiling, published_on, lambda before: before + amount_cents)


def _republish(act: Act, ceiling: GrantCeiling, published_on: date, amount: Callable[[int], int]) -> GrantCeiling:
    with transaction.atomic(durable=True):
        frames = lock_frames([ceiling])
        if not done_before(act):
            before = published_amount(ceiling) or 0
            _publish(frames, ceiling.pk, amount(before), published_on, act)
            data = {
                "before": format_euro(before),
                "amount": format_euro(amount(before)),
                "published_on": published_on.isoformat(),
            }
            record("budget.ceiling_published", ceiling, by=act.by, at=act.at, ground=act.note, data=data)
        return GrantCeiling.objects.get(pk=ceiling.pk)


def take_out_lowered_money(*, ceiling: GrantCeiling, key: str, by: Actor, at: datetime) -> LedgerAct:
    """After a ceiling was lowered and the cases filed before are done, take out the money above its amount.

    What is reserved, granted or given to villages stays. Raises `UnableToPublish` when there is nothing to take out.
    """
    with transaction.atomic(durable=True):
        row = lock_frames([ceiling]).ceilings[ceiling.pk]
        act = Act(key=key, verb=Verb.DEALLOCATE, by=by, at=at, content={"ceiling": row.pk})
        if first := done_before(act):
            return first
        taken = row.allocated_cents - _needed(row)
        if taken <= 0:
            raise UnableToPublish(
                _("Boven het bedrag van “%(ceiling)s” staat geen geld dat vrij is.") % {"ceiling": name_of(row)}
            )
        done = post(act, [Line(row, Kind.DEALLOCATE, taken)])
        data = {"amount": format_euro(taken)}
        record("budget.lowered_money_taken_out", row, by=by, at=at, ground="Awb 4:27", data=data)
        return done


def change_settings(
    *, ceiling: GrantCeiling, council_budget: CouncilBudget | None, is_hard: bool, by: Actor, at: datetime
) -> GrantCeiling:
    """Let a ceiling draw on a council budget or on none (R163), and let it stop or only warn (R173).

    Raises `UnableToPublish` when it does not fit in the budget, or is overspent already and would become a stop.
    """
    with transaction.atomic(durable=True):
        lock_schemes([ceiling.scheme_id])
        budgets = lock_budgets([council_budget.pk if council_budget else None])
        row = lock_ceilings([ceiling])[0]
        drawn_from = budgets[council_budget.pk] if council_budget else None
        if row.council_budget_id != (drawn_from.pk if drawn_from else None):
            _draw_on(row, drawn_from)
            data = {"council_budget": row.council_budget_id}
            record("budget.placed_under_council_budget", row, by=by, at=at, data=data)
        if row.is_hard != is_hard:
            _let_stop(row, is_hard)
            record("budget.ceiling_stops" if is_hard else "budget.ceiling_warns", row, by=by, at=at)
        return row


def choose_stop_or_warning(*, ceiling: GrantCeiling, is_hard: bool, by: Actor, at: datetime) -> GrantCeiling:
    """Let a ceiling stop or only warn (R173), and leave the rest. Raises `UnableToPublish` when already overspent."""
    council_budget = ceiling.council_budget
    return change_settings(ceiling=ceiling, council_budget=council_budget, is_hard=is_hard, by=by, at=at)


def _draw_on(row: GrantCeiling, budget: CouncilBudget | None) -> None:
    if budget:
        _check_new_budget(row.scheme, row.year, row.village, budget)
    row.council_budget = budget
    row.save(update_fields=["council_budget"])
    if budget and allocated_from(budget) > budget.amount_cents:
        raise UnableToPublish(
            _("“%(ceiling)s” past niet in dit budget van de gemeenteraad.") % {"ceiling": name_of(row)}
        )


def _let_stop(row: GrantCeiling, is_hard: bool) -> None:
    if is_hard and row.free_cents + row.beyond_cents < 0:
        raise UnableToPublish(
            _("Er is al %(over)s meer gegeven dan er onder “%(ceiling)s” staat. Verhoog eerst het bedrag.")
            % {"over": format_euro(-row.free_cents), "ceiling": name_of(row)}
        )
    row.is_hard = is_hard
    row.save(update_fields=["is_hard"])


def _publish(frames: Frames, pk: int, amount_cents: int, published_on: date, act: Act) -> None:
    row = frames.ceilings[pk]
    _check_publication(row, amount_cents, published_on, act.note, act.at)
    more = max(0, amount_cents - row.allocated_cents)
    frames.check({pk: more}, UnableToPublish)
    post(act, [Line(row, Kind.ALLOCATE, more)])
    CeilingVersion.objects.create(ceiling=row, amount_cents=amount_cents, published_on=published_on, source=act.note)


def _check_publication(row: GrantCeiling, amount_cents: int, published_on: date, source: str, at: datetime) -> None:
    if amount_cents < 0 or not source.strip() or len(source) > MAX_SOURCE:
        raise UnableToPublish(
            _("Vul een bedrag in en het besluit waarop het rust, in hooguit %(length)s tekens.")
            % {"length": MAX_SOURCE}
        )
    if published_on > timezone.localdate(at):
        raise UnableToPublish(_("De bekendmaking ligt in de toekomst. Voer het bedrag in als het bekend is gemaakt."))
    newest = CeilingVersion.objects.filter(ceiling=row).order_by("published_on", "pk").last()
    if newest and published_on < newest.published_on:
        raise UnableToPublish(
            _("Er is na deze dag al een ander bedrag bekendgemaakt. Kies een dag vanaf %(day)s.")
            % {"day": newest.published_on.strftime("%d-%m-%Y")}
        )


def _check_new(scheme: Scheme, year: int, village: Village | None, council_budget: CouncilBudget | None) -> None:
    same = GrantCeiling.objects.filter(scheme=scheme, year=year)
    if same.filter(village=village).exists():
        raise UnableToPublish(_("Dit plafond is er al. Verander het bedrag van dat plafond."))
    if village is None and any(c.reserved_cents or c.granted_cents for c in lock_ceilings(same.order_by("pk"))):
        raise UnableToPublish(
            _(
                "Onder de dorpen is al geld gereserveerd of toegekend."
                " Een plafond voor alle dorpen kan er niet meer bij."
            )
        )
    if council_budget:
        _check_new_budget(scheme, year, village, council_budget)


def _check_new_budget(scheme: Scheme, year: int, village: Village | None, budget: CouncilBudget) -> None:
    if budget.year != year:
        raise UnableToPublish(_("Dit budget van de gemeenteraad is voor %(year)s.") % {"year": budget.year})
    if village and GrantCeiling.objects.filter(scheme=scheme, year=year, village__isnull=True).exists():
        raise UnableToPublish(
            _("Dit dorp krijgt een deel van het plafond voor alle dorpen. Kies het budget bij dat plafond.")
        )


def _needed(row: GrantCeiling) -> int:
    """What must stay in: the amount in force, what cases have, and what villages got."""
    in_slices = 0
    if row.village_id is None:
        slices = GrantCeiling.objects.filter(scheme=row.scheme_id, year=row.year, village__isnull=False)
        in_slices = sum(slices.order_by("pk").values_list("allocated_cents", flat=True))
    return max(published_amount(row) or 0, row.reserved_cents + row.granted_cents, in_slices)
