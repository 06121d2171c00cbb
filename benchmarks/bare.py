"""The product's addresses, and beside them the least a Django page can do: one indexed query and a ready text.

`/bare/<name>/` answers with the very text that the product's page `<name>` had, out of `KERNKRACHT_HOME/bare/`, so that
size and compression are the same.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse  # noqa: TID251  (a page is what this measures against)
from django.urls import include, path

from kernkracht.grants.applications.models import GrantApplication

handler400 = "kernkracht.web.errors.bad_request"
handler403 = "kernkracht.web.errors.permission_denied"
handler404 = "kernkracht.web.errors.page_not_found"
handler500 = "kernkracht.web.errors.server_error"


@cache
def page_text(name: str) -> bytes:
    return bytes((settings.HOME / "bare" / f"{name}.html").read_bytes())


def bare(request: HttpRequest, name: str) -> HttpResponse:
    """One case by its number, and the text."""
    case = GrantApplication.objects.only("number").get(number="B-0000001")
    return HttpResponse(page_text(name), headers={"X-Case": str(case.number)})


urlpatterns = [path("bare/<slug:name>/", bare), path("", include("config.urls"))]
