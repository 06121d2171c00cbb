"""Public pages that are kept as they were made, for as long as nothing has changed.

Every act records one event in its own transaction, so the newest events of the trail tell whether any data changed
since a page was made: one small query instead of a dozen, and no template. A change is seen by the very next visitor.
What changes past the acts (a seed, a repair by hand) is seen within a minute. See docs/domain/performance.md.
"""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language

from kernkracht.foundation.audit.queries import TrailTip, trail_tip

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

MOST_PAGES = 400
"""Per server process; pages of 25 to 50 kB, so at most some 20 MB."""
MAX_SECONDS = 60.0
MAX_ADDRESS = 300
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")')


@dataclass(frozen=True)
class KeptPage:
    """A page in parts: between them goes the visitor's own token against forged forms."""

    parts: tuple[bytes, ...]
    content_type: str
    tip: TrailTip
    day: date
    made_at: float

    def is_current(self, tip: TrailTip) -> bool:
        young = time.monotonic() - self.made_at < MAX_SECONDS
        return young and self.tip == tip and self.day == timezone.localdate()

    def answer(self, request: HttpRequest) -> HttpResponse:
        token = get_token(request).encode() if len(self.parts) > 1 else b""
        return HttpResponse(token.join(self.parts), content_type=self.content_type)


_pages: OrderedDict[tuple[str, str | None], KeptPage] = OrderedDict()
_lock = threading.Lock()


def forget_pages() -> None:
    """Make every page anew."""
    with _lock:
        _pages.clear()


def kept(view: View[P]) -> View[P]:
    """Keep the page for visitors who are nobody in particular; everybody else gets it made for them."""

    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not _may_keep(request):
            return view(request, *args, **kwargs)
        key, tip = (request.get_full_path(), get_language()), trail_tip()
        found = _find(key)
        if found is not None and found.is_current(tip):
            return found.answer(request)
        page = view(request, *args, **kwargs)
        if page.status_code == 200:
            _keep(key, page, tip)
        return page

    return update_wrapper(answer, view)


def _may_keep(request: HttpRequest) -> bool:
    """No session and no message waiting; a part for htmx and an endless address are made each time."""
    return (
        settings.KEEP_PUBLIC_PAGES
        and request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and not getattr(request, "htmx", False)
        and len(request.get_full_path()) <= MAX_ADDRESS
    )


def _find(key: tuple[str, str | None]) -> KeptPage | None:
    with _lock:
        if key in _pages:
            _pages.move_to_end(key)
        return _pages.get(key)


def _keep(key: tuple[str, str | None], page: HttpResponse, tip: TrailTip) -> None:
    """`tip` was read before the page was made, so a change in between makes the page old, never wrongly current."""
    made = KeptPage(
        tuple(TOKEN.split(page.content)), page.headers["Content-Type"], tip, timezone.localdate(), time.monotonic()
    )
    with _lock:
        _pages[key] = made
        _pages.move_to_end(key)
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)
