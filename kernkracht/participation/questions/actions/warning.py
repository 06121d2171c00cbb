"""Promises that come near or were missed climb: owner, stand-in, team manager; each hears each step once (R230)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from kernkracht.community.people.models import Absence, Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import holders_of
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .. import legal
from ..models import OPEN_STATES, Promise, PromiseWarning, Question
from ..notices import queue_warning
from ._guard import coordinator_of

Step = PromiseWarning.Step


def warn_of_promises(*, by: Actor, at: datetime) -> int:
    """Warn of every running promise that is near, late, or late for longer; returns how many messages were queued.

    Each promise is a transaction of its own, so a stopped run can begin again and nobody hears a step twice.
    """
    on = localdate(at)
    horizon = on + timedelta(days=legal.near_days(on))
    due = Promise.objects.filter(kept__isnull=True, promised_on__lte=horizon, question__state__in=OPEN_STATES)
    keys = list(due.order_by("promised_on", "pk").values_list("pk", flat=True))
    return sum(_warn(key, on, by, at) for key in keys)


@transaction.atomic(durable=True)
def _warn(key: int, on: date, by: Actor, at: datetime) -> int:
    promise = Promise.objects.select_for_update(of=("self",)).filter(pk=key, kept__isnull=True).first()
    if promise is None:
        return 0
    question = Question.objects.select_related("village", "content_owner", "theme").get(pk=promise.question_id)
    return sum(
        _tell(promise, question, step, told, on, by, at)
        for step in steps_for(promise.promised_on, on, legal.manager_days(on))
        for told in _who(question, step, on)
    )


def steps_for(promised_on: date, on: date, manager_days: int) -> list[Step]:
    """Which step a promise has reached: near before its day, late after it, the manager some days later. Pure."""
    if on <= promised_on:
        return [Step.NEAR]
    return [Step.LATE, Step.MANAGER] if on >= promised_on + timedelta(days=manager_days) else [Step.LATE]


def _who(question: Question, step: Step, on: date) -> list[User | None]:
    """Near: who answers. Late: also the contact of the village and the stand-in. None stands for the team's mailbox."""
    if step == Step.MANAGER:
        return list(holders_of(Permission.MANAGE_QUESTIONS, on).filter(_managers(on)))
    owner = question.content_owner if question.content_owner and _is_here(question.content_owner, on) else None
    coordinator = coordinator_of(question.village, on)
    if step == Step.NEAR:
        return [owner or coordinator]
    return _once([*filter(None, [owner]), coordinator, *_stand_ins(question, on)])


def _managers(on: date) -> Q:
    """Team managers, rather than everybody who keeps the lists."""
    posts = Assignment.objects.on(on).filter(role__code=Role.Code.TEAM_MANAGER)
    return Q(pk__in=posts.values("user")) | Q(pk__in=posts.values("stand_in"))


def _is_here(user: User, on: date) -> bool:
    return user.is_active and not Absence.objects.on(on).filter(user=user).exists()


def _stand_ins(question: Question, on: date) -> Iterable[User]:
    posts = Assignment.objects.on(on).filter(
        role__code=Role.Code.VILLAGE_COORDINATOR, villages=question.village, stand_in__is_active=True
    )
    return [post.stand_in for post in posts.select_related("stand_in") if post.stand_in]


def _once(people: Iterable[User | None]) -> list[User | None]:
    return list(dict.fromkeys(people))


def _tell(
    promise: Promise, question: Question, step: Step, told: User | None, on: date, by: Actor, at: datetime
) -> int:
    _row, is_new = PromiseWarning.objects.get_or_create(promise=promise, step=step, told=told, defaults={"told_at": at})
    if is_new:
        queue_warning(question, step, promise.pk, to=told, on=on, at=at)
        record("question.warned", question, by=by, at=at, data={"number": question.number, "step": step.label})
    return int(is_new)
