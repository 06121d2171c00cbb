"""Reading about partners: for a village, the calendar, what is expected, and what residents may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When

from kernkracht.community.villages.models import Area, Village

from .models import (
    AgendaPoint,
    ContractManagement,
    OutlookItem,
    Partner,
    PartnerAgreement,
    PartnerKind,
    PartnerMeeting,
    ProgressNote,
    Provision,
    SupportRequest,
)


def kinds_in_order() -> list[PartnerKind]:
    """Every kind with its sub-kinds right after it, `partner_count` on each."""
    counted = PartnerKind.objects.select_related("belongs_to").annotate(partner_count=Count("partners"))
    rows = list(counted.order_by("sort_order", "label"))
    tops = [row for row in rows if row.belongs_to_id is None]
    return [row for top in tops for row in (top, *(sub for sub in rows if sub.belongs_to_id == top.pk))]


def register(on: date) -> QuerySet[Partner]:
    """Every partner with its kind, areas, villages, and today's contract manager in `managers_now`."""
    now = Prefetch(
        "contract_managements",
        ContractManagement.objects.on(on).select_related("user"),
        to_attr="managers_now",
    )
    return Partner.objects.select_related("kind", "kind__belongs_to").prefetch_related("areas", "villages", now)


def _serves(village: Village) -> Q:
    """Who works in a village: named for it, named for its area, or not limited at all."""
    return Q(villages=village) | Q(areas=village.area_id) | Q(villages__isnull=True, areas__isnull=True)


def partners_of(village: Village, on: date) -> QuerySet[Partner]:
    """The partners that work in a village on a day."""
    served = Partner.objects.active(on).filter(_serves(village)).values("pk")
    return Partner.objects.filter(pk__in=served).select_related("kind", "kind__belongs_to")


def health_brokers(on: date) -> QuerySet[Partner]:
    return Partner.objects.active(on).filter(kind__part=PartnerKind.Part.HEALTH_BROKER)


def meetings_ahead(on: date) -> QuerySet[PartnerMeeting]:
    """Meetings from a day on, soonest first; cancelled ones stay in, marked."""
    return _meetings().filter(held_on__gte=on)


def meetings_before(on: date) -> QuerySet[PartnerMeeting]:
    """Meetings that were, the last first."""
    return _meetings().filter(held_on__lt=on).order_by("-held_on", "-starts_at", "-pk")


def _meetings() -> QuerySet[PartnerMeeting]:
    counted = PartnerMeeting.objects.annotate(point_count=Count("points"))
    return counted.prefetch_related("partners", "villages").order_by("held_on", "starts_at", "pk")


def points_of(meeting: PartnerMeeting) -> list[tuple[Village, list[AgendaPoint]]]:
    """The points of a meeting, per village."""
    return grouped(meeting.points.select_related("village", "carried_from__meeting", "carried_to__meeting"))


def grouped(points: Iterable[AgendaPoint]) -> list[tuple[Village, list[AgendaPoint]]]:
    """Points put together by village, in the order in which villages first come."""
    found: dict[Village, list[AgendaPoint]] = {}
    for point in points:
        found.setdefault(point.village, []).append(point)
    return list(found.items())


def village_points(village: Village) -> QuerySet[AgendaPoint]:
    """Everything that stood on an agenda for a village, the newest first."""
    points = AgendaPoint.objects.filter(village=village).select_related("meeting", "village")
    return points.order_by("-meeting__held_on", "-pk")


def outlook(on: date, village: Village | None = None) -> QuerySet[OutlookItem]:
    """What is expected and not over yet, soonest first; for a village also what counts everywhere."""
    items = OutlookItem.objects.filter(_not_over("ends_on", on))
    if village is not None:
        about = OutlookItem.objects.filter(Q(villages=village) | Q(villages__isnull=True)).values("pk")
        items = items.filter(pk__in=about)
    return items.select_related("partner").prefetch_related("villages")


def public_outlook(village: Village, on: date) -> QuerySet[OutlookItem]:
    """What residents of a village may read of it."""
    return outlook(on, village).filter(is_public=True)


def provisions(on: date) -> QuerySet[Provision]:
    """Facilities that are open on a day, by village."""
    return Provision.objects.filter(_not_over("ended_on", on)).select_related("village", "partner")


def public_provisions(village: Village, on: date) -> QuerySet[Provision]:
    """What residents of a village may read (R209)."""
    return provisions(on).filter(village=village, is_public=True)


def told_of(villages: QuerySet[Village], on: date) -> QuerySet[Village]:
    """The villages with `has_outlook` and `has_provisions`, so that a page asks only for what there is to show."""
    here = Q(villages=OuterRef("pk")) | Q(villages__isnull=True)
    return villages.annotate(
        has_outlook=Exists(OutlookItem.objects.filter(here, _not_over("ends_on", on), is_public=True).order_by()),
        has_provisions=Exists(
            Provision.objects.filter(_not_over("ended_on", on), village=OuterRef("pk"), is_public=True).order_by()
        ),
    )


def _not_over(field: str, on: date) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": on})


def agreements(on: date) -> QuerySet[PartnerAgreement]:
    """Running agreements with their notes, newest note first."""
    notes = Prefetch("notes", ProgressNote.objects.all())
    return PartnerAgreement.objects.on(on).select_related("partner").prefetch_related(notes)


def support_requests(area: Area | None = None) -> QuerySet[SupportRequest]:
    """Open requests first, then the newest."""
    rows = SupportRequest.objects.select_related("area", "partner")
    if area is not None:
        rows = rows.filter(area=area)
    closed = Case(When(state__in=["asked", "agreed"], then=Value(0)), default=Value(1))
    return rows.annotate(closed=closed).order_by("closed", "-asked_at", "-pk")
