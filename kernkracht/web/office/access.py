"""The door of the office: signed in, working here, and holding the permission. Anything else does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import keep_permissions

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def office_page(*permissions: Permission) -> Callable[[View[P]], View[P]]:
    """Let in who holds one of these permissions somewhere today. Visitors sign in first; others get a 404.

    For acts on one case or village the action itself asks the permission again, for that village.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not rights_of(request) & set(permissions):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.needs_permission = permissions  # type: ignore[attr-defined] # read by the route × role test
        return guarded

    return decorate


def rights_of(request: HttpRequest) -> frozenset[Permission]:
    """What the reader may do somewhere today: asked once per request, for the door, the menu and the lists."""
    if not hasattr(request, "office_rights"):
        request.office_rights = keep_permissions(officer(request), timezone.localdate())  # type: ignore[attr-defined] # ours
    rights: frozenset[Permission] = request.office_rights  # type: ignore[attr-defined] # ours
    return rights


def officer(request: HttpRequest) -> User:
    """The account behind a request that came through the door."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    return user


@lru_cache(maxsize=256)
def rights_that_open(url: str) -> frozenset[Permission]:
    """The permissions of which one is enough for the page at `url`, as its door asks; none where nothing answers."""
    try:
        view = resolve(url).func
    except Resolver404:
        return frozenset()
    return frozenset(getattr(view, "needs_permission", ()))
