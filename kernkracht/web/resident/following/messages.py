"""How we may write to the applicant, and telling us that our decision is late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernkracht.grants.applications.actions import (
    UnableToConsent,
    UnableToEdit,
    UnableToRegisterDefault,
    file_default_notice,
    set_consents,
)
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import OPEN_STATES, ApplicationState
from kernkracht.grants.applications.queries import consents_of, explained_deadline

from ..access import actor_for, now, open_case
from .forms import ConsentForm, DefaultForm


@never_cache
@require_http_methods(["GET", "POST"])
def consents(request: HttpRequest, token: str) -> HttpResponse:
    """Choose per kind of message: by e-mail, or on paper. Taking it back works from the next message on."""
    case = open_case(request, token)
    if case.state == ApplicationState.DRAFT:
        return redirect("resident:resume", token=token)
    kept = [kind for kind, is_given in consents_of(case).items() if is_given]
    form = ConsentForm(request.POST if request.method == "POST" else None, initial={"kinds": kept})
    if request.method == "POST" and form.is_valid():
        try:
            kinds = form.cleaned_data["kinds"]
            set_consents(application=case, kinds=kinds, by=actor_for(request, case), at=now())
            return redirect("resident:case", token=token)
        except (UnableToConsent, UnableToEdit) as refusal:
            form.add_error("kinds", str(refusal))
    status = 422 if form.errors else 200
    return render(request, "resident/following/consents.html", {"case": case, "form": form}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def default_notice(request: HttpRequest, token: str) -> HttpResponse:
    """Say that our decision is late (Awb 4:17). Too early, the page says when it counts, and still takes it."""
    case = open_case(request, token)
    if case.state not in OPEN_STATES:
        return redirect("resident:case", token=token)
    today = day_of(now())
    deadline = explained_deadline(case, today)
    form = DefaultForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            text = form.cleaned_data["text"]
            notice = file_default_notice(application=case, text=text, by=actor_for(request, case), at=now())
            context = {"case": case, "notice": notice, "title": _("Wij ontvingen uw bericht")}
            return render(request, "resident/following/default_received.html", context)
        except UnableToRegisterDefault as refusal:
            form.add_error(None, str(refusal))
    context = {"case": case, "form": form, "deadline": deadline, "is_late": today > deadline.late_after}
    return render(request, "resident/following/default.html", context, status=422 if form.errors else 200)
