"""`/werk/nieuws-uit-mijn-dorpen/`: what happened in the own villages, and how often that comes by mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kernkracht.community.following.actions import choice_of, choose_office_digest
from kernkracht.community.following.models import OfficeDigest, What
from kernkracht.community.following.queries import Told, told_in_villages
from kernkracht.community.following.queries import own_villages as villages_of
from kernkracht.community.following.sources import source_of
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.design_system.fields import PlainLanguage
from kernkracht.web.office.access import office_page, officer

LOOKS_BACK = timedelta(days=14)
MOST = 60


class ChoiceForm(PlainLanguage, forms.Form):
    choice = forms.ChoiceField(
        label=gettext_lazy("Hoe vaak wilt u dit per mail?"),
        help_text=gettext_lazy("Is er niets gebeurd? Dan krijgt u geen mail."),
        choices=OfficeDigest.Choice.choices,
        widget=forms.RadioSelect,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.READ_OFFICE)
def own_villages(request: HttpRequest) -> HttpResponse:
    user, at = officer(request), timezone.now()
    form = ChoiceForm(request.POST if request.method == "POST" else None, initial={"choice": choice_of(user, at)})
    if request.method == "POST" and form.is_valid():
        choose_office_digest(user=user, choice=form.cleaned_data["choice"], at=at)
        messages.success(request, _("Uw keuze is bewaard."))
        return redirect("office_village_news")
    rows = [_row(told) for told in told_in_villages(user, at - LOOKS_BACK, at, MOST)]
    context = {"form": form, "rows": rows, "villages": list(villages_of(user, at)), "days": LOOKS_BACK.days}
    return render(request, "office/following/own_villages.html", context, status=422 if form.errors else 200)


def _row(told: Told) -> dict[str, Any]:
    item = told.item
    label = "" if item.what == What.NEW else What(item.what).label
    return {"line": told.line, "at": item.at, "source": source_of(item.source).heading, "label": label}
