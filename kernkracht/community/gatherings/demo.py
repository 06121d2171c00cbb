"""Gatherings in the demo: kinds, a series of coffee moments, an evening, sign-ups, and one with its outcome."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import yaml
from django.conf import settings
from django.utils.timezone import localdate

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage

from . import actions
from .models import Audience, Gathering, GatheringKind, SignUp


def load(at: datetime) -> None:
    """Put the demo's gatherings in an empty register, by the same verbs as people use."""
    seed = yaml.safe_load((settings.DEMO_SEED_DIR / "gatherings.yaml").read_text(encoding="utf-8"))
    actions.load_kinds(settings.BASE_DIR / "seed" / "gathering_kinds.yaml")
    by = Actor.system("demo")
    for row in seed["series"]:
        rhythm = actions.Rhythm(every_days=row["every_days"])
        series = actions.organise_series(plan=_plan(row, at, row["in_days"]), rhythm=rhythm, by=by, at=at)
        _load_sign_ups(seed["sign_ups"], series.gatherings.order_by("starts_at").first(), at)
    for row in seed["gatherings"]:
        actions.organise_gathering(plan=_plan(row, at, row["in_days"]), by=by, at=at)
    for row in seed["held"]:
        _load_held(row, by, at)
    _count_as_sent(at)


def _plan(row: dict[str, Any], at: datetime, in_days: int) -> actions.Plan:
    kind = GatheringKind.objects.get(code=row["kind"])
    details = actions.Details(
        description=row.get("description", ""),
        agenda=row.get("agenda", ""),
        audience=row.get("audience", Audience.RESIDENTS),
        rung=row.get("rung", ""),
        takes_sign_ups=kind.takes_sign_ups,
    )
    by_slug = {village.slug: village for village in Village.objects.all()}
    return actions.Plan(
        kind=kind,
        title=row["title"],
        day=_weekday(localdate(at) + timedelta(days=in_days)),
        starts=_clock(row["starts"]),
        ends=_clock(row["ends"]),
        villages=tuple(by_slug[slug] for slug in row["villages"]),
        mode=row["mode"],
        place=row.get("place", ""),
        online_url=row.get("online_url", ""),
        details=details,
        capacity=row.get("capacity"),
        offers_phone=row.get("offers_phone", False),
    )


def _load_sign_ups(rows: list[dict[str, Any]], gathering: Gathering | None, at: datetime) -> None:
    if gathering is None:
        return
    slots = list(gathering.slots.order_by("starts_at"))
    for row in rows:
        facts = {name: value for name, value in row.items() if name != "slot"}
        actions.sign_up(facts=actions.SignUpFacts(slot=slots[row["slot"]], **facts), at=at)


def _load_held(row: dict[str, Any], by: Actor, at: datetime) -> None:
    """One that was: planned before it, and concluded after."""
    before = at - timedelta(days=row["days_ago"] + 30)
    gathering = actions.organise_gathering(plan=_plan(row, at, -row["days_ago"]), by=by, at=before)
    after = gathering.ends_at + timedelta(hours=1)
    actions.count_attendance(gathering=gathering, people=row["counted"], by=by, at=after)
    actions.conclude_gathering(gathering=gathering, outcome=row["outcome"], by=by, at=after)
    actions.link_document(gathering=gathering, title=row["document"]["title"], url="", by=by, at=after)
    for promise in row["points"]:
        point = actions.add_action_point(
            gathering=gathering,
            text=promise["text"],
            owner=User.objects.get(email=promise["owner"]),
            due_on=localdate(at) + timedelta(days=promise["in_days"]),
            by=by,
            at=after,
        )
        if "done" in promise:
            actions.finish_action_point(point=point, note=promise["done"], by=by, at=at)


def _count_as_sent(at: datetime) -> None:
    """A newcomer's own mail comes first in the demo's mailbox."""
    names = [model._meta.label_lower for model in (Gathering, SignUp)] + ["gatherings.actionpointofgathering"]
    waiting = OutboxMessage.objects.filter(subject_type__in=names, state=OutboxMessage.State.QUEUED)
    waiting.update(state=OutboxMessage.State.SENT, sent_at=at, next_attempt_at=None)


def _weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _clock(text: str) -> time:
    hours, minutes = text.split(".")
    return time(int(hours), int(minutes))
