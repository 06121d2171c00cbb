"""Who may look and who may change, and what may still be changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import permissions_of
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.web.office.access import office_page, officer

P = ParamSpec("P")
READERS = (Permission.READ_OFFICE, Permission.MANAGE_SCHEMES)
DraftView = Callable[Concatenate[HttpRequest, SchemeVersion, P], HttpResponse]
PageView = Callable[..., HttpResponseBase]


def version_of(pk: int) -> SchemeVersion:
    return get_object_or_404(SchemeVersion.objects.select_related("scheme"), pk=pk)


def is_draft(version: SchemeVersion) -> bool:
    return version.state == SchemeVersion.State.DRAFT


def may_manage(request: HttpRequest) -> bool:
    """Whether the buttons to change schemes are there; `draft_page` is what really guards."""
    return Permission.MANAGE_SCHEMES in permissions_of(officer(request), timezone.localdate())


def draft_page(view: DraftView[P]) -> PageView:
    """A page for administrators that changes a draft. A published version sends them back with the reason."""

    @office_page(Permission.MANAGE_SCHEMES)
    @wraps(view)
    def guarded(request: HttpRequest, /, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        version = version_of(pk)
        if not is_draft(version):
            messages.warning(request, _("Deze versie is gepubliceerd en verandert niet meer. Maak een kopie."))
            return redirect("office_scheme", pk)
        return view(request, version, *args, **kwargs)

    return guarded
