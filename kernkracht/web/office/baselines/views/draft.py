"""Writing the baseline of a village: four questions, a page with all of them, and one act for each answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernkracht.community.groups.actions import UnableToManageGroups, add_group
from kernkracht.community.villages.models import Village
from kernkracht.participation.baselines import actions
from kernkracht.participation.baselines.models import VillageBaseline
from kernkracht.participation.baselines.queries import adopted_baseline, compared, draft_of, groups_to_name
from kernkracht.web.office.acting import Act, act_page

from ..forms import ChallengeForm, GoingOnForm, GroupForm, NewGroupForm, SureForm, WishForm
from ..shared import ACT, act_on, by, page_context, posted, village_at, visits
from .reading import parts_of

PAGE = "office_baseline"
Do = Callable[[dict[str, Any]], object]


def _draft(slug: str) -> tuple[Village, VillageBaseline]:
    village = village_at(slug)
    found = draft_of(village)
    if found is None:
        raise Http404
    return village, found


def _answer(request: HttpRequest, form: django_forms.BaseForm, act: Act, do: Do) -> HttpResponse:
    return act_page(request, form, act, do, (actions.UnableToKeepBaseline, UnableToManageGroups))


@ACT
@visits
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a version, and go on to write it."""
    village = village_at(slug)
    explain = (
        _("De nieuwe versie begint als kopie. De vorige versie blijft staan zoals die is.")
        if adopted_baseline(village)
        else _("U legt vast hoe het dorp er nu voor staat. U kunt tussendoor stoppen.")
    )
    title = _("Beginsituatie van %(name)s opschrijven") % {"name": village}
    act = act_on(village, PAGE, title, _("Begin"), _("Het concept staat klaar."), explain=explain)
    return _answer(
        request, SureForm(posted(request)), act, lambda _data: actions.start_baseline(village=village, **by(request))
    )


@ACT
@visits
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """All four questions with what is filled in, and what changed since the version that counts now."""
    village, draft = _draft(slug)
    current = adopted_baseline(village)
    context = page_context(request, village, "office_picture") | {
        "baseline": draft,
        "parts": parts_of(draft),
        "more_groups": groups_to_name(draft).exists(),
        "changes": len(compared(current, draft)) if current else 0,
        "current": current,
    }
    return render(request, "office/baselines/draft.html", context)


@ACT
@visits
def going_on(request: HttpRequest, slug: str) -> HttpResponse:
    village, draft = _draft(slug)
    form = GoingOnForm(posted(request), initial={"text": draft.going_on, "seen_on": draft.seen_on})
    act = act_on(village, PAGE, _("Wat speelt er al?"), _("Bewaar"), _("Het antwoord is bewaard."))
    return _answer(request, form, act, lambda data: actions.write_going_on(baseline=draft, **data, **by(request)))


@ACT
@visits
def group(request: HttpRequest, slug: str) -> HttpResponse:
    village, draft = _draft(slug)
    form = GroupForm(posted(request), baseline=draft)
    act = act_on(village, PAGE, _("Actieve groep"), _("Zet de groep erbij"), _("De groep staat erbij."))
    return _answer(request, form, act, lambda data: actions.name_group(baseline=draft, **data, **by(request)))


@ACT
@visits
def group_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A group that is not in the register: it is added there, and named here (R34)."""
    village, draft = _draft(slug)
    form = NewGroupForm(posted(request))
    explain = _("De groep komt in het register van groepen en staat daarna meteen op de site.")
    act = act_on(
        village, PAGE, _("Nieuwe groep"), _("Voeg de groep toe"), _("De groep is toegevoegd."), explain=explain
    )

    def do(_data: dict[str, Any]) -> object:
        made = add_group(facts=form.group_facts(village), **by(request))
        return actions.name_group(baseline=draft, group=made, note="", **by(request))

    return _answer(request, form, act, do)


@ACT
@visits
def group_out(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    village, draft = _draft(slug)
    named = get_object_or_404(draft.named_groups, pk=pk)
    explain = _("Wensen van deze groep blijven staan, als wensen van inwoners. In het register verandert niets.")
    title = _("%(name)s weghalen uit dit beeld") % {"name": named.name}
    act = act_on(village, PAGE, title, _("Haal weg"), _("De groep is weggehaald."), explain=explain)
    return _answer(
        request, SureForm(posted(request)), act, lambda _data: actions.leave_out_group(named=named, **by(request))
    )


@ACT
@visits
def wish(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    village, draft = _draft(slug)
    found = get_object_or_404(draft.wishes, pk=pk) if pk else None
    form = WishForm(posted(request), baseline=draft, wish=found)
    title = _("Wens wijzigen") if found else _("Nieuwe wens")
    act = act_on(village, PAGE, title, _("Bewaar de wens"), _("De wens is bewaard."))
    return _answer(
        request,
        form,
        act,
        lambda _data: actions.note_wish(baseline=draft, facts=form.wish_facts(), wish=found, **by(request)),
    )


@ACT
@visits
def wish_out(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    village, draft = _draft(slug)
    found = get_object_or_404(draft.wishes, pk=pk)
    act = act_on(village, PAGE, _("Wens weghalen"), _("Haal weg"), _("De wens is weggehaald."), explain=found.text)
    return _answer(request, SureForm(posted(request)), act, lambda _data: actions.drop_wish(wish=found, **by(request)))


@ACT
@visits
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    village, draft = _draft(slug)
    act = act_on(village, PAGE, _("Nieuwe uitdaging"), _("Bewaar"), _("De uitdaging is bewaard."))
    return _answer(
        request,
        ChallengeForm(posted(request)),
        act,
        lambda data: actions.note_challenge(baseline=draft, **data, **by(request)),
    )


@require_POST
@visits
def challenge_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    village, draft = _draft(slug)
    try:
        actions.raise_challenge(challenge=get_object_or_404(draft.challenges, pk=pk), **by(request))
    except actions.UnableToKeepBaseline as refusal:
        messages.error(request, str(refusal))
    return redirect(PAGE, slug=village.slug)


@ACT
@visits
def challenge_out(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    village, draft = _draft(slug)
    found = get_object_or_404(draft.challenges, pk=pk)
    act = act_on(
        village, PAGE, _("Uitdaging weghalen"), _("Haal weg"), _("De uitdaging is weggehaald."), explain=found.text
    )
    return _answer(
        request, SureForm(posted(request)), act, lambda _data: actions.drop_challenge(challenge=found, **by(request))
    )


@ACT
@visits
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    village, draft = _draft(slug)
    explain = _("Daarna verandert deze versie niet meer. Later kunt u een nieuwe versie beginnen.")
    act = act_on(
        village,
        "office_picture",
        _("Beginsituatie vaststellen"),
        _("Stel vast"),
        _("De beginsituatie is vastgesteld."),
        explain=explain,
    )
    return _answer(
        request, SureForm(posted(request)), act, lambda _data: actions.adopt_baseline(baseline=draft, **by(request))
    )


@ACT
@visits
def drop(request: HttpRequest, slug: str) -> HttpResponse:
    village, draft = _draft(slug)
    act = act_on(
        village,
        "office_picture",
        _("Concept weggooien"),
        _("Gooi weg"),
        _("Het concept is weggegooid."),
        explain=_("Wat u in dit concept schreef, is dan weg. Vastgestelde versies blijven."),
        is_danger=True,
    )
    return _answer(
        request, SureForm(posted(request)), act, lambda _data: actions.drop_draft(baseline=draft, **by(request))
    )
