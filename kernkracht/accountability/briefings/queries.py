"""Which briefings and joined cases somebody may see, and the pages made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import contact_for, contacts, villages_where
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.participation.questions.models import Question

from .changes import changes_between, sentences
from .content import Content, from_json
from .facts import content_of, contents_of
from .layout import Page, page_of
from .models import AldermanAttendance, Briefing

__all__ = [
    "Appearance",
    "alderman_appearances",
    "alderman_of",
    "aldermen_for",
    "attendances_about",
    "attendances_of",
    "briefed_villages",
    "briefing_page",
    "changes_since",
    "content_of",
    "contents_of",
    "latest_briefings",
    "own_alderman_villages",
    "series_of",
    "visible_attendances",
    "visible_briefings",
]

Subject = Question | GrantApplication | Gathering


def briefed_villages(by: Actor, on: date) -> QuerySet[Village]:
    """The villages whose briefings somebody may read: an alderman those of the own post, a manager all."""
    own = villages_where(by, Permission.READ_BRIEFING, on).filter(status=Village.Status.ACTIVE)
    return own.select_related("area").order_by("sort_order", "name")


def visible_briefings(by: Actor, on: date) -> QuerySet[Briefing]:
    """The newest first. A briefing of another village does not exist for the reader."""
    own = villages_where(by, Permission.READ_BRIEFING, on)
    rows = Briefing.objects.filter(village__in=own).select_related("village", "made_by__user", "previous")
    return rows.order_by("-made_at", "-pk")


def series_of(key: UUID, by: Actor, on: date) -> list[Briefing]:
    """The pages of one document that the reader may see, in the order of the villages."""
    rows = visible_briefings(by, on).filter(series=key)
    return list(rows.order_by("village__sort_order", "village__name"))


def latest_briefings(villages: QuerySet[Village] | list[Village]) -> dict[int, Briefing]:
    """The last briefing of each village, in one query."""
    rows = Briefing.objects.filter(village__in=villages, next=None).order_by("village", "made_at")
    return {row.village_id: row for row in rows}


def content(briefing: Briefing) -> Content:
    """The content as it was frozen."""
    return from_json(briefing.content)


def briefing_page(briefing: Briefing, *, is_paper: bool) -> Page:
    """A frozen briefing as it is shown or printed; today it says the same as on its own day."""
    since = localdate(briefing.previous.made_at) if briefing.previous else None
    return page_of(content(briefing), briefing.changes, since, is_paper=is_paper)


def alderman_of(village: Village, on: date) -> User | None:
    """Who is alderman of a village that day; None when nobody is, stand-ins and teams not counted."""
    found = contact_for(village, on, Role.Code.VILLAGE_ALDERMAN)
    return found.user if found and not found.is_temporary else None


def own_alderman_villages(alderman: User, on: date) -> list[Village]:
    """The villages of which somebody is alderman on a day; a post for all villages counts."""
    posts = alderman.assignments.on(on).filter(role__code=Role.Code.VILLAGE_ALDERMAN)
    rows = Village.objects.active().select_related("area")
    if not posts.filter(all_villages=True).exists():
        rows = rows.filter(assignments__in=posts).distinct()
    return list(rows.order_by("sort_order", "name"))


def aldermen_for(by: Actor, on: date) -> list[User]:
    """Aldermen of villages for which somebody may make a briefing on a day."""
    own = villages_where(by, Permission.MAKE_BRIEFING, on).filter(status=Village.Status.ACTIVE)
    found = contacts(on, Role.Code.VILLAGE_ALDERMAN, own).values()
    people = {row.user.pk: row.user for row in found if row and row.user and not row.is_temporary}
    return sorted(people.values(), key=lambda user: user.name)


def changes_since(last: Briefing | None, now: Content) -> list[str]:
    """What a briefing made now would say that changed; nothing before the first."""
    return sentences(changes_between(content(last), now)) if last else []


def _attendances() -> QuerySet[AldermanAttendance]:
    related = ("alderman", "village", "question__theme", "application__scheme", "gathering", "handed_by__user")
    return AldermanAttendance.objects.select_related(*related)


def attendances_of(alderman: User) -> QuerySet[AldermanAttendance]:
    """Where an alderman joins now, the newest first (R22)."""
    return _attendances().filter(alderman=alderman, ended_at=None).order_by("-handed_at", "-pk")


def visible_attendances(user: User, on: date) -> QuerySet[AldermanAttendance]:
    """What somebody may read: the own ones, and those of villages whose briefings one may read."""
    own = villages_where(user.actor, Permission.READ_BRIEFING, on)
    return _attendances().filter(Q(alderman=user) | Q(village__in=own)).order_by("-handed_at", "-pk")


def attendances_about(subject: Subject) -> list[AldermanAttendance]:
    """Every time the alderman joined a case, the newest first, for the page of that case."""
    field = subject_field(subject)
    return list(_attendances().filter(**{field: subject}).order_by("-handed_at", "-pk"))


def subject_field(subject: Subject) -> str:
    """Under which field of an attendance a case stands."""
    if isinstance(subject, Question):
        return "question"
    return "application" if isinstance(subject, GrantApplication) else "gathering"


LOOK_BACK = timedelta(days=180)


@dataclass(frozen=True)
class Appearance:
    """Where the alderman is or was in a village, as everybody may know (R18)."""

    pk: int
    slug: str
    title: str
    starts_at: datetime
    is_ahead: bool


def alderman_appearances(village: Village, at: datetime, alderman: User | None = None) -> list[Appearance]:
    """Public gatherings of a village that its alderman hosts or joins: ahead, and in the last half year (R18).

    One query when the alderman is given, otherwise also those of the contact.
    """
    alderman = alderman or alderman_of(village, localdate(at))
    if alderman is None:
        return []
    with_alderman = Q(host=alderman) | Q(alderman_attendances__alderman=alderman, alderman_attendances__ended_at=None)
    rows = Gathering.objects.filter(with_alderman, is_public=True, villages=village, starts_at__gte=at - LOOK_BACK)
    rows = rows.exclude(state=Gathering.State.CANCELLED).distinct().order_by("-starts_at", "-pk")
    return [Appearance(row.pk, row.slug, row.title, row.starts_at, row.starts_at > at) for row in rows]
