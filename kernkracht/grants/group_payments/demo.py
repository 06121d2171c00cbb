"""The demo's claims and contributions: one claim that waits, one that was paid, and last year's contribution."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from kernkracht.community.groups.models import Group, GroupState
from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor

from .actions import (
    LineFacts,
    LineVerdict,
    add_receipt,
    approve_claim,
    approve_contribution,
    file_claim,
    handle_claim,
    propose_contributions,
    start_claim,
)
from .models import ExpenseClaim
from .queries import claim_version

SPEAKER = "signalering@example.org"
HANDLER = "kernregisseur2@example.org"
APPROVER = "besluit@example.org"


def load(at: datetime) -> None:
    """Claims of the invented signalling group, on paper so that no file of anybody is needed."""
    handler = User.objects.filter(email=HANDLER).first()
    group = _claiming_group(at)
    if handler is None or group is None:
        return
    approver = User.objects.get(email=APPROVER).actor
    paid = _claim(
        group, handler, at, (("Tien reflecterende hesjes", "materials", 118_50), ("Drukwerk", "publicity", 42_00))
    )
    verdicts = {line.pk: LineVerdict(line.amount_cents) for line in paid.lines.all()}
    colleague = User.objects.get(email="beleid@example.org").actor
    handle_claim(claim=paid, verdicts=verdicts, note="", by=colleague, at=at)
    approve_claim(claim=paid, by=approver, at=at)
    _claim(group, handler, at, (("Zaklampen", "tools", 89_95),))
    proposed = propose_contributions(year=localdate(at).year, by=colleague, at=at)
    for contribution in proposed[:1]:
        approve_contribution(contribution=contribution, by=approver, at=at)


def _claiming_group(at: datetime) -> Group | None:
    user = User.objects.filter(email=SPEAKER).first()
    groups = Group.objects.filter(state=GroupState.ACTIVE, contacts__user=user).select_related("kind").order_by("pk")
    return next((group for group in groups if claim_version(group, localdate(at)) is not None), None)


def _claim(group: Group, officer: User, at: datetime, lines: tuple[tuple[str, str, int], ...]) -> ExpenseClaim:
    """A claim of this year that an officer typed in for the group."""
    actor: Actor = officer.actor
    claim = start_claim(group=group, year=localdate(at).year, by=actor, at=at)
    first = timezone.make_aware(datetime.combine(date(localdate(at).year, 1, 1), time(12)))
    spent_on = localdate(max(first, at - timedelta(days=20)))
    for what, kind, cents in lines:
        add_receipt(claim=claim, line=LineFacts(spent_on, what, kind, cents), by=actor, at=at)
    return file_claim(claim=claim, by=actor, at=at)
