"""`/zoeken/`: one box over everything that everybody may read. Who is signed in finds no more here than anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kernkracht.foundation.search.queries import EVERYBODY
from kernkracht.web.found import SearchPage


@require_safe
@never_cache
def search_page(request: HttpRequest) -> HttpResponse:
    """`?zoek=` words, `?soort=` a kind, `?dorp=` a village, `?letterlijk=1` the words as they were typed."""
    page = SearchPage(request, EVERYBODY, timezone.now(), reverse("search"))
    return render(request, "public/search/page.html", page.context())
