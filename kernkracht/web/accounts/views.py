"""One's own account: what we know, changing it, taking it along, removing it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kernkracht.community.people.actions import UnableToRemoveAccount, change_details, remove_account
from kernkracht.community.people.models import User
from kernkracht.community.people.queries import personal_data

from .forms import ProfileForm


def _own(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/overview.html", {"account": _own(request)})


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = _own(request)
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
def export(request: HttpRequest) -> HttpResponse:
    """Everything we know of this person, as a file (AVG art. 20)."""
    answer = JsonResponse(personal_data(_own(request)), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        try:
            remove_account(user=_own(request), at=timezone.now())
        except UnableToRemoveAccount as refusal:
            return render(request, "accounts/remove.html", {"refusal": str(refusal)}, status=422)
        logout(request)
        messages.success(request, _("Uw account is verwijderd."))
        return HttpResponseRedirect("/")
    return render(request, "accounts/remove.html", {"refusal": ""})


@login_required
@require_GET
def set_password_by_mail(request: HttpRequest) -> HttpResponse:
    """A colleague who signed in with a mailed code and has no password yet: choose one by a mailed link first."""
    return render(request, "accounts/password_by_mail.html", {"account": _own(request)})
