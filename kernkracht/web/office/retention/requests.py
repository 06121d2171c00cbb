"""Somebody at the counter asks what is held about them, or asks to erase it (AVG 15 and 17)."""

from __future__ import annotations

from typing import IO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.retention.actions import UnableToHandleRequest, forget_on_request, give_what_is_held
from kernkracht.foundation.retention.models import PersonRequest
from kernkracht.foundation.retention.queries import Subject, latest_requests, what_goes, what_stays
from kernkracht.web.office.access import office_page, officer

from .forms import RequestForm

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.PROPOSE_DESTRUCTION)
def request_page(request: HttpRequest) -> HttpResponse:
    """First say what is asked; erasing shows what goes and what stays before it is done."""
    form = RequestForm(request.POST or None)
    context: dict[str, object] = {"form": form, "handled": latest_requests(SHOWN), "preview": None}
    if request.method == "POST" and form.is_valid():
        answer = _handle(request, form, context)
        if answer is not None:
            return answer
    return render(request, "office/retention/request.html", context, status=422 if form.errors else 200)


def _handle(request: HttpRequest, form: RequestForm, context: dict[str, object]) -> HttpResponse | None:
    data, email = form.cleaned_data, form.cleaned_data["email"].lower()
    subject = Subject(None, frozenset({email}))
    if User.objects.filter(email=email).exists():
        form.add_error("email", _("Bij dit adres hoort een account. Laat deze persoon zelf inloggen."))
        return None
    said = {"identity_checked": data["identity_checked"], "by": officer(request).actor, "at": timezone.now()}
    try:
        if data["kind"] == PersonRequest.Kind.EXPORT:
            content = give_what_is_held(subject=subject, **said)
            return _as_file(content)
        if "sure" not in request.POST:
            context["preview"] = {"goes": what_goes(subject), "stays": what_stays(subject, timezone.localdate())}
            context["today"] = timezone.localdate()
            return None
        forget_on_request(subject=subject, **said)
    except UnableToHandleRequest as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Gewist wat niet bewaard hoeft te worden. Het verzoek staat hieronder."))
    return redirect("office_person_request")


def _as_file(content: IO[bytes]) -> HttpResponse:
    with content:
        answer = HttpResponse(content.read(), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="gegevens.zip"'
    answer["Cache-Control"] = "private, no-store"
    return answer
