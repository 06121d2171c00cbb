"""Acts on a report that do not touch money: paper, back to the receiver, called off, a story."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import contact_for
from kernkracht.grants.settlements.actions import (
    Telling,
    ask_story,
    call_off,
    enter_from_paper,
    send_back,
    withdraw_story,
)
from kernkracht.grants.settlements.models import Story
from kernkracht.web.office.access import office_page

from .forms import NothingForm, PaperForm, ReasonForm, StoryForm
from .shared import act_on, report_or_404, require, who

PAGE = ["GET", "POST"]


@require_http_methods(PAGE)
@office_page(Permission.SETTLE_GRANT)
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """Begin to type in a report that came on paper; it is then written on the receiver's own page."""
    report = report_or_404(number)
    require(request, report, Permission.SETTLE_GRANT)
    words = (
        _("Verslag op papier"),
        _("Ga verder naar het verslag"),
        _("Vul nu in wat op papier staat. Verstuur het daarna."),
        _("U typt het verslag over op de pagina van de ontvanger. Bonnen op papier hoeft u niet te scannen."),
    )
    to = reverse("resident:report", args=[report.token])
    return act_on(
        request,
        report,
        PaperForm(request.POST or None),
        words,
        lambda given: enter_from_paper(report=report, received_on=given["received_on"], **who(request)),
        to=to,
    )


@require_http_methods(PAGE)
@office_page(Permission.SETTLE_GRANT)
def back_to_receiver(request: HttpRequest, number: str) -> HttpResponse:
    """Ask the receiver to complete the report."""
    report = report_or_404(number)
    require(request, report, Permission.SETTLE_GRANT)
    words = (
        _("Vraag om aanvulling"),
        _("Stuur terug"),
        _("De vraag is verstuurd."),
        _("Wat de ontvanger schreef, blijft staan."),
    )
    form = ReasonForm(request.POST or None, question=_("Wat moet de ontvanger aanvullen?"))
    return act_on(
        request, report, form, words, lambda given: send_back(report=report, reason=given["reason"], **who(request))
    )


@require_http_methods(PAGE)
@office_page(Permission.SETTLE_GRANT)
def called_off(request: HttpRequest, number: str) -> HttpResponse:
    """Note what the receiver said on the phone or wrote: it does not go on."""
    report = report_or_404(number)
    require(request, report, Permission.SETTLE_GRANT)
    words = (
        _("Het plan gaat niet door"),
        _("Leg vast"),
        _("Vastgelegd. Stel nu het bedrag vast."),
        _("De ontvanger krijgt hier bericht van. Het geld verandert pas als u het bedrag vaststelt."),
    )
    form = ReasonForm(request.POST or None, question=_("Waarom gaat het niet door?"))
    return act_on(
        request, report, form, words, lambda given: call_off(report=report, reason=given["reason"], **who(request))
    )


@require_http_methods(PAGE)
@office_page(Permission.SETTLE_GRANT)
def story(request: HttpRequest, number: str) -> HttpResponse:
    """Propose a story, filled in from the report; the applicant gets the link to say yes or no."""
    report = report_or_404(number)
    require(request, report, Permission.SETTLE_GRANT)
    if report.state not in ("received", "approved"):
        raise Http404
    photos = [(str(p.pk), p.caption or _("Foto %(nr)d") % {"nr": nr}) for nr, p in enumerate(report.photos.all(), 1)]
    village = report.application.village
    contact = contact_for(village, timezone.localdate()) if village else None
    start = {
        "title": report.application.title,
        "text": report.what_happened,
        "photos": [key for key, _caption in photos],
        "coordinator": contact.user if contact else None,
        "officer": request.user,
    }
    form = StoryForm(request.POST or None, initial=start, photos=photos)
    words = (
        _("Maak er een verhaal van"),
        _("Vraag akkoord"),
        _("De aanvrager krijgt een e-mail of brief om ja of nee te zeggen."),
        _("Zegt de aanvrager ja? Dan kunnen de lezers die u kiest, dit verhaal meteen lezen."),
    )

    def do(given: dict[str, object]) -> None:
        chosen = given.get("photos")
        keys = [int(key) for key in chosen] if isinstance(chosen, list) else []
        names = ("title", "text", "coordinator", "officer", "audience")
        telling = Telling(**{name: given[name] for name in names}, photos=keys)  # type: ignore[arg-type] # by its form
        ask_story(report=report, telling=telling, **who(request))

    return act_on(request, report, form, words, do)


@require_http_methods(PAGE)
@office_page(Permission.SETTLE_GRANT)
def story_withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take a story off the website."""
    report = report_or_404(number)
    require(request, report, Permission.SETTLE_GRANT)
    found = Story.objects.filter(application=report.application, state__in=["asked", "published"]).first()
    if found is None:
        raise Http404
    words = (_("Haal het verhaal weg"), _("Haal weg"), _("Het verhaal staat niet meer op de website."), "")
    return act_on(
        request,
        report,
        NothingForm(request.POST if request.method == "POST" else None),
        words,
        lambda _given: withdraw_story(story=found, **who(request)),
        is_danger=True,
    )
