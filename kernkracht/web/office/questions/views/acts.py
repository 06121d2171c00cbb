"""Every act on a question is one page with one form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.participation.observations.actions import note_became_question
from kernkracht.participation.observations.models import VisitNote
from kernkracht.participation.observations.permissions import is_used
from kernkracht.participation.observations.queries import visible_visit_notes
from kernkracht.participation.questions import actions
from kernkracht.participation.questions.models import OPEN_STATES, Question
from kernkracht.participation.questions.queries import visible_questions
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act, act_page

from ..forms import AnswerForm, DrawInForm, EnterForm, MergeForm, ProgressForm, PublishForm, RouteForm, TextForm
from .shared import FORM, REFUSED, act_of, by, handles, posted, question_of

LONGEST_KEY = 12


@FORM
@handles
def enter(request: HttpRequest) -> HttpResponse:
    """`/werk/vragen/nieuw/`: write down what was asked by telephone, in the village or at the counter."""
    note = _visit_note(request)
    form = EnterForm(posted(request), initial=_from_note(note))
    made: list[Question] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made.append(
                actions.enter_question(
                    facts=form.facts(),
                    channel=Question.Channel(data["channel"]),
                    asked_on=data["asked_on"],
                    submission_key=data["key"],
                    **by(request),
                )
            )
        except REFUSED as refusal:
            field = "email" if refusal.field == "reach" else refusal.field
            form.add_error(field if field in form.fields else None, str(refusal))
    if made:
        if note is not None and note.village_id == made[0].village_id:
            note_became_question(note=note, question=made[0], **by(request))
        return redirect("office_question", number=made[0].number)
    act = Act(
        title=_("Nieuwe vraag"),
        button=_("Bewaar de vraag"),
        back=reverse("office_questions"),
        done="",
        section=_("Vragen"),
        section_url=reverse("office_questions"),
        explain=_("De inwoner krijgt een mail met het nummer en de beloofde dag."),
    )
    return render(request, "office/act.html", {"form": form, "act": act}, status=422 if form.errors else 200)


def _visit_note(request: HttpRequest) -> VisitNote | None:
    """The note of a visit that this question comes from; None without one, or where something came of it already."""
    wanted = request.GET.get("bezoek", "")
    if not wanted.isdecimal() or len(wanted) > LONGEST_KEY:
        return None
    note = visible_visit_notes(officer(request), timezone.localdate()).filter(pk=int(wanted)).first()
    return None if note is None or is_used(note) else note


def _from_note(note: VisitNote | None) -> dict[str, Any]:
    """What a note already says; who asks, and how to reach them, is not in it."""
    if note is None:
        return {}
    themes = note.themes.all()
    return {
        "channel": Question.Channel.HALL,
        "asked_on": note.visited_on,
        "village": note.village_id,
        "text": note.text,
        "theme": themes[0].pk if len(themes) == 1 else None,
    }


@FORM
@handles
def route(request: HttpRequest, number: str) -> HttpResponse:
    question = question_of(request, number)
    form = RouteForm(posted(request), initial={"theme": question.theme_id, "officer": question.content_owner_id})
    act = act_of(question, _("Thema en collega"), _("Bewaar"), _("Uw collega krijgt een mail."))
    return act_page(
        request, form, act, lambda data: actions.route_question(question=question, **data, **by(request)), REFUSED
    )


@FORM
@handles
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """A content answer: it closes the question."""
    question = question_of(request, number)
    form = AnswerForm(posted(request))
    explain = _("De inwoner krijgt dit antwoord meteen. Daarna is de vraag beantwoord.")
    if not question.email:
        explain = _("Er is geen e-mailadres. Vertel het antwoord eerst zelf: %(phone)s.") % {"phone": question.phone}
    act = act_of(
        question, _("Antwoord geven"), _("Verstuur het antwoord"), _("Het antwoord is verstuurd."), explain=explain
    )
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.answer_in_content(question=question, facts=form.facts(), **by(request)),
        REFUSED,
    )


@FORM
@handles
def progress(request: HttpRequest, number: str) -> HttpResponse:
    """A process answer: the promise is met, a new day is named, the question stays open (R228, R229)."""
    question = question_of(request, number)
    form = ProgressForm(posted(request), initial={"text": _template_text()})
    act = act_of(
        question,
        _("Laten weten hoe ver het is"),
        _("Verstuur dit bericht"),
        _("Het bericht is verstuurd. De vraag blijft open."),
        explain=_("Hiermee houdt u zich aan de belofte. De vraag blijft open tot u echt antwoord geeft."),
    )
    return act_page(
        request,
        form,
        act,
        lambda data: actions.answer_in_process(
            question=question, facts=form.facts(), next_on=data["next_on"], **by(request)
        ),
        REFUSED,
    )


def _template_text() -> str:
    """What a process answer says to begin with (R229)."""
    return _("Wij kennen uw vraag en zoeken het uit. Een goed antwoord kost meer tijd, omdat …")


@FORM
@handles
def draw_in(request: HttpRequest, number: str) -> HttpResponse:
    question = question_of(request, number)
    act = act_of(
        question,
        _("Laat iemand meedenken"),
        _("Vraag het"),
        _("Uw vraag is verstuurd."),
        explain=_("U of uw collega blijft het gezicht voor de inwoner. De naam van de inwoner gaat niet mee."),
    )
    return act_page(
        request,
        DrawInForm(posted(request)),
        act,
        lambda data: actions.draw_in(question=question, **data, **by(request)),
        REFUSED,
    )


@FORM
@office_page(Permission.READ_OFFICE, Permission.HANDLE_QUESTION)
def reply(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """What the colleague or partner says; a colleague writes it here, a partner's answer is typed in."""
    question = question_of(request, number)
    drawn = get_object_or_404(question.drawn_in.select_related("partner", "colleague"), pk=pk)
    form = TextForm(posted(request), label=_("Antwoord"), initial={"text": drawn.reply})
    act = act_of(question, _("Meedenken"), _("Bewaar het antwoord"), _("Uw antwoord is bewaard."), explain=drawn.asked)
    return act_page(
        request,
        form,
        act,
        lambda data: actions.reply_when_drawn_in(drawn=drawn, reply=data["text"], **by(request)),
        REFUSED,
    )


@FORM
@handles
def note(request: HttpRequest, number: str) -> HttpResponse:
    question = question_of(request, number)
    explain = _("De inwoner ziet dit niet op de pagina, maar mag het altijd opvragen.")
    act = act_of(question, _("Notitie"), _("Bewaar de notitie"), _("De notitie is bewaard."), explain=explain)
    return act_page(
        request,
        TextForm(posted(request)),
        act,
        lambda data: actions.note_question(question=question, text=data["text"], **by(request)),
        REFUSED,
    )


@FORM
@handles
def merge(request: HttpRequest, number: str) -> HttpResponse:
    question = question_of(request, number)
    seen = visible_questions(officer(request), timezone.localdate())
    others = seen.filter(state__in=OPEN_STATES, merged_into__isnull=True)
    same = others.filter(village=question.village).exclude(pk=question.pk).order_by("-asked_at", "-pk")
    form = MergeForm(posted(request), questions=same)
    explain = _("Beide inwoners krijgen dan hetzelfde antwoord. Ze zien elkaars naam niet.")
    act = act_of(question, _("Samenvoegen"), _("Voeg samen"), _("De vragen zijn samengevoegd."), explain=explain)
    return act_page(
        request,
        form,
        act,
        lambda data: actions.merge_question(question=question, into=data["into"], **by(request)),
        REFUSED,
    )


def _sure(request: HttpRequest, act: Act, do: Any) -> HttpResponse:
    """An act that needs nothing but a yes."""
    return act_page(request, forms.Form(posted(request)), act, lambda _data: do(), REFUSED)


@FORM
@handles
def separate(request: HttpRequest, number: str) -> HttpResponse:
    question = question_of(request, number)
    act = act_of(question, _("Losmaken"), _("Maak los"), _("De vraag staat weer op zichzelf."))
    return _sure(request, act, lambda: actions.separate_question(question=question, **by(request)))


@FORM
@handles
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    question = question_of(request, number)
    form = TextForm(posted(request), label=_("Wat zei de inwoner?"), required=False)
    explain = _("Bijvoorbeeld als de inwoner belt. Er komt een nieuwe dag; de inwoner hoort dat.")
    act = act_of(question, _("Opnieuw openen"), _("Open opnieuw"), _("De vraag is weer open."), explain=explain)
    return act_page(
        request,
        form,
        act,
        lambda data: actions.reopen_question(question=question, why=data["text"], **by(request)),
        REFUSED,
    )


@FORM
@handles
def publish(request: HttpRequest, number: str) -> HttpResponse:
    question = question_of(request, number)
    last = question.answers.order_by("-sent_at", "-pk").first()
    known = getattr(question, "published", None)
    first = {"question_text": question.text, "answer_text": last.text if last else ""}
    form = PublishForm(
        posted(request),
        initial={name: getattr(known, name) for name in first} if known else first,
    )
    explain = _("Haal alles weg waaraan iemand te herkennen is: namen, huisnummers, telefoonnummers.")
    act = act_of(question, _("Op de website"), _("Zet op de website"), _("Het staat op de website."), explain=explain)
    return act_page(
        request, form, act, lambda data: actions.publish_answer(question=question, **data, **by(request)), REFUSED
    )


@FORM
@handles
def unpublish(request: HttpRequest, number: str) -> HttpResponse:
    question = question_of(request, number)
    act = act_of(question, _("Van de website"), _("Haal van de website"), _("Het staat niet meer op de website."))
    return _sure(request, act, lambda: actions.unpublish_answer(question=question, **by(request)))
