"""This week's visits and gatherings, moments of which no note was made yet, and sign-ups that came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from kernkracht.community.gatherings.models import Gathering, SignUp
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.presence.models import Presence
from kernkracht.participation.observations.models import VisitNote

from .posts import Focus, Posts

WEEK = timedelta(days=7)
SIGN_UPS_AHEAD = timedelta(days=60)
"""New sign-ups are told of gatherings within so long."""


@dataclass(frozen=True)
class Moment:
    """A visit or a gathering in the agenda."""

    kind: str
    pk: int
    title: str
    villages: tuple[str, ...]
    place: str
    starts_at: datetime
    ends_at: datetime
    who: str
    is_mine: bool
    slug: str = ""
    fresh: int = 0


@dataclass(frozen=True)
class Agenda:
    """`ahead` is this week, soonest first; `to_note` were the reader's own visits without a note, the latest first."""

    ahead: tuple[Moment, ...]
    to_note: tuple[Moment, ...]
    fresh: tuple[Moment, ...]


def agenda(posts: Posts, focus: Focus, at: datetime, since: datetime) -> Agenda:
    """Three queries."""
    presences = _presences(posts, focus, at)
    gatherings = _gatherings(posts, focus, at, since)
    visits = [_visit(row, posts) for row in presences if row.ends_at > at]
    week = [_gathering(row, posts) for row in gatherings if row.starts_at < at + WEEK]
    can_note = Permission.VISIT_VILLAGES in posts.rights()
    past = [row for row in presences if row.starts_at <= at and row.user_id == posts.user.pk and not row.has_note]
    return Agenda(
        ahead=tuple(sorted([*visits, *week], key=lambda row: (row.starts_at, row.kind, row.pk))),
        to_note=tuple(_visit(row, posts) for row in reversed(past)) if can_note else (),
        fresh=tuple(_gathering(row, posts) for row in gatherings if row.fresh),
    )


def _presences(posts: Posts, focus: Focus, at: datetime) -> list[Any]:
    noted = VisitNote.objects.filter(presence=OuterRef("pk"), written_by=posts.user.actor_id).order_by()
    near = Q(starts_at__lt=at + WEEK, starts_at__gt=at - WEEK, cancelled_at=None)
    rows = Presence.objects.filter(near, focus.about("village", "user") | Q(user=posts.user))
    rows = rows.select_related("village", "user").annotate(has_note=Exists(noted))
    return list(rows.order_by("starts_at", "pk"))


def _gatherings(posts: Posts, focus: Focus, at: datetime, since: datetime) -> list[Any]:
    if Permission.READ_OFFICE not in posts.rights():
        return []
    where = Gathering.villages.through.objects.filter(gathering=OuterRef("pk")).order_by()
    here = Q()
    if focus.villages is not None:
        near = Exists(where.filter(village__in=focus.villages))
        here = Q(near) | ~Q(Exists(where)) | Q(host__in=focus.people)
    new = SignUp.objects.filter(gathering=OuterRef("pk"), signed_up_at__gt=since).order_by().values("gathering")
    rows = Gathering.objects.filter(here, kind__is_offered=True, state=Gathering.State.PLANNED)
    rows = rows.filter(ends_at__gte=at, starts_at__lt=at + SIGN_UPS_AHEAD)
    rows = rows.annotate(fresh=Coalesce(Subquery(new.annotate(n=Count("pk")).values("n")), 0))
    return list(rows.select_related("host", "kind").prefetch_related("villages").order_by("starts_at", "pk"))


def _visit(row: Any, posts: Posts) -> Moment:
    return Moment(
        kind="visit",
        pk=row.pk,
        title=row.place,
        villages=(row.village.name,),
        place=row.get_place_kind_display(),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        who=str(row.user),
        is_mine=row.user_id == posts.user.pk,
    )


def _gathering(row: Any, posts: Posts) -> Moment:
    return Moment(
        kind="gathering",
        pk=row.pk,
        title=row.title,
        villages=tuple(village.name for village in row.villages.all()),
        place=row.place or row.get_mode_display(),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        who=str(row.host or ""),
        is_mine=row.host_id == posts.user.pk,
        slug=row.slug,
        fresh=row.fresh,
    )
