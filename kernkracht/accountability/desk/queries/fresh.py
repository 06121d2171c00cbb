"""What came in or happened in somebody's villages since that person last looked (R24)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.presence.models import ContactMoment
from kernkracht.community.villages.models import Village
from kernkracht.editorial.news.models import NewsPost
from kernkracht.participation.observations.models import VisitNote

from .agenda import Agenda
from .posts import Focus, Posts
from .promises import MOST, DueRow


@dataclass(frozen=True)
class FreshRow:
    """One new thing; `count` says how many where they are counted together."""

    kind: str
    key: str
    title: str
    village: str
    at: datetime | None
    who: str = ""
    count: int = 0


def fresh_rows(posts: Posts, focus: Focus, since: datetime, due: Iterable[DueRow], coming: Agenda) -> list[FreshRow]:
    """Three queries of its own; new questions, cases and sign-ups come with what was read before. Newest first."""
    found = [FreshRow(row.kind, row.key, row.title, row.village, row.came_at) for row in due if row.is_new]
    found += [
        FreshRow("sign-up", str(row.pk), row.title, ", ".join(row.villages), None, count=row.fresh)
        for row in coming.fresh
    ]
    found += [*_offered(posts, focus), *_contacts(posts, focus, since), *_visits(posts, focus, since)]
    return sorted(found, key=lambda row: (row.at is not None, -(row.at.timestamp() if row.at else 0)))


def _offered(posts: Posts, focus: Focus) -> list[FreshRow]:
    """News that groups offered and nobody looked at yet, whenever that was: it waits for the office."""
    if Permission.WRITE_PAGES not in posts.rights():
        return []
    rows = NewsPost.objects.filter(group__isnull=False, page__handed_over_number__isnull=False)
    if focus.villages is not None:
        where = NewsPost.villages.through.objects.filter(newspost=OuterRef("pk")).order_by()
        rows = rows.filter(Q(Exists(where.filter(village__in=focus.villages))) | ~Q(Exists(where)))
    rows = rows.select_related("page", "group").order_by("page__handed_over_at", "pk")[:MOST]
    return [FreshRow("news", str(row.page_id), str(row.group), "", row.page.handed_over_at) for row in rows]


def _contacts(posts: Posts, focus: Focus, since: datetime) -> list[FreshRow]:
    """What colleagues noted about groups."""
    if Permission.READ_OFFICE not in posts.rights():
        return []
    rows = ContactMoment.objects.filter(logged_at__gt=since).exclude(user=posts.user)
    if focus.villages is not None:
        here = Village.objects.filter(groups=OuterRef("group_id"), pk__in=focus.villages).order_by()
        rows = rows.filter(Exists(here))
    rows = rows.select_related("group", "user").order_by("-logged_at", "-pk")[:MOST]
    return [FreshRow("contact", row.group.slug, str(row.group), "", row.logged_at, who=str(row.user)) for row in rows]


def _visits(posts: Posts, focus: Focus, since: datetime) -> list[FreshRow]:
    """What colleagues noted after a visit, where the reader may read it."""
    rights = posts.rights()
    if not rights & {Permission.VISIT_VILLAGES, Permission.HANDLE_QUESTION}:
        return []
    rows = VisitNote.objects.filter(received_at__gt=since).exclude(written_by=posts.user.actor_id)
    rows = rows.filter(focus.about("village"))
    may = [posts.villages_with(right) for right in (Permission.VISIT_VILLAGES, Permission.HANDLE_QUESTION)]
    if None not in may:
        rows = rows.filter(village__in=frozenset().union(*(found for found in may if found is not None)))
    rows = rows.select_related("village", "written_by__user").order_by("-received_at", "-pk")[:MOST]
    return [
        FreshRow("visit", str(row.pk), row.text, row.village.name, row.received_at, _name(row.written_by))
        for row in rows
    ]


def _name(actor: object) -> str:
    return str(getattr(actor, "user", "") or "")
