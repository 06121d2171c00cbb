"""Reads offered to other rooms and to the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.timezone import localdate

from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from .calendar import appointment_of, calendar_of, calendar_of_sign_up, public_calendar_of
from .models import ActionPointOfGathering, Attendance, Gathering, GatheringKind, Invitee, SignUp, source_mark
from .moments import local_moment, when_text
from .permissions import DOOR_CLOSES, DOOR_OPENS
from .start_gatherings import START_GATHERING, start_gatherings

LONGEST_TOKEN = 64


def kind_named(code: str) -> GatheringKind | None:
    """The kind with this code as the municipality has it now; None before the first of its sort is planned."""
    return GatheringKind.objects.filter(code=code).first()


def offered_kinds() -> QuerySet[GatheringKind]:
    """The kinds that the office plans by hand."""
    return GatheringKind.objects.filter(is_offered=True)


def public_gatherings() -> QuerySet[Gathering]:
    """What anybody may know of, whenever it is or was."""
    return Gathering.objects.filter(is_public=True).select_related("kind", "host__contact_card")


def in_village(village: Village) -> Q:
    """For a village itself, or for all villages."""
    return Q(villages=village) | Q(villages=None)


def public_ahead(at: datetime, village: Village | None = None) -> QuerySet[Gathering]:
    """Public gatherings that are still to come, soonest first; when given, of one village and of all together."""
    rows = Gathering.objects.filter(is_public=True, state=Gathering.State.PLANNED, ends_at__gte=at)
    if village is not None:
        rows = rows.filter(in_village(village)).distinct()
    return rows.select_related("kind").order_by("starts_at", "pk")


def told_of_gatherings(villages: QuerySet[Village], at: datetime) -> QuerySet[Village]:
    """Each with `has_gatherings` and `has_agreements`, so that a page without any asks nothing more."""
    here = public_ahead(at).filter(Q(villages=OuterRef("pk")) | Q(villages=None))
    agreed = public_points().filter(gathering__villages=OuterRef("pk"))
    return villages.annotate(has_gatherings=Exists(here.order_by()), has_agreements=Exists(agreed.order_by()))


def public_points() -> QuerySet[ActionPointOfGathering]:
    """What the municipality said it would do at gatherings that everybody may read about."""
    held = ActionPointOfGathering.objects.filter(gathering__is_public=True, gathering__state=Gathering.State.HELD)
    return held.select_related("gathering")


def agreed_in(village: Village) -> QuerySet[ActionPointOfGathering]:
    """The public points of one village: first what is open, soonest first; then what was done, newest first."""
    return (
        public_points()
        .filter(gathering__villages=village)
        .order_by(F("done_at").desc(nulls_first=True), "due_on", "pk")
    )


def office_gatherings() -> QuerySet[Gathering]:
    """What the office plans by hand: never a hearing, which belongs to its case."""
    rows = Gathering.objects.filter(kind__is_offered=True)
    return rows.select_related("kind", "host", "series").prefetch_related("villages")


def taken_over(identities: Iterable[str]) -> dict[str, Gathering]:
    """The gatherings that were taken out of a calendar before, by what that calendar knows them by."""
    marks = {source_mark(identity): identity for identity in identities}
    rows = Gathering.objects.filter(taken_from__in=marks).order_by("pk")
    return {marks[row.taken_from]: row for row in rows}


def gatherings_between(villages: Iterable[Village], first: datetime, last: datetime) -> QuerySet[Gathering]:
    """What is planned in some villages, or for all together, from one moment until another; soonest first."""
    rows = office_gatherings().filter(state=Gathering.State.PLANNED, ends_at__gte=first, starts_at__lt=last)
    return rows.filter(Q(villages__in=villages) | Q(villages=None)).distinct().order_by("starts_at", "pk")


def with_numbers(rows: QuerySet[Gathering]) -> QuerySet[Gathering]:
    """Each with `placed` and `waiting`, for lists."""
    placed = Count("sign_ups", filter=Q(sign_ups__state=SignUp.State.PLACED), distinct=True)
    waiting = Count("sign_ups", filter=Q(sign_ups__state=SignUp.State.WAITING), distinct=True)
    return rows.annotate(placed=placed, waiting=waiting)


def to_conclude(by: Actor, at: datetime) -> QuerySet[Gathering]:
    """Gatherings that were, in the reader's villages or planned by the reader, whose outcome nobody wrote down yet."""
    own = villages_where(by, Permission.MANAGE_GATHERINGS, localdate(at))
    rows = office_gatherings().filter(state=Gathering.State.PLANNED, ends_at__lt=at)
    return rows.filter(Q(villages__in=own) | Q(villages=None, planned_by=by)).distinct().order_by("starts_at", "pk")


def invitee_by_token(token: str) -> Invitee | None:
    """Who a mailed link was meant for, with the gathering."""
    return Invitee.objects.select_related("gathering__kind").filter(token=token[:LONGEST_TOKEN]).first()


def sign_up_by_token(token: str) -> SignUp | None:
    """Who a mailed link was meant for, with the slot and the gathering."""
    related = ("slot__gathering__kind", "gathering__kind", "slot__gathering__host__contact_card")
    return SignUp.objects.select_related(*related).filter(token=token[:LONGEST_TOKEN]).first()


def signed_up(gathering: Gathering) -> QuerySet[SignUp]:
    """Everybody on the list with `is_there`: places first, then who waits, each in order of coming."""
    there = Attendance.objects.filter(sign_up=OuterRef("pk")).order_by()
    return gathering.sign_ups.annotate(is_there=Exists(there)).order_by("state", "signed_up_at", "pk")


def at_the_door(code: str, at: datetime) -> Gathering | None:
    """The gathering whose code this is, while its door is open."""
    rows = Gathering.objects.filter(
        door_code=code[:6], starts_at__lte=at + DOOR_OPENS, ends_at__gte=at - DOOR_CLOSES
    ).exclude(state=Gathering.State.CANCELLED)
    return rows.select_related("kind").order_by("starts_at", "pk").first()


@dataclass(frozen=True)
class Turnout:
    """How many came, and how that is known."""

    signed_up: int = 0
    door: int = 0
    counted: int = 0

    @property
    def people(self) -> int:
        return self.signed_up + self.door + self.counted


def turnout(gathering: Gathering) -> Turnout:
    rows = gathering.attendances.values_list("how").annotate(total=Sum("people")).order_by("how")
    found = dict(rows)
    return Turnout(
        signed_up=found.get(Attendance.How.SIGNED_UP, 0),
        door=found.get(Attendance.How.DOOR_CODE, 0),
        counted=found.get(Attendance.How.COUNTED, 0),
    )


@dataclass(frozen=True)
class FeedbackFigure:
    """What people thought together; `average` is from 1 to 5, None without answers."""

    answers: int
    average: float | None


def feedback_figure(gathering: Gathering) -> FeedbackFigure:
    found = gathering.feedback.aggregate(answers=Count("pk"), average=Avg("score"))
    return FeedbackFigure(found["answers"], found["average"])


def action_points(on: date, owner: User | None = None, state: str = "open") -> QuerySet[ActionPointOfGathering]:
    """Action points: `open`, `late` (open with a day before `on`) or `done`; of one owner when given."""
    rows = ActionPointOfGathering.objects.select_related("gathering__kind", "owner")
    if owner is not None:
        rows = rows.filter(owner=owner)
    if state == "done":
        return rows.filter(done_at__isnull=False).order_by("-done_at", "pk")
    rows = rows.filter(done_at=None)
    return (rows.filter(due_on__lt=on) if state == "late" else rows).order_by("due_on", "pk")


def possible_hosts(on: date) -> QuerySet[User]:
    """Who can be host: colleagues, and aldermen with a post on this day."""
    aldermen = User.objects.filter(
        assignments__role__code=Role.Code.VILLAGE_ALDERMAN, assignments__valid_from__lte=on, is_active=True
    )
    return (User.objects.filter(is_staff=True, is_active=True) | aldermen).distinct().order_by("name", "email")


def host_name(gathering: Gathering) -> str:
    """How residents know the host: by the card; colleagues without one by their name; "" without host."""
    host = gathering.host
    if host is None:
        return ""
    card = getattr(host, "contact_card", None)
    return str(card.public_name if card else host.name)


def free_slots(gathering: Gathering, at: datetime) -> bool:
    """Whether somebody can still get a place at once."""
    rows = gathering.slots.filter(starts_at__gt=at)
    return rows.filter(Q(capacity=None) | Q(taken__lt=F("capacity"))).exists()


__all__ = [
    "START_GATHERING",
    "FeedbackFigure",
    "Turnout",
    "action_points",
    "appointment_of",
    "at_the_door",
    "calendar_of",
    "calendar_of_sign_up",
    "feedback_figure",
    "free_slots",
    "gatherings_between",
    "host_name",
    "in_village",
    "invitee_by_token",
    "kind_named",
    "local_moment",
    "offered_kinds",
    "office_gatherings",
    "possible_hosts",
    "public_ahead",
    "public_calendar_of",
    "public_gatherings",
    "sign_up_by_token",
    "signed_up",
    "start_gatherings",
    "to_conclude",
    "told_of_gatherings",
    "turnout",
    "when_text",
    "with_numbers",
]
