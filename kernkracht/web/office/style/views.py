"""Each component in each state, with invented data, so that people and tests can look at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kernkracht.web import errors

from . import samples
from .forms import SampleForm

TODAY = date(2026, 11, 22)
View = Callable[..., HttpResponse]


def for_developers(view: View) -> View:
    """Answer only with DEBUG or in a demo; anywhere else these pages do not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (settings.DEBUG or settings.DEMO):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_developers
def office_parts(request: HttpRequest) -> HttpResponse:
    context = {
        "today": TODAY,
        "cases": samples.cases(TODAY),
        "views": samples.views(),
        "chips": samples.CHIPS,
        "timeline": samples.timeline(),
        "rows": samples.rows(),
        "answers": samples.answers(),
        "icons": samples.icon_names(),
        "page": Paginator(range(163), 25).page(3),
        "query": "dorp=lienden",
    }
    return render(request, "office/style/office.html", context)


@for_developers
def public_parts(request: HttpRequest) -> HttpResponse:
    context = {
        "facts": samples.facts(),
        "plans": samples.plans(),
        "ages": samples.AGES,
        "shapes": samples.shapes(),
        "view_box": samples.VIEW_BOX,
        "water": samples.RIVER,
    }
    return render(request, "office/style/public.html", context)


@for_developers
def form_parts(request: HttpRequest) -> HttpResponse:
    form = SampleForm(request.POST or None, request.FILES or None, initial={"amount": 108_000})
    status = 422 if form.is_bound and not form.is_valid() else 200
    context = {"form": form, "steps": samples.steps(), "answers": samples.answers()}
    return render(request, "office/style/form.html", context, status=status)


@for_developers
def confirm_page(request: HttpRequest) -> HttpResponse:
    return render(request, "office/style/confirm.html")


@for_developers
def error_page(request: HttpRequest, code: int) -> HttpResponse:
    pages: dict[int, Callable[[], HttpResponse]] = {
        400: lambda: errors.bad_request(request, SuspiciousOperation()),
        403: lambda: errors.permission_denied(request, PermissionDenied()),
        404: lambda: errors.page_not_found(request, Http404()),
        413: lambda: errors.bad_request(request, RequestDataTooBig()),
        419: lambda: errors.csrf_failure(request, "sample"),
        500: lambda: errors.server_error(request),
    }
    if code not in pages:
        raise Http404
    return pages[code]()
