"""Messages from the mailbox that name no village."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.participation.questions import actions
from kernkracht.participation.questions.queries import waiting_mail
from kernkracht.web.office.acting import Act, act_page

from ..forms import VillageForm
from .shared import FORM, REFUSED, by, handles, posted, tabs

MOST_SHOWN = 50


@require_safe
@handles
def mail_list(request: HttpRequest) -> HttpResponse:
    context = {"tabs": tabs(request, "office_question_mail"), "rows": waiting_mail()[:MOST_SHOWN]}
    return render(request, "office/questions/mail.html", context)


def _act(title: str, button: str, done: str, explain: str) -> Act:
    back = reverse("office_question_mail")
    return Act(title, button, back, done, section=_("Uit de mailbox"), section_url=back, explain=explain)


@FORM
@handles
def mail_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which village it is about; it becomes a question of the day on which it came in."""
    mail = get_object_or_404(waiting_mail(), pk=pk)
    act = _act(mail.subject or mail.name, _("Maak er een vraag van"), _("Het is nu een vraag."), mail.text[:500])
    return act_page(
        request,
        VillageForm(posted(request)),
        act,
        lambda data: actions.take_mail(mail=mail, village=data["village"], **by(request)),
        REFUSED,
    )


@FORM
@handles
def mail_leave(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(waiting_mail(), pk=pk)
    explain = _("Doe dit alleen als het geen vraag is. Wij wissen het bericht.")
    act = _act(mail.subject or mail.name, _("Leg weg"), _("Het bericht is weggelegd."), explain)
    return act_page(
        request, forms.Form(posted(request)), act, lambda _data: actions.leave_mail(mail=mail, **by(request)), REFUSED
    )
