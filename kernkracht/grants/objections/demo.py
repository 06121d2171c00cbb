"""The demo's objection: a refused plan, whose applicant objects; its hearing lies ahead.

Told relative to today and lived through by the room's own actions, so that numbers, letters, mail and the trail are
what they would have been. It needs a plan that was refused lately; without one there is nothing to show.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

import yaml
from django.conf import settings
from django.utils import timezone

from kernkracht.community.people.models import User
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import ApplicationState, GrantApplication, GrantDecision, Outcome

from .actions import Filing, file_objection, plan_hearing, take_objection
from .models import Objection
from .queries import contestable

__all__ = ["load"]


def load(at: datetime) -> None:
    """File, take and invite; harmless to repeat. A seed without objections loads nothing."""
    file = settings.DEMO_SEED_DIR / "objections.yaml"
    if not file.exists() or Objection.objects.exists():
        return
    seed = yaml.safe_load(file.read_text(encoding="utf-8"))
    decision = _refused_lately(at)
    if decision is None:
        return
    handler = User.objects.get(email=seed["handler"])
    objection = _file(decision, seed, at)
    take_objection(objection=objection, by=handler.actor, at=objection.received_at + timedelta(hours=2))
    start = _ahead(at, seed["hearing"]["in_days"])
    plan_hearing(
        objection=objection,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        place=seed["hearing"]["place"],
        by=handler.actor,
        at=objection.received_at + timedelta(hours=3),
    )


def _refused_lately(at: datetime) -> GrantDecision | None:
    """The newest refusal of a plan of the demo to which one can still object."""
    cases = GrantApplication.objects.filter(state=ApplicationState.REFUSED).exclude(
        channel=GrantApplication.Channel.IMPORT
    )
    for case in cases.order_by("-decided_on", "-pk"):
        found = contestable(case, day_of(at))
        row = found[0].subject.row if found and not found[0].is_late else None
        if isinstance(row, GrantDecision) and row.outcome == Outcome.REFUSE:
            return row
    return None


def _file(decision: GrantDecision, seed: dict[str, str], at: datetime) -> Objection:
    """Filed with the applicant's account, or without one by the mailed link; a few days after the decision."""
    case = decision.application
    account = case.applicant
    by = account.actor if account else case.visitor or decision.decided_by
    filing = Filing(
        name=case.contact_name,
        address=case.contact_address or seed["address"],
        email=case.contact_email or seed["email"],
        grounds=seed["grounds"],
    )
    moment = min(max(decision.decided_at + timedelta(days=2), at - timedelta(days=5)), at)
    return file_objection(against=decision, filing=filing, by=by, at=moment, account=account)


def _ahead(at: datetime, days: int) -> datetime:
    """A working day at two in the afternoon, so many days from now."""
    day = day_of(at) + timedelta(days=days)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(14)))
