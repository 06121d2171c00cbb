"""A village in figures beside the whole municipality (R270), and one figure in all villages (R3)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.profiles.queries import all_profiles, compared, figures_on, profile_of
from kernkracht.community.villages.models import Village

from ..kept import kept
from .files import as_csv
from .presenters import caption_of, profile_for, rows_of

ORDERS = ("getal", "naam")


@require_safe
@kept
def village_figures(request: HttpRequest, slug: str) -> HttpResponse:
    """`/dorpen/<slug>/cijfers/`. A village without figures has this page too, and says so."""
    village = get_object_or_404(Village, slug=slug)
    profile = profile_for(profile_of(village, timezone.localdate()))
    return render(request, "public/profiles/village.html", {"village": village, "profile": profile})


@require_safe
def village_figures_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """`/dorpen/<slug>/cijfers.csv`: what the page shows."""
    village = get_object_or_404(Village, slug=slug)
    lines = [(village, line) for line in profile_of(village, timezone.localdate())]
    return _file(as_csv(lines), f"cijfers-{village.slug}.csv")


@require_safe
@kept
def compare_figures(request: HttpRequest) -> HttpResponse:
    """`/dorpen/cijfers/?cijfer=…&volgorde=…`: the villages side by side."""
    today = timezone.localdate()
    figures = list(figures_on(today))
    wanted = request.GET.get("cijfer", "")
    chosen = next((figure for figure in figures if figure.code == wanted), figures[0] if figures else None)
    order = request.GET.get("volgorde", "")
    order = order if order in ORDERS else ORDERS[0]
    context: dict[str, Any] = {
        "figures": figures,
        "chosen": chosen,
        "is_unknown": bool(wanted) and chosen is not None and chosen.code != wanted,
        "order": order,
        "orders": zip(ORDERS, (_("Hoogste getal eerst"), _("Op naam")), strict=True),
        "comparison": None,
    }
    if chosen is not None:
        comparison = compared(chosen, today)
        is_share = chosen.share_of_id is not None
        context |= {
            "comparison": comparison,
            "rows": rows_of(comparison, by_name=order == "naam"),
            "caption": caption_of(chosen.Unit.PERCENT if is_share else chosen.unit),
        }
    return render(request, "public/profiles/compare.html", context)


@require_safe
def all_figures_csv(request: HttpRequest) -> HttpResponse:
    """`/dorpen/cijfers.csv`: every figure of every village."""
    return _file(as_csv(all_profiles(timezone.localdate())), "cijfers-dorpen.csv")


def _file(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8; header=present")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
