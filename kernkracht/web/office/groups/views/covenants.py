"""Covenants: the list with what is late, one covenant with its versions and duties, and the evidence."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.groups import actions
from kernkracht.community.groups.models import Covenant, CovenantDuty, CovenantVersion
from kernkracht.community.groups.queries import overdue_duties, rhythm_of
from kernkracht.foundation.audit.queries import history_of, sentence_of
from kernkracht.web.office.acting import Act

from ..access import (
    ACT,
    act_on,
    answer,
    by,
    keeps_covenant,
    manages_groups,
    may_manage,
    posted,
    reads_groups,
    sent_files,
)
from ..covenant_forms import CovenantForm, DutyForm, EndCovenantForm, EvidenceForm, VersionForm
from ..presenters import shown_covenant, standing_of_version

HISTORY = 30


@require_safe
@reads_groups
def covenant_list(request: HttpRequest) -> HttpResponse:
    """`/werk/groepen/convenanten/`: every covenant with its standing; what is late above it."""
    today = timezone.localdate()
    covenants = Covenant.objects.prefetch_related("groups").order_by("title", "pk")
    context = {
        "rows": [shown_covenant(found, today) for found in covenants],
        "overdue": overdue_duties(today),
        "can_manage": may_manage(request),
        "today": today,
    }
    return render(request, "office/groups/covenants.html", context)


@require_safe
@reads_groups
def covenant(request: HttpRequest, pk: int) -> HttpResponse:
    """`/werk/groepen/convenanten/<pk>/`."""
    today = timezone.localdate()
    found = get_object_or_404(Covenant.objects.prefetch_related("groups"), pk=pk)
    shown = shown_covenant(found, today)
    versions = found.versions.select_related("document").order_by("-number")
    context = {
        "covenant": found,
        "shown": shown,
        "versions": [{"version": row, "badge": standing_of_version(row, today)} for row in versions],
        "can_manage": may_manage(request) and keeps_covenant(request, found),
        "today": today,
        "evidence": True,
        "history": [
            {"title": sentence_of(event), "when": event.at}
            for event in history_of(found).order_by("-at", "-pk")[:HISTORY]
        ],
    }
    return render(request, "office/groups/covenant.html", context)


def _kept(request: HttpRequest, pk: int) -> Covenant:
    found = get_object_or_404(Covenant.objects.prefetch_related("groups"), pk=pk)
    if not keeps_covenant(request, found):
        raise Http404
    return found


def _act(covenant: Covenant, title: str, button: str, done: str, **more: bool) -> Act:
    return act_on(title, button, reverse("office_covenant", args=[covenant.pk]), done, **more)


def _last_version(covenant: Covenant) -> CovenantVersion:
    last = covenant.versions.order_by("-number").first()
    if last is None:
        raise Http404
    return last


@ACT
@manages_groups
def add(request: HttpRequest) -> HttpResponse:
    act = act_on(
        _("Nieuw convenant"),
        _("Voeg het convenant toe"),
        reverse("office_covenants"),
        _("Het convenant is toegevoegd. Voeg nu de tekst en de datums toe."),
    )
    form = CovenantForm(posted(request))
    return answer(request, form, act, lambda: actions.add_covenant(facts=form.facts(), **by(request)))


@ACT
@manages_groups
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    act = _act(found, _("%(name)s wijzigen") % {"name": found}, _("Bewaar"), _("Het convenant is bewaard."))
    form = CovenantForm(posted(request), covenant=found)
    return answer(
        request, form, act, lambda: actions.change_covenant(covenant=found, facts=form.facts(), **by(request))
    )


@ACT
@manages_groups
def version(request: HttpRequest, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    act = _act(
        found, _("Nieuwe versie van %(name)s") % {"name": found}, _("Bewaar de versie"), _("De versie is bewaard.")
    )
    form = VersionForm(posted(request), sent_files(request))
    return answer(request, form, act, lambda: actions.add_version(covenant=found, facts=form.facts(), **by(request)))


@ACT
@manages_groups
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    last = _last_version(found)
    title = _("%(name)s stopt") % {"name": found}
    act = _act(found, title, _("Leg de laatste dag vast"), _("De laatste dag is vastgelegd."), is_danger=True)
    form = EndCovenantForm(posted(request))
    return answer(request, form, act, lambda: actions.end_covenant(version=last, **form.cleaned_data, **by(request)))


@ACT
@manages_groups
def duty_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    last = _last_version(found)
    act = _act(
        found,
        _("Nieuwe afspraak bij %(name)s") % {"name": found},
        _("Voeg de afspraak toe"),
        _("De afspraak is toegevoegd."),
    )
    form = DutyForm(posted(request), covenant=found, initial={"counts_from": last.valid_from})
    return answer(request, form, act, lambda: actions.add_duty(version=last, facts=form.facts(), **by(request)))


def _duty(request: HttpRequest, pk: int) -> tuple[CovenantDuty, Covenant]:
    found = get_object_or_404(CovenantDuty.objects.select_related("version__covenant", "owed_by"), pk=pk)
    return found, _kept(request, found.version.covenant_id)


@ACT
@manages_groups
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    found, owner = _duty(request, pk)
    act = _act(owner, _("Afspraak wijzigen"), _("Bewaar de afspraak"), _("De afspraak is bewaard."))
    form = DutyForm(posted(request), covenant=owner, duty=found)
    return answer(request, form, act, lambda: actions.change_duty(duty=found, facts=form.facts(), **by(request)))


def day_of_duty(found: CovenantDuty, text: str) -> date:
    """The date of a duty that an address names; 404 for any other text or day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    rhythm = rhythm_of(found)
    if rhythm is None or not rhythm.is_date(day):
        raise Http404
    return day


@ACT
@manages_groups
def evidence(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """Write down for one date of a duty that it was done, or why not."""
    found, owner = _duty(request, pk)
    due_on = day_of_duty(found, day)
    act = act_on(
        _("Afspraak voor %(day)s") % {"day": date_format(due_on, "j F Y")},
        _("Leg dit vast"),
        reverse("office_covenant", args=[owner.pk]),
        _("Het is vastgelegd."),
        explain=found.text,
    )
    form = EvidenceForm(posted(request), sent_files(request), duty=found)
    return answer(request, form, act, lambda: actions.keep_duty(duty=found, facts=form.facts(due_on), **by(request)))
