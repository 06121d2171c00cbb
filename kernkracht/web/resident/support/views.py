"""The page behind the link in an invitation: read what it is about, then say yes or no."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernkracht.grants.applications.actions import (
    UnableToConfirm,
    confirm_companion,
    decline_companion,
    link_expires_at,
)
from kernkracht.grants.applications.queries import companion_by_token

from ..access import account, now


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows, POST acts, so that a mail scanner that opens links confirms nothing.

    The page shows the plan and the first applicant's name; no address, no amount, no other names.
    """
    companion = companion_by_token(token)
    if companion is None:
        raise Http404(_("Deze uitnodiging bestaat niet (meer)."))
    refusal, status = "", 200
    if request.method == "POST":
        act = decline_companion if request.POST.get("answer") == "no" else confirm_companion
        try:
            act(companion=companion, at=now(), user=account(request))
            return redirect("resident:support", token=token)
        except UnableToConfirm as error:
            refusal, status = str(error), 422
    expired = now() >= link_expires_at(companion)
    context = {"companion": companion, "case": companion.application, "refusal": refusal, "expired": expired}
    return render(request, "resident/support/answer.html", context, status=status)
