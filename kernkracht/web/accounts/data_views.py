"""`/mijn/gegevens/`: what is held about who is signed in, taking it along, and being forgotten (AVG 15, 17 and 20)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.actions import UnableToRemoveAccount, remove_account
from kernkracht.community.people.models import User
from kernkracht.community.people.queries import subject_of
from kernkracht.foundation.retention.actions import download_of
from kernkracht.foundation.retention.queries import held_about, what_goes, what_stays

from .views import own


@login_required
@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    sections = held_about(subject_of(own(request)))
    kinds = [{"label": section.label, "count": len(section.rows)} for section in sections]
    return render(request, "accounts/my_data.html", {"kinds": kinds} | _consequences(own(request)))


@login_required
@require_safe
@never_cache
def download(request: HttpRequest) -> FileResponse:
    """Everything held about this person as one ZIP."""
    content = download_of(subject_of(own(request)), at=timezone.now())
    return FileResponse(content, as_attachment=True, filename="mijn-gegevens.zip", content_type="application/zip")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest) -> HttpResponse:
    user = own(request)
    if request.method != "POST":
        return render(request, "accounts/remove.html", {"refusal": ""} | _consequences(user))
    try:
        remove_account(user=user, at=timezone.now())
    except UnableToRemoveAccount as refusal:
        return render(request, "accounts/remove.html", {"refusal": str(refusal)} | _consequences(user), status=422)
    logout(request)
    messages.success(request, _("Uw account is verwijderd."))
    return HttpResponseRedirect("/")


def _consequences(user: User) -> dict[str, Any]:
    """What goes when this person removes the account, and what stays, why and until when."""
    subject = subject_of(user)
    goes = [{"label": label, "count": count} for label, count in what_goes(subject).items()]
    return {"goes": goes, "stays": what_stays(subject, timezone.localdate()), "today": timezone.localdate()}
