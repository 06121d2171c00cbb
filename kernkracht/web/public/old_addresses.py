"""Addresses of an earlier website, quoted in letters, that lead to the rules page (R148)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from kernkracht.grants.schemes.queries import scheme_at

LONGEST = 300


class OldAddresses:
    """Asks only where nothing answered, so that an old address never stands in front of a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if answer.status_code != 404 or request.method not in ("GET", "HEAD"):
            return answer
        path = request.path_info
        if len(path) > LONGEST or "\x00" in path:
            return answer
        scheme = scheme_at(path)
        return HttpResponsePermanentRedirect(reverse("scheme", args=[scheme.slug])) if scheme else answer
