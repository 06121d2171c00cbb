"""`/dorpen/<slug>/tijdlijn/`: what happened in a village, month by month."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kernkracht.community.following.models import What
from kernkracht.community.following.queries import Told, told_here
from kernkracht.community.following.sources import source_of
from kernkracht.community.villages.models import Village

from ..kept import kept

MOST = 100


@require_safe
@kept
def village_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """The last hundred things, each with a link to where it stands now; what is no longer public is not among them."""
    village = get_object_or_404(Village, slug=slug)
    rows = [_row(told) for told in told_here(village, timezone.now(), MOST)]
    months = [(month, list(of_month)) for month, of_month in groupby(rows, key=lambda row: _month(row["day"]))]
    context = {"village": village, "months": months, "is_cut": len(rows) == MOST, "most": MOST}
    return render(request, "public/villages/timeline.html", context)


def _row(told: Told) -> dict[str, Any]:
    item, line = told.item, told.line
    happened = "" if item.what == What.NEW else str(What(item.what).label)
    return {
        "title": line.title,
        "link": line.link,
        "text": line.text,
        "kind": source_of(item.source).heading,
        "label": line.label or happened,
        "day": timezone.localdate(item.at),
    }


def _month(day: date) -> date:
    return day.replace(day=1)
