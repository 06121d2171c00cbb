"""`/demo/`: the accounts of the demonstration with the code of their second step."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kernkracht.community.people import demo


@require_safe
@never_cache
def accounts(request: HttpRequest) -> HttpResponse:
    """Exists in a demonstration only: it opens every account."""
    if not settings.DEMO:
        raise Http404
    context = {"accounts": demo.accounts(timezone.localdate()), "password": demo.password()}
    return render(request, "public/demo/accounts.html", context)
