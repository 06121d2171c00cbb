"""Where invented entries are read, so that a page of results is made whole; and a bare view beside it."""

from __future__ import annotations

from unittest.mock import patch

from django.http import HttpRequest, HttpResponse  # noqa: TID251  (a page is what this measures against)
from django.test import override_settings
from django.urls import include, path

from kernkracht.community.villages.models import Village
from kernkracht.web import found


def bare(request: HttpRequest) -> HttpResponse:
    """One indexed query and a short text."""
    village = Village.objects.only("name").order_by("pk")[0]
    return HttpResponse(village.name)


urlpatterns = [path("bare/", bare), path("", include("config.urls"))]


def install() -> None:
    """From now on every kind has a simple address."""
    simple = {kind: lambda address: f"/{address}/" for kind in found.ADDRESSES}
    patch.object(found, "ADDRESSES", simple).start()
    override_settings(ROOT_URLCONF="benchmarks.search_addresses").enable()
