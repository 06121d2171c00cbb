"""Rounds of prizes: their steps, jury, nominations and winners (R189)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.volunteers import actions
from kernkracht.community.volunteers.models import JuryMember, Nomination, PrizeRound
from kernkracht.community.volunteers.queries import jury_list, steps_of
from kernkracht.web.office.acting import act_page
from kernkracht.web.office.partners.forms import SureForm

from ..forms import JuryMemberForm, RoundForm, WinnerForm
from .shared import ACT, REFUSED, act_of, by, manages_volunteers, page_context, posted, reads_volunteers

STEPS = {"openen": "open", "jury": "judge", "heropenen": "reopen", "bekendmaken": "announce"}


def _words(step: str) -> tuple[str, str, str]:
    """Button, what was done, and what follows, of one step."""
    return {
        "openen": (
            _("Begin met voordragen"),
            _("Mensen kunnen nu voordragen."),
            _("De ronde staat daarna op de website. Voordragen kan tussen de eerste en de laatste dag."),
        ),
        "jury": (
            _("Laat de jury kiezen"),
            _("De jury kan nu punten geven."),
            _("Voordragen kan daarna niet meer."),
        ),
        "heropenen": (
            _("Laat mensen weer voordragen"),
            _("Mensen kunnen weer voordragen."),
            _("De jury kan dan geen punten geven. Gegeven punten blijven staan."),
        ),
        "bekendmaken": (
            _("Maak de winnaars bekend"),
            _("De winnaars staan op de website."),
            _("Daarna kunt u niets meer wijzigen. Andere voordrachten wissen wij na een tijd vanzelf."),
        ),
    }[step]


@require_safe
@reads_volunteers
def rounds(request: HttpRequest) -> HttpResponse:
    context = page_context(request, "office_prizes") | {"rounds": PrizeRound.objects.all()}
    return render(request, "office/volunteers/rounds.html", context)


@require_safe
@manages_volunteers
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(PrizeRound, pk=pk)
    possible = steps_of(found)
    context = page_context(request, "office_prizes") | {
        "round": found,
        "steps": [(step, _words(step)[0]) for step, name in STEPS.items() if name in possible],
        "jury": found.jury.all(),
        "rows": jury_list(found),
        "waiting": found.nominations.filter(state=Nomination.State.ASKED).count(),
        "is_judging": found.state == PrizeRound.State.JUDGING,
        "is_over": found.state == PrizeRound.State.ANNOUNCED,
    }
    return render(request, "office/volunteers/round.html", context)


@ACT
@manages_volunteers
def round_save(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    found = get_object_or_404(PrizeRound, pk=pk) if pk else None
    form = RoundForm(posted(request), row=found)
    title = _("%(name)s wijzigen") % {"name": found} if found else _("Nieuwe prijsronde")
    back = reverse("office_prize", args=[pk]) if found else reverse("office_prizes")
    act = act_of(title, _("Bewaar de ronde"), _("De ronde is bewaard."), back)
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_round(facts=form.facts(actions.RoundFacts), prizes=found, **by(request)),
        REFUSED,
    )


@ACT
@manages_volunteers
def round_move(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    found = get_object_or_404(PrizeRound, pk=pk)
    button, done, explain = _words(step)
    act = act_of(str(found), button, done, reverse("office_prize", args=[pk]), explain=explain)
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _data: actions.move_round(prizes=found, step=STEPS[step], **by(request)),
        REFUSED,
    )


@ACT
@manages_volunteers
def jury_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(PrizeRound, pk=pk)
    act = act_of(
        _("Jurylid uitnodigen"),
        _("Nodig uit"),
        _("Het jurylid krijgt een mail met een link."),
        reverse("office_prize", args=[pk]),
    )
    return act_page(
        request,
        JuryMemberForm(posted(request)),
        act,
        lambda data: actions.invite_jury_member(prizes=found, **data, **by(request)),
        REFUSED,
    )


@ACT
@manages_volunteers
def jury_remove(request: HttpRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(JuryMember.objects.select_related("round"), pk=pk)
    act = act_of(
        _("%(name)s uit de jury halen") % {"name": member.name},
        _("Haal uit de jury"),
        _("Het jurylid is weggehaald."),
        reverse("office_prize", args=[member.round_id]),
        explain=_("De link werkt dan niet meer. Ook de gegeven punten gaan weg."),
        is_danger=True,
    )
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _data: actions.remove_jury_member(member=member, **by(request)),
        REFUSED,
    )


@ACT
@manages_volunteers
def winner(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Nomination.objects.filter(state=Nomination.State.AGREED).select_related("round")
    found = get_object_or_404(rows, pk=pk)
    act = act_of(
        found.nominee_name,
        _("Bewaar de prijs"),
        _("De prijs is bewaard."),
        reverse("office_prize", args=[found.round_id]),
        explain=_("Naam, prijs en uitleg staan op de website als u de winnaars bekendmaakt."),
    )
    return act_page(
        request,
        WinnerForm(posted(request), row=found),
        act,
        lambda data: actions.choose_winner(nomination=found, **data, **by(request)),
        REFUSED,
    )
