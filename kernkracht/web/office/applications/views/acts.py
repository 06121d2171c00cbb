"""The acts on one case. Each has a page of its own, so that it works without JavaScript and keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.queries import Dossier, case_by_number, dossier
from kernkracht.web.office.access import office_page, officer

from ..answers import said_about
from ..forms import (
    AdviceAnswerForm,
    AdviceForm,
    AssignForm,
    CompletionForm,
    CompletionNoteForm,
    DecisionForm,
    JudgementForm,
    ProposalForm,
    ReturnForm,
    TalkForm,
)

TEMPLATE = "office/applications/act.html"


def open_dossier(request: HttpRequest, number: str) -> Dossier:
    """The dossier behind an address, or a 404 for who may not know of it."""
    today = timezone.localdate()
    case = case_by_number(officer(request), number, today)
    if case is None:
        raise Http404
    return dossier(case, officer(request), on=today)


Do = Callable[[Dossier, Any, dict[str, Any]], object]


@dataclass(frozen=True)
class ActPage:
    """One act: its address, words, form and the domain call behind it."""

    slug: str
    act: str
    title: str | Promise
    label: str | Promise
    done: str | Promise
    form: type[forms.Form]
    do: Do
    initial: Callable[[Dossier], dict[str, Any]] = lambda dossier: {}
    explain: str | Promise = ""
    danger: bool = False
    back: str = "office_case"
    """Route of the page of the case to go back to."""


def _form(page: ActPage, file: Dossier, data: Any = None) -> forms.Form:
    make: Callable[..., forms.Form] = page.form
    extra = {"dossier": file} if page.form in (AssignForm, AdviceForm, ProposalForm, DecisionForm) else {}
    return make(data, initial=page.initial(file), **extra)


def act_view(page: ActPage) -> Callable[..., HttpResponseBase]:
    """The view of an act: GET shows the form, POST calls the domain; a refusal becomes an error beside its field."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @office_page(Permission.READ_OFFICE)
    def view(request: HttpRequest, number: str) -> HttpResponse:
        file = open_dossier(request, number)
        right = file.acts.get(page.act)
        if right is None or not right.allowed:
            for reason in right.reasons if right else [_("Dit kan nu niet bij deze aanvraag.")]:
                messages.error(request, reason)
            return redirect(page.back, number)
        form = _form(page, file, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid() and _done(request, page, file, form):
            messages.success(request, str(page.done))
            return redirect(page.back, number)
        context = {"file": file, "case": file.application, "act": page, "form": form, "today": file.on}
        return render(request, TEMPLATE, context, status=422 if form.is_bound else 200)

    return view


def _done(request: HttpRequest, page: ActPage, file: Dossier, form: forms.Form) -> bool:
    who = {"application": file.application, "by": officer(request).actor, "at": timezone.now()}
    try:
        page.do(file, form, who)
    except actions.UnableToAct as refusal:
        show_refusal(form, refusal)
        return False
    return True


def show_refusal(form: forms.Form, refusal: actions.UnableToAct) -> None:
    """Put the sentences of a refusal beside the field they are about, else above the form."""
    field = refusal.field if refusal.field in form.fields else None
    for sentence in refusal.sentences:
        form.add_error(field, sentence)


def _assign(file: Dossier, form: AssignForm, who: dict[str, Any]) -> None:
    chosen = form.chosen()
    if isinstance(chosen, User):
        actions.assign_case(to=chosen, **who)
    else:
        actions.hand_to_team(team=chosen, **who)


def _propose(file: Dossier, form: ProposalForm, who: dict[str, Any]) -> None:
    data = form.cleaned_data
    proposal = actions.Proposal(
        outcome=data["outcome"],
        reason=data["reason"],
        amount_cents=data["amount"],
        up_to_room=data["up_to_room"],
        refusal_ground=data["ground"],
        obligations=data["obligations"],
        carry_out_by=data["carry_out_by"],
        refer_to=data["refer_to"],
        refer_url=data["refer_url"],
    )
    actions.propose_decision(proposal=proposal, **who)


def _decide(file: Dossier, form: DecisionForm, who: dict[str, Any]) -> None:
    data = form.cleaned_data
    no_interest, reason = data["no_interest"], data["reason"]
    if data["choice"] == form.LESS:
        if data["amount"] is None:
            raise actions.UnableToDecide(_("Vul in welk bedrag u toekent."), field="amount")
        actions.award_grant(amount_cents=data["amount"], reason=reason, no_interest=no_interest, **who)
    elif data["choice"] == form.ROOM:
        actions.award_grant(up_to_room=True, reason=reason, no_interest=no_interest, **who)
    elif data["choice"] == form.REFUSE:
        actions.refuse_grant(ground=data["ground"], reason=reason, no_interest=no_interest, **who)
    else:
        actions.decide_as_proposed(no_interest=no_interest, **who)


def _fields(act: Callable[..., object], *names: str) -> Do:
    """A domain call that takes the form's answers under their own names."""

    def do(file: Dossier, form: forms.Form, who: dict[str, Any]) -> object:
        return act(**{name: form.cleaned_data[name] for name in names}, **who)

    return do


ACT_PAGES: tuple[ActPage, ...] = (
    ActPage(
        "toewijzen",
        "assign",
        gettext_lazy("Geef de aanvraag aan een collega"),
        gettext_lazy("Geef door"),
        gettext_lazy("De aanvraag is doorgegeven."),
        AssignForm,
        _assign,
    ),
    ActPage(
        "aanvulling-vragen",
        "request_completion",
        gettext_lazy("Vraag om een aanvulling"),
        gettext_lazy("Verstuur de vraag"),
        gettext_lazy("De aanvrager krijgt bericht. De termijn voor het besluit staat stil."),
        CompletionForm,
        _fields(actions.request_completion, "question", "days"),
        initial=lambda file: {"days": file.repair_days, "question": file.repair_question},
        explain=gettext_lazy(
            "De termijn voor het besluit staat stil vanaf morgen, tot de aanvulling er is of de tijd om is (Awb 4:15)."
        ),
    ),
    ActPage(
        "aanvulling-noteren",
        "note_completion",
        gettext_lazy("Schrijf een aanvulling op"),
        gettext_lazy("Bewaar en ga verder"),
        gettext_lazy("De aanvulling is bewaard. De termijn loopt weer."),
        CompletionNoteForm,
        _fields(actions.record_completion, "answer"),
    ),
    ActPage(
        "advies-vragen",
        "ask_advice",
        gettext_lazy("Vraag een collega om advies"),
        gettext_lazy("Verstuur de vraag"),
        gettext_lazy("Uw collega krijgt een e-mail met uw vraag."),
        AdviceForm,
        _fields(actions.ask_advice, "of", "question"),
    ),
    ActPage(
        "gesprek",
        "note_talk",
        gettext_lazy("Leg een gesprek vast"),
        gettext_lazy("Bewaar het gesprek"),
        gettext_lazy("Het gesprek is bewaard."),
        TalkForm,
        _fields(actions.note_talk, "held_on", "how", "summary"),
    ),
    ActPage(
        "voorstel",
        "propose",
        gettext_lazy("Doe een voorstel"),
        gettext_lazy("Leg voor aan de beslisser"),
        gettext_lazy("Het voorstel ligt klaar. Een collega met mandaat besluit."),
        ProposalForm,
        _propose,
        initial=lambda file: file.suggested_proposal(),
        explain=gettext_lazy(
            "Een ander dan u besluit. Stelt u voor om toe te kennen? Dan reserveren wij het geld meteen."
        ),
    ),
    ActPage(
        "teruggeven",
        "return",
        gettext_lazy("Geef het voorstel terug"),
        gettext_lazy("Geef terug"),
        gettext_lazy("Het voorstel is teruggegeven. Het geld is weer vrij."),
        ReturnForm,
        _fields(actions.return_proposal, "reason"),
    ),
    ActPage(
        "besluit",
        "decide",
        gettext_lazy("Neem het besluit"),
        gettext_lazy("Besluit en verstuur de brief"),
        gettext_lazy("Het besluit is genomen. De brief is onderweg."),
        DecisionForm,
        _decide,
        initial=lambda file: {"choice": DecisionForm.AS_PROPOSED},
        explain=gettext_lazy("De brief gaat meteen naar de aanvrager. U kunt een besluit niet ongedaan maken."),
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.READ_OFFICE)
def judge(request: HttpRequest, number: str, criterion: str) -> HttpResponse:
    """One criterion of the sheet: tick it, with a reason."""
    file = open_dossier(request, number)
    row = file.sheet.row(criterion)
    right = file.acts.get("judge")
    if row is None or right is None or not right.allowed:
        for reason in right.reasons if right else [_("Beoordelen kan nu niet bij deze aanvraag.")]:
            messages.error(request, reason)
        return redirect("office_case", number)
    newest = row.judgement
    initial = {"verdict": newest.verdict, "reason": newest.reason} if newest else {}
    form = JudgementForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.judge_criterion(
                application=file.application,
                criterion=criterion,
                by=officer(request).actor,
                at=timezone.now(),
                **form.cleaned_data,
            )
            messages.success(request, _("Uw oordeel is bewaard."))
            return redirect(f"{request.path.rsplit('/beoordelen/', 1)[0]}/#voorwaarden")
        except actions.UnableToAct as refusal:
            show_refusal(form, refusal)
    said = said_about(file.application, criterion)
    context = {"file": file, "case": file.application, "row": row, "said": said, "form": form, "today": file.on}
    return render(request, "office/applications/judge.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.READ_OFFICE, Permission.ADVISE_APPLICATION)
def give_advice(request: HttpRequest, number: str) -> HttpResponse:
    """Answer the question for advice that stands on one's own desk."""
    file = open_dossier(request, number)
    advice = file.advice_for(officer(request))
    if advice is None:
        messages.error(request, _("Er staat geen adviesvraag voor u open bij deze aanvraag."))
        return redirect("office_case", number)
    form = AdviceAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_advice(
                advice=advice, answer=form.cleaned_data["answer"], by=officer(request).actor, at=timezone.now()
            )
            messages.success(request, _("Uw advies is bewaard. Uw collega krijgt bericht."))
            return redirect("office_case", number)
        except actions.UnableToAct as refusal:
            show_refusal(form, refusal)
    context = {"file": file, "case": file.application, "advice": advice, "form": form, "today": file.on}
    return render(request, "office/applications/advice.html", context, status=422 if form.is_bound else 200)


PLAIN_ACTS: dict[str, tuple[Callable[..., object], str | Promise]] = {
    "oppakken": (actions.take_case, gettext_lazy("U behandelt deze aanvraag.")),
    "beginnen": (actions.start_assessment, gettext_lazy("De beoordeling is begonnen.")),
    "hervatten": (actions.resume_after_unused_term, gettext_lazy("De behandeling gaat verder.")),
}
"""Acts without anything to fill in: a button on the dossier."""


@require_POST
@office_page(Permission.READ_OFFICE)
def plain_act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """A button of the dossier. A refusal becomes a message above it."""
    file = open_dossier(request, number)
    do, done = PLAIN_ACTS[act]
    try:
        do(application=file.application, by=officer(request).actor, at=timezone.now())
        messages.success(request, str(done))
    except actions.UnableToAct as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
    return redirect("office_case", number)
