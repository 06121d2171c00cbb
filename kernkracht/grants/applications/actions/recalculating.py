"""Keeping the stored last days right when days change: an outage, an equated day, another setting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines import OutageDays, after_outages
from kernkracht.foundation.deadlines.queries import equated_days, running_outages
from kernkracht.foundation.official_channels.models import MessageKind
from kernkracht.foundation.official_channels.queries import hindering_outages

from ..days import day_of
from ..models import OPEN_STATES, GrantApplication, Suspension
from ..terms import decision_deadlines

AT_ONCE = 500


def recalculate_touched(first: date, last: date, by: Actor, at: datetime) -> int:
    """Recompute every open case whose last day, or the last day to complete it, lies in changed days; how many moved.

    Runs inside the transaction of the change, a portion of cases at a time. An applicant who could not reach us on the
    last day gets a later one (Awb 2:21), and so much longer the decision term stands still.
    """
    hindered = hindering_outages(MessageKind.COMPLETION, day_of(at))
    waiting = Q(suspensions__ended_on__isnull=True) & (
        Q(suspensions__until_on__range=(first, last)) | Q(suspensions__named_until_on__range=(first, last))
    )
    touched = GrantApplication.objects.filter(Q(due_on__range=(first, last)) | waiting, state__in=OPEN_STATES)
    keys = sorted(set(touched.values_list("pk", flat=True).order_by()))
    portions = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return sum(_recalculate(portion, hindered, by, at) for portion in portions)


def _recalculate(keys: list[int], hindered: list[OutageDays], by: Actor, at: datetime) -> int:
    locked = GrantApplication.objects.select_for_update(of=("self",)).filter(pk__in=keys, state__in=OPEN_STATES)
    cases = list(locked.order_by("pk").prefetch_related("version__scheme"))
    _move_last_days_to_complete(cases, hindered)
    clocks = decision_deadlines(cases, day_of(at))
    moved = [case for case in cases if clocks[case.pk].due_on != case.due_on]
    for case in moved:
        data = {"from": str(case.due_on), "to": str(clocks[case.pk].due_on)}
        case.due_on = clocks[case.pk].due_on
        case.save(update_fields=["due_on"])
        record("application.due_date_moved", case, by=by, at=at, data=data)
    return len(moved)


def _move_last_days_to_complete(cases: Iterable[GrantApplication], hindered: list[OutageDays]) -> None:
    """The last days to complete these cases, as the outages leave them."""
    equated = equated_days()
    waiting = Suspension.objects.filter(
        application__in=[case.pk for case in cases], ground=Suspension.Ground.COMPLETION, ended_on__isnull=True
    )
    for suspension in waiting.order_by("pk"):
        named = suspension.named_until_on or suspension.until_on
        until, _steps = after_outages(named, hindered, equated)
        if until != suspension.until_on:
            suspension.named_until_on, suspension.until_on = (None if until == named else named), until
            suspension.save(update_fields=["named_until_on", "until_on"])


def recalculate_running(*, by: Actor, at: datetime) -> int:
    """Once a day, while an outage runs: whoever's last day fell in it gets another day more."""
    with transaction.atomic(durable=True):
        return sum(recalculate_touched(day_of(outage.started_at), day_of(at), by, at) for outage in running_outages(at))
