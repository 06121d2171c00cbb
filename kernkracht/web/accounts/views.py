"""One's own account: what we know, and changing it. Taking it along and removing it: see data_views.py."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kernkracht.community.people.actions import change_details
from kernkracht.community.people.models import User

from .forms import ProfileForm


def own(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/overview.html", {"account": own(request)})


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = own(request)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        change_details(
            user=user, name=values["name"], phone=values["phone"], language=values["language"], at=timezone.now()
        )
        messages.success(request, _("Wij hebben uw gegevens bewaard."))
        return redirect("account_overview")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_GET
def set_password_by_mail(request: HttpRequest) -> HttpResponse:
    """A colleague who signed in with a mailed code and has no password yet: choose one by a mailed link first."""
    return render(request, "accounts/password_by_mail.html", {"account": own(request)})
