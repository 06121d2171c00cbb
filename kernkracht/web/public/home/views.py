"""The front page: what one can do here, one's village, what was granted last, and this year's money."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kernkracht.grants.applications.queries import granted_rows, latest_plans, sum_of

from ..door import doors, published_versions
from ..kept import kept
from ..money import last_year_with_money, money_of_all
from ..presenters import plan_cards, public_map

LATEST = 3


@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = granted_rows()
    money = money_of_all(today.year, sum_of(rows, lambda row: row.year == today.year))
    earlier = last_year_with_money(rows) if not money.is_known else None
    drawn = public_map()
    context = {
        "map": drawn,
        "villages": sorted((shape["label"], shape["slug"]) for shape in drawn["shapes"]),
        "cards": plan_cards(latest_plans(LATEST)),
        "all_plans": sum_of(rows),
        "money": money,
        "earlier": earlier,
        "earlier_granted": sum_of(rows, lambda row: row.year == earlier),
        "open_doors": [door for door in doors(published_versions(), today) if door.is_open],
    }
    return render(request, "public/home/home.html", context)
