"""All messages, and what people see when."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kernkracht.community.channels.models import MessagePlan
from kernkracht.community.channels.queries import all_messages, for_villages, to_do, uses_between
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.web.office.access import officer
from kernkracht.web.office.channels.shared import asked, reads_channels, village_named

from ..shared import page_context

PER_PAGE = 25
LOOK_AHEAD = timedelta(days=7)
S = MessagePlan.State
STANDS = {
    "": (S.DRAFT, S.PLANNED, S.SENT),
    "concept": (S.DRAFT,),
    "gepland": (S.PLANNED,),
    "verstuurd": (S.SENT,),
    "geevalueerd": (S.EVALUATED,),
    "afgezegd": (S.CALLED_OFF,),
}


@require_safe
@reads_channels
def messages(request: HttpRequest) -> HttpResponse:
    """`/werk/boodschappen/`: what is prepared, goes out or waits for its effect; and what must be handed over."""
    context = page_context(request, "office_message_plans")
    wanted = asked(request, "zoek", "dorp", "thema", "stand")
    mine = villages_where(officer(request).actor, Permission.MANAGE_CHANNELS, context["today"])
    context |= {
        "page": Paginator(_chosen(wanted), PER_PAGE).get_page(request.GET.get("pagina")),
        "to_do": to_do(list(mine), context["today"] + LOOK_AHEAD) if context["can_manage"] else (),
        "themes": list(Theme.objects.all()),
        "villages": list(Village.objects.active()),
        "wanted": wanted,
        "params": request.GET,
    }
    return render(request, "office/message_plans/list.html", context)


def _chosen(wanted: dict[str, str]) -> QuerySet[MessagePlan]:
    found = MessagePlan.objects.filter(state__in=STANDS.get(wanted["stand"], STANDS[""]))
    for word in wanted["zoek"].split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(text__icontains=word))
    if wanted["dorp"]:
        found = found.filter(for_villages(list(Village.objects.filter(slug=wanted["dorp"]))))
    if wanted["thema"]:
        found = found.filter(topic__code=wanted["thema"])
    return all_messages().filter(pk__in=found.order_by().values("pk")).order_by("-wanted_on", "-pk")


@require_safe
@reads_channels
def calendar(request: HttpRequest) -> HttpResponse:
    """`/werk/boodschappen/kalender/`: what people see on which day of a month."""
    context = page_context(request, "office_message_plan_calendar")
    wanted = asked(request, "maand", "dorp")
    first = _month(wanted["maand"], context["today"])
    last = first.replace(day=monthrange(first.year, first.month)[1])
    rows = uses_between(first, last, village_named(wanted["dorp"]))
    context |= {
        "days": [{"day": day, "uses": list(uses)} for day, uses in groupby(rows, key=lambda use: use.planned_on)],
        "first": first,
        "before": _name(first - timedelta(days=1)),
        "after": _name(last + timedelta(days=1)),
        "villages": list(Village.objects.active()),
        "wanted": wanted | {"maand": _name(first)},
    }
    return render(request, "office/message_plans/calendar.html", context)


def _month(text: str, today: date) -> date:
    """The first day of “2026-12”; of this month for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def _name(day: date) -> str:
    return f"{day:%Y-%m}"
