"""An officer enters an application for somebody at the counter, on the phone or from paper (R119)."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import PlainLanguage
from kernkracht.foundation.design_system.widgets import OptionCards
from kernkracht.grants.applications.actions import UnableToStart, start_draft
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.schemes.models import Scheme

from ..access import office_page, officer

Channel = GrantApplication.Channel


class NewApplicationForm(PlainLanguage, forms.Form):
    """For which scheme, and how the question came in."""

    scheme = forms.ModelChoiceField(
        label=_("Welke regeling?"),
        queryset=Scheme.objects.filter(intake=Scheme.Intake.APPLICATION),
        to_field_name="slug",
        empty_label=_("Kies een regeling"),
    )
    channel = forms.ChoiceField(
        label=_("Hoe komt de aanvraag binnen?"),
        choices=[(c.value, c.label) for c in (Channel.COUNTER, Channel.PHONE, Channel.PAPER)],
        widget=OptionCards(),
    )
    village = forms.ModelChoiceField(
        label=_("In welk dorp is het plan?"),
        queryset=Village.objects.active(),
        to_field_name="slug",
        required=False,
        empty_label=_("Kies een dorp"),
    )


@office_page(Permission.ENTER_APPLICATION)
@require_http_methods(["GET", "POST"])
def new_application(request: HttpRequest) -> HttpResponse:
    """Start the draft; the officer goes on in the same form as a resident."""
    form = NewApplicationForm(request.POST if request.method == "POST" else None, initial={"channel": Channel.COUNTER})
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            draft = start_draft(
                scheme=clean["scheme"],
                by=officer(request).actor,
                at=timezone.now(),
                channel=clean["channel"],
                village=clean["village"],
            )
            return redirect("resident:resume", token=draft.token)
        except UnableToStart as refusal:
            form.add_error("scheme", str(refusal))
    status = 422 if request.method == "POST" else 200
    return render(request, "office/intake/new.html", {"form": form}, status=status)
