"""Keeping the stored last days right when days change: an outage, an equated day, another setting."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines import OutageDays, after_outages
from kernkracht.foundation.deadlines.queries import equated_days
from kernkracht.foundation.official_channels.models import MessageKind
from kernkracht.foundation.official_channels.queries import hindering_outages

from ..days import day_of
from ..models import OPEN_STATES, GrantApplication, Suspension
from ..terms import decision_deadline

AT_ONCE = 500


def recalculate_touched(first: date, last: date, by: Actor, at: datetime) -> int:
    """Recompute every open case whose last day, or the last day to complete it, lies in changed days; how many moved.

    Runs inside the transaction of the change. An applicant who could not reach us on the last day gets a later one
    (Awb 2:21), and so much longer the decision term stands still.
    """
    on = day_of(at)
    hindered = hindering_outages(MessageKind.COMPLETION, on)
    waiting = Q(suspensions__ended_on__isnull=True) & (
        Q(suspensions__until_on__range=(first, last)) | Q(suspensions__named_until_on__range=(first, last))
    )
    touched = GrantApplication.objects.filter(Q(due_on__range=(first, last)) | waiting, state__in=OPEN_STATES)
    moved = 0
    for pk in sorted(set(touched.values_list("pk", flat=True).order_by())):
        moved += _recalculate(pk, hindered, by, at)
    return moved


def _recalculate(pk: int, hindered: list[OutageDays], by: Actor, at: datetime) -> bool:
    case = GrantApplication.objects.select_for_update().select_related("version").get(pk=pk)
    for suspension in case.suspensions.filter(ground=Suspension.Ground.COMPLETION, ended_on__isnull=True):
        named = suspension.named_until_on or suspension.until_on
        until, _steps = after_outages(named, hindered, equated_days())
        if until != suspension.until_on:
            suspension.named_until_on, suspension.until_on = (None if until == named else named), until
            suspension.save(update_fields=["named_until_on", "until_on"])
    due_on = decision_deadline(case, day_of(at)).due_on
    if due_on == case.due_on:
        return False
    data = {"from": str(case.due_on), "to": str(due_on)}
    case.due_on = due_on
    case.save(update_fields=["due_on"])
    record("application.due_date_moved", case, by=by, at=at, data=data)
    return True


def recalculate_running(*, by: Actor, at: datetime) -> int:
    """Once a day, while an outage runs: whoever's last day fell in it gets another day more."""
    from kernkracht.foundation.deadlines.queries import running_outages

    moved = 0
    with transaction.atomic(durable=True):
        for outage in running_outages(at):
            moved += recalculate_touched(day_of(outage.started_at), day_of(at), by, at)
    return moved
