"""`/werk/zoeken/`: what everybody finds, and what this colleague may read besides."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import rights_by_village
from kernkracht.foundation.search.queries import Reader
from kernkracht.web.found import SearchPage
from kernkracht.web.office.access import office_page, officer


def reader_of(user: User) -> Reader:
    """The rights of somebody today, each with the villages for which it is held."""
    return Reader(rights_by_village(user, timezone.localdate()), user.pk)


@require_safe
@office_page(*Permission)
@never_cache
def search_page(request: HttpRequest) -> HttpResponse:
    page = SearchPage(request, reader_of(officer(request)), timezone.now(), reverse("office_search"))
    return render(request, "office/search/page.html", page.context())
