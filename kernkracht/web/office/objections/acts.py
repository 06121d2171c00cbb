"""The acts on one objection. Each has a page of its own, so that it works without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.models import Objection
from kernkracht.grants.objections.queries import numbers_for, objection_by_number, penalty_of_objection
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act

from ..terms.forms import DefaultNoticeForm, WaiveForm
from . import forms as own

HANDLES, DECIDES = Permission.HANDLE_OBJECTION, Permission.DECIDE_OBJECTION
Words = str | Promise
Do = Callable[[Any, dict[str, Any]], object]


@dataclass(frozen=True)
class ActPage:
    """One act: its address, words, form, who may, and the domain call behind it."""

    slug: str
    act: str
    title: Words
    button: Words
    done: Words
    form: type[forms.Form]
    do: Do
    permission: Permission = HANDLES
    explain: Words | Callable[[date], str] = ""
    """Words, or what makes them of the terms of a day."""
    initial: Callable[[Objection, date], dict[str, Any]] = lambda objection, today: {}


def open_objection(number: str) -> Objection:
    """The objection behind an address, or a 404."""
    objection = objection_by_number(number)
    if objection is None:
        raise Http404
    return objection


def act_view(page: ActPage) -> Callable[..., HttpResponseBase]:
    """The view of an act: GET shows the form, POST calls the domain; a refusal stands beside its field (422)."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @office_page(page.permission)
    def view(request: HttpRequest, number: str) -> HttpResponse:
        objection = open_objection(number)
        today = timezone.localdate()
        make: Any = page.form
        extra = {"objection": objection, "today": today} if page.form in (own.AssignForm, own.OutcomeForm) else {}
        posted = request.POST if request.method == "POST" else None
        form = make(posted, initial=page.initial(objection, today), **extra)
        if request.method == "POST" and form.is_valid() and _done(request, page, objection, form):
            messages.success(request, str(page.done))
            return redirect("office_objection", number)
        act = Act(
            title=str(page.title),
            button=str(page.button),
            back=reverse("office_objection", args=[number]),
            done="",
            section=number,
            section_url=reverse("office_objection", args=[number]),
            explain=page.explain(today) if callable(page.explain) else str(page.explain),
        )
        return render(request, "office/act.html", {"form": form, "act": act}, status=422 if form.errors else 200)

    return view


def _done(request: HttpRequest, page: ActPage, objection: Objection, form: forms.Form) -> bool:
    who = {"objection": objection, "by": officer(request).actor, "at": timezone.now()}
    try:
        page.do(form, who)
    except actions.ObjectionRefusal as refusal:
        for sentence in refusal.sentences:
            form.add_error(refusal.field if refusal.field in form.fields else None, sentence)
        return False
    return True


@require_POST
@office_page(HANDLES)
def take(request: HttpRequest, number: str) -> HttpResponse:
    """A button: make a free objection one's own."""
    try:
        actions.take_objection(objection=open_objection(number), by=officer(request).actor, at=timezone.now())
        messages.success(request, str(_("U behandelt dit bezwaar.")))
    except actions.ObjectionRefusal as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
    return redirect("office_objection", number)


def _fields(act: Callable[..., object], *names: str) -> Do:
    """A domain call that takes the form's answers under their own names."""
    return lambda form, who: act(**{name: form.cleaned_data[name] for name in names}, **who)


def _propose(form: own.OutcomeForm, who: dict[str, Any]) -> object:
    data = form.cleaned_data
    proposal = actions.OutcomeProposal(
        outcome=data["outcome"],
        reason=data["reason"],
        new_outcome=data["new_outcome"],
        amount_cents=data["amount"],
        refusal_ground=data.get("ground", ""),
        obligations=data.get("obligations", ""),
        carry_out_by=data.get("carry_out_by"),
        costs=data["costs"],
        costs_cents=data["costs_cents"],
        costs_reason=data["costs_reason"],
    )
    return actions.propose_outcome(proposal=proposal, **who)


def _waive(form: WaiveForm, who: dict[str, Any]) -> object:
    """About the first notice that counts; a later one never makes it more."""
    objection = who.pop("objection")
    owed = penalty_of_objection(objection, timezone.localdate())
    if owed is None:
        raise actions.UnableToDefault(_("Er telt geen ingebrekestelling."))
    return actions.waive_default(notice=owed.notice, **form.cleaned_data, **who)


ACT_PAGES: tuple[ActPage, ...] = (
    ActPage(
        "geven",
        "assign",
        _("Geef het bezwaar aan een collega"),
        _("Geef door"),
        _("Het bezwaar is doorgegeven."),
        own.AssignForm,
        _fields(actions.assign_objection, "to"),
        explain=_("U kunt alleen kiezen uit collega’s die niets met het besluit te maken hadden (Awb 7:5)."),
    ),
    ActPage(
        "te-laat",
        "lateness",
        _("Oordeel over een te laat bezwaar"),
        _("Bewaar het oordeel"),
        _("Uw oordeel is bewaard."),
        own.LatenessForm,
        _fields(actions.judge_lateness, "excused", "reason"),
        explain=_(
            "Een te laat bezwaar behandelen wij als de indiener er redelijkerwijs niets aan kon doen (Awb 6:11)."
        ),
    ),
    ActPage(
        "aanvulling-vragen",
        "repair",
        _("Vraag om een aanvulling"),
        _("Verstuur de vraag"),
        _("De indiener krijgt bericht. De termijn staat stil."),
        own.RepairForm,
        _fields(actions.request_repair, "question", "days"),
        explain=_("De termijn om te besluiten staat stil vanaf morgen (Awb 6:6 en 7:10 lid 2)."),
        initial=lambda objection, today: {
            "days": numbers_for(today).repair_days,
            "question": missing_parts(objection),
        },
    ),
    ActPage(
        "aanvulling-noteren",
        "repaired",
        _("Schrijf een aanvulling op"),
        _("Bewaar en ga verder"),
        _("De aanvulling is bewaard. De termijn loopt weer."),
        own.AnswerForm,
        _fields(actions.note_repair, "answer"),
    ),
    ActPage(
        "verder",
        "resume",
        _("Ga verder zonder aanvulling"),
        _("Ga verder"),
        _("De behandeling gaat verder."),
        own.NothingForm,
        _fields(actions.resume_after_unused_repair),
        explain=_("Dit kan als de termijn om aan te vullen voorbij is."),
    ),
    ActPage(
        "commissie",
        "committee",
        _("Meld dat een commissie adviseert"),
        _("Verstuur de melding"),
        _("De indiener krijgt bericht. De termijn is nu langer."),
        own.NothingForm,
        _fields(actions.announce_committee),
        explain=lambda today: (
            _("De termijn wordt %(long)s. Dat kan alleen binnen de eerste %(short)s (Awb 7:10, RvS 2016:2233).")
            % {"long": numbers_for(today).committee, "short": numbers_for(today).decide}
        ),
    ),
    ActPage(
        "uitstellen",
        "extend",
        _("Stel het besluit uit"),
        _("Stel uit en verstuur het bericht"),
        _("Het besluit is uitgesteld. De indiener krijgt bericht."),
        own.ExtendForm,
        _fields(actions.extend_term, "weeks", "reason"),
        explain=lambda today: (
            _("Dit kan één keer, met ten hoogste %(weeks)s (Awb 7:10 lid 3).") % {"weeks": numbers_for(today).extension}
        ),
        initial=lambda objection, today: {"weeks": numbers_for(today).extension_weeks},
    ),
    ActPage(
        "wachten",
        "adjourn",
        _("Wacht met instemming van de indiener"),
        _("Bewaar en verstuur het bericht"),
        _("De termijn staat stil. De indiener krijgt bericht."),
        own.AdjournForm,
        _fields(actions.adjourn_with_consent, "until", "how"),
        explain=_("De indiener stemt in met later besluiten (Awb 7:10 lid 4)."),
    ),
    ActPage(
        "ingebrekestelling",
        "default",
        _("Schrijf een ingebrekestelling op"),
        _("Bewaar en verstuur de bevestiging"),
        _("De ingebrekestelling is bewaard. De indiener krijgt bericht."),
        DefaultNoticeForm,
        _fields(actions.register_default, "received_on", "channel", "no_penalty", "no_penalty_reason"),
        explain=_("Kwam zij te vroeg? Dan telt zij niet. De indiener leest in de brief wanneer wel (Awb 4:17)."),
    ),
    ActPage(
        "geen-dwangsom",
        "no_penalty",
        _("Er geldt een uitzondering"),
        _("Bewaar de uitzondering"),
        _("De uitzondering is bewaard. De dwangsom telt niet."),
        WaiveForm,
        _waive,
        explain=_("Dit kan alleen op een grond van de wet (Awb 4:17 lid 6)."),
    ),
    ActPage(
        "hoorzitting",
        "hearing",
        _("Plan een hoorzitting"),
        _("Plan en verstuur de uitnodiging"),
        _("De hoorzitting is gepland. De uitnodiging is onderweg."),
        own.HearingForm,
        lambda form, who: actions.plan_hearing(**form.moments(), **who),
    ),
    ActPage(
        "hoorzitting-verplaatsen",
        "hearing_move",
        _("Verplaats de hoorzitting"),
        _("Verplaats en verstuur de uitnodiging"),
        _("De hoorzitting is verplaatst. De nieuwe uitnodiging is onderweg."),
        own.HearingForm,
        lambda form, who: actions.move_hearing(**form.moments(), **who),
    ),
    ActPage(
        "verslag",
        "report",
        _("Schrijf het verslag van de hoorzitting"),
        _("Bewaar het verslag"),
        _("Het verslag is bewaard."),
        own.ReportForm,
        _fields(actions.record_hearing, "report"),
    ),
    ActPage(
        "niet-horen",
        "waive",
        _("Leg vast dat er geen hoorzitting is"),
        _("Bewaar"),
        _("Bewaard. De reden komt in de brief."),
        own.WaiveForm,
        _fields(actions.waive_hearing, "ground", "reason"),
    ),
    ActPage(
        "voorstel",
        "propose",
        _("Doe een voorstel"),
        _("Leg voor aan de beslisser"),
        _("Het voorstel ligt klaar. Een collega met mandaat besluit."),
        own.OutcomeForm,
        _propose,
    ),
    ActPage(
        "teruggeven",
        "return",
        _("Geef het voorstel terug"),
        _("Geef terug"),
        _("Het voorstel is teruggegeven."),
        own.ReturnForm,
        _fields(actions.return_outcome, "reason"),
        permission=DECIDES,
    ),
    ActPage(
        "besluit",
        "decide",
        _("Besluit op het bezwaar"),
        _("Besluit en verstuur de brief"),
        _("Het besluit is genomen. De brief is onderweg."),
        own.DecideForm,
        _fields(actions.decide_objection, "no_interest"),
        permission=DECIDES,
        explain=_("De brief gaat meteen naar de indiener. U kunt een besluit niet ongedaan maken."),
    ),
)


def missing_parts(objection: Objection) -> str:
    """A first draft of the question: what the law asks for and is not there (Awb 6:5)."""
    missing = []
    if objection.signed_at is None:
        missing.append(str(_("- Zet uw handtekening onder uw bezwaar.")))
    if not objection.grounds:
        missing.append(str(_("- Schrijf op waarom u het niet eens bent met ons besluit.")))
    if not objection.address:
        missing.append(str(_("- Schrijf uw adres op.")))
    if objection.on_behalf_of and not objection.attachments.filter(kind="authorisation").exists():
        missing.append(str(_("- Stuur een machtiging mee van degene voor wie u bezwaar maakt.")))
    return "\n".join(missing)
