"""Gatherings for everybody: what is ahead, what was and what came of it; and calendar files."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.gatherings.models import Audience, Gathering
from kernkracht.community.gatherings.permissions import why_closed
from kernkracht.community.gatherings.queries import (
    appointment_of,
    calendar_of,
    host_name,
    in_village,
    invitee_by_token,
    local_moment,
    public_ahead,
    public_calendar_of,
    public_gatherings,
    when_text,
)
from kernkracht.community.presence.models import Presence
from kernkracht.community.presence.queries import appointment_of as presence_of
from kernkracht.community.presence.queries import calendar_of as presence_calendar
from kernkracht.community.presence.queries import presences_ahead
from kernkracht.community.villages.models import Village
from kernkracht.foundation.calendar_files import calendar_file as written

from ..kept import kept

PER_PAGE = 20
MONTHS_AHEAD = 12
FILTERS = ("dorp", "maand", "voor")


def _calendar(content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    return answer


@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """`/bijeenkomst/<token>/afspraak.ics`: for who was invited; a moved or cancelled one says so when fetched again."""
    invitee = invitee_by_token(token)
    if invitee is None:
        raise Http404
    answer = _calendar(calendar_of(invitee.gathering))
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@kept
def gatherings(request: HttpRequest) -> HttpResponse:
    """`/bijeenkomsten/`: by village, month and for whom; what was with what came of it."""
    at = timezone.now()
    wanted = {name: request.GET.get(name, "")[:60] for name in FILTERS}
    is_past = request.GET.get("geweest", "") == "1"
    villages = list(Village.objects.active())
    village = next((row for row in villages if row.slug == wanted["dorp"]), None)
    rows = _chosen(village, wanted, is_past=is_past, at=at)
    context = {
        "page": Paginator(rows.prefetch_related("villages"), PER_PAGE).get_page(request.GET.get("pagina")),
        "params": request.GET,
        "villages": villages,
        "village": village,
        "months": _months(at),
        "audiences": Audience.choices,
        "wanted": wanted,
        "is_past": is_past,
    }
    return render(request, "public/gatherings/list.html", context)


def _chosen(village: Village | None, wanted: dict[str, str], *, is_past: bool, at: datetime) -> QuerySet[Gathering]:
    rows = public_gatherings()
    if village is not None:
        rows = rows.filter(in_village(village)).distinct()
    if wanted["voor"] in Audience.values:
        rows = rows.filter(audience=wanted["voor"])
    if is_past:
        return rows.filter(ends_at__lt=at).exclude(state=Gathering.State.CANCELLED).order_by("-starts_at", "-pk")
    if month := _month(wanted["maand"]):
        after = (month + timedelta(days=32)).replace(day=1)
        rows = rows.filter(starts_at__gte=local_moment(month, time(0)), starts_at__lt=local_moment(after, time(0)))
    return rows.filter(ends_at__gte=at).order_by("starts_at", "pk")


def _month(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  (a month, not a moment)
    except ValueError:
        return None


def _months(at: datetime) -> list[date]:
    """This month and the months after it."""
    first = timezone.localdate(at).replace(day=1)
    found = [first]
    while len(found) < MONTHS_AHEAD:
        found.append((found[-1] + timedelta(days=32)).replace(day=1))
    return found


@require_safe
@kept
def gathering(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """`/bijeenkomsten/<pk>-<slug>/`: one gathering; an older name in the address leads to the present one."""
    row, at = get_object_or_404(public_gatherings().prefetch_related("villages"), pk=pk), timezone.now()
    if slug != row.slug:
        return redirect("gathering", pk=pk, slug=row.slug, permanent=True)
    slots = [slot for slot in row.slots.all() if slot.starts_at > at] if row.takes_sign_ups else []
    closed = why_closed(row, at)
    context: dict[str, Any] = {
        "gathering": row,
        "follow_value": f"gathering:{row.pk}",
        "when": when_text(row.starts_at, row.ends_at, get_language() or "nl"),
        "host": host_name(row),
        "slots": slots,
        "can_sign_up": bool(slots) and not closed,
        "is_full": bool(slots) and all(slot.is_full for slot in slots),
        "by_phone": any(slot.by_phone for slot in slots),
        "closed": closed or _("Alle tijden zijn voorbij. Bekijk andere dagen."),
        "is_over": row.ends_at <= at,
        "is_cancelled": row.state == Gathering.State.CANCELLED,
        "documents": row.documents.all() if row.outcome else (),
    }
    return render(request, "public/gatherings/gathering.html", context)


@require_safe
def public_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One public gathering for somebody's own calendar."""
    return _calendar(public_calendar_of(get_object_or_404(public_gatherings(), pk=pk)))


@require_safe
def presence_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One moment that a colleague is in a village."""
    rows = Presence.objects.select_related("user__contact_card", "village")
    return _calendar(presence_calendar(get_object_or_404(rows, pk=pk)))


@require_safe
def village_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """`/dorpen/<slug>/agenda.ics`: everything ahead in a village, for a calendar that follows it."""
    village, at = get_object_or_404(Village, slug=slug), timezone.now()
    entries = [appointment_of(row, is_public=True) for row in public_ahead(at, village)]
    entries += [presence_of(row) for row in presences_ahead(village, at)]
    return _calendar(written(entries, name=village.name))
