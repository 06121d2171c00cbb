"""Reads about following: what somebody follows, what can be followed, and what happened in whose villages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.queries import themes_on
from kernkracht.community.villages.models import Village

from .models import Follower, Following, NewsItem
from .sources import Line, Named, Thing, lines_of, names_of, sources

LONGEST_TOKEN = 64


@dataclass(frozen=True)
class Followed:
    """One thing that somebody follows; `named` is None when it is gone or no longer public."""

    following: Following
    named: Named | None


def follower_by_token(token: str) -> Follower | None:
    if not token or len(token) > LONGEST_TOKEN or "\x00" in token:
        return None
    return Follower.objects.select_related("user", "visitor").filter(token=token).first()


def follower_of(user: User) -> Follower | None:
    """The follower that belongs to an account."""
    return Follower.objects.select_related("user", "visitor").filter(user=user).first()


def followed_by(follower: Follower) -> list[Followed]:
    """Everything that is confirmed, in the order in which it began."""
    rows = list(follower.followings.filter(confirmed_at__isnull=False).select_related("subject").order_by("pk"))
    return _named(rows)


def sign_up_of(key: str) -> list[Followed]:
    """What one sign-up would follow; empty when the link was used, replaced, or never there."""
    if not key or len(key) > LONGEST_TOKEN or "\x00" in key:
        return []
    return _named(list(Following.objects.filter(confirm_key=key).select_related("subject").order_by("pk")))


def _named(rows: Iterable[Following]) -> list[Followed]:
    rows = list(rows)
    names = names_of((row.subject.kind, row.subject.key) for row in rows)
    return [Followed(row, names.get((row.subject.kind, row.subject.key))) for row in rows]


def name_of(thing: Thing) -> Named | None:
    """What anybody may know of one thing to follow; None when there is no such thing."""
    return names_of([thing]).get(thing)


def villages_to_follow() -> QuerySet[Village]:
    return Village.objects.active().order_by("name")


def themes_to_follow(at: datetime) -> QuerySet[Theme]:
    return themes_on(localdate(at))


def own_villages(user: User, at: datetime) -> QuerySet[Village]:
    """The villages of which a colleague hears: those of the posts with the right to read the office."""
    return villages_where(user.actor, Permission.READ_OFFICE, localdate(at))


def office_items(user: User, since: datetime, until: datetime) -> QuerySet[NewsItem]:
    """What happened in the own villages after a moment: the public part, and what the colleague may see there."""
    on = localdate(until)
    seen = Q(audience=NewsItem.Audience.PUBLIC) & _in(own_villages(user, until))
    for source in sources():
        if source.needs is not None:
            mine = _in(villages_where(user.actor, source.needs, on))
            seen |= Q(audience=NewsItem.Audience.INTERNAL, source=source.code) & mine
    return NewsItem.objects.filter(seen, at__gt=since, at__lte=until).distinct().order_by("-at", "-pk")


def _in(villages: QuerySet[Village]) -> Q:
    keys = [str(pk) for pk in villages.order_by("pk").values_list("pk", flat=True)]
    return Q(subjects__kind="village", subjects__key__in=keys)


@dataclass(frozen=True)
class Told:
    """One thing that happened, as it may be read now."""

    item: NewsItem
    line: Line


def told_in_villages(user: User, since: datetime, until: datetime, most: int) -> list[Told]:
    """The same with words, newest first, each thing once; for the office page."""
    newest: dict[Thing, NewsItem] = {}
    for item in office_items(user, since, until)[: most * 2]:
        newest.setdefault((item.source, item.key), item)
    lines = lines_of(newest, until)
    return [Told(item, lines[thing]) for thing, item in newest.items() if thing in lines][:most]


def told_here(village: Village, until: datetime, most: int) -> list[Told]:
    """What anybody may read of what happened in a village, newest first; of one thing only the newest."""
    public = NewsItem.objects.filter(audience=NewsItem.Audience.PUBLIC, at__lte=until)
    here = public.filter(subjects__kind="village", subjects__key=str(village.pk)).order_by("-at", "-pk")
    newest: dict[Thing, NewsItem] = {}
    for item in here[: most * 2]:
        newest.setdefault((item.source, item.key), item)
    lines = lines_of(newest, until)
    return [Told(item, lines[thing]) for thing, item in newest.items() if thing in lines][:most]


def told_of_happenings(villages: QuerySet[Village], at: datetime) -> QuerySet[Village]:
    """Each with `has_happenings`: whether its timeline may hold something."""
    key = Cast(OuterRef("pk"), CharField())
    here = NewsItem.objects.filter(
        audience=NewsItem.Audience.PUBLIC, at__lte=at, subjects__kind="village", subjects__key=key
    )
    return villages.annotate(has_happenings=Exists(here.order_by()))
