"""When something is wrong: say what, and how to go on. The page for a fault of ours does without a database."""

from __future__ import annotations

import logging

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language

from kernkracht.foundation.design_system.site_identity import SiteIdentity, identity

log = logging.getLogger(__name__)
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when what was sent is larger than we take."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from an old page or without cookies; `reason` is for the log, not for the reader."""
    log.info("A form was refused: %s", reason)
    return render(request, "403_csrf.html", {"kept": kept_input(request)}, status=403)


def kept_input(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to send again from a fresh page; nothing when the form did not come from this site itself.

    A browser names the origin of every form it sends, so a form on somebody else's page is never offered again.
    """
    if request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in NEVER_KEPT]


def server_error(request: HttpRequest) -> HttpResponse:
    """500: no session, no menu; without database it is neutral, without assets plain, but readable."""
    try:
        styles = static("site.css")
    except ValueError:  # the list of hashed names is missing
        styles = ""
    try:
        who = identity()
    except DatabaseError:
        who = SiteIdentity()
    context = {"styles": styles, "who": who, "language": get_language() or "nl"}
    return HttpResponse(render_to_string("500.html", context), status=500)
