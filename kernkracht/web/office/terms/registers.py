"""`/werk/storingen/`: outages, channels for official messages, and days equated by decree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.deadlines import actions as days
from kernkracht.foundation.deadlines.models import EquatedDay, Outage
from kernkracht.foundation.official_channels import actions as channels
from kernkracht.foundation.official_channels.models import OfficialChannel
from kernkracht.foundation.official_channels.queries import ways_on
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act, act_page

from .forms import ChannelForm, EndChannelForm, EndOutageForm, EquatedDayForm, OutageForm, moment

ACT = require_http_methods(["GET", "HEAD", "POST"])
manages = office_page(Permission.MANAGE_LEGAL_SETTINGS)


def _act(title: str, button: str, done: str, explain: str = "") -> Act:
    home = reverse("office_outages")
    return Act(title, button, home, done, section=_("Storingen"), section_url=home, explain=explain)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@contextmanager
def _at_the_day() -> Iterator[None]:
    """A moment is two fields here: what is wrong with it stands at its day."""
    fields = {"started_at": "start_day", "ended_at": "end_day"}
    try:
        yield
    except days.UnableToRegisterOutage as refusal:
        refusal.field = fields.get(refusal.field, refusal.field)
        raise


@require_safe
@manages
def outages(request: HttpRequest) -> HttpResponse:
    """The three registers on one page."""
    today = timezone.localdate()
    context = {
        "outages": list(Outage.objects.all()[:50]),
        "ways": ways_on(today),
        "ended": list(OfficialChannel.objects.filter(designated_until__lt=today)),
        "days": list(EquatedDay.objects.all()),
    }
    return render(request, "office/terms/registers.html", context)


@ACT
@manages
def add_outage(request: HttpRequest) -> HttpResponse:
    act = _act(
        _("Meld een storing"),
        _("Meld de storing"),
        _("De storing staat op de website. Termijnen die erin vielen, zijn verschoven."),
        _("Zolang de storing duurt, staat uw tekst boven elke pagina. Viel een laatste dag erin? Dan schuift die op."),
    )
    now = timezone.localtime()
    form = OutageForm(_posted(request), initial={"start_day": now.date(), "start_time": now.strftime("%H:%M")})

    def do(data: dict[str, Any]) -> object:
        start = moment(data, "start")
        if start is None:
            raise days.UnableToRegisterOutage(_("Vul in wanneer het begon."), "start_day")
        end = moment(data, "end")
        with _at_the_day():
            return days.register_outage(
                channels=data["channels"], started_at=start, ended_at=end, notice=data["notice"], **_by(request)
            )

    return act_page(request, form, act, do, days.UnableToRegisterOutage)


@ACT
@manages
def end_outage(request: HttpRequest, pk: int) -> HttpResponse:
    outage = get_object_or_404(Outage, pk=pk)
    act = _act(_("De storing is voorbij"), _("Bewaar"), _("De storing is voorbij. De tekst is van de website af."))
    now = timezone.localtime()
    form = EndOutageForm(_posted(request), initial={"end_day": now.date(), "end_time": now.strftime("%H:%M")})

    def do(data: dict[str, Any]) -> object:
        end = moment(data, "end") or timezone.now()
        with _at_the_day():
            return days.end_outage(outage=outage, ended_at=end, **_by(request))

    return act_page(request, form, act, do, days.UnableToRegisterOutage)


@ACT
@manages
def add_channel(request: HttpRequest) -> HttpResponse:
    act = _act(
        _("Wijs een manier aan"),
        _("Wijs aan"),
        _("De manier is aangewezen."),
        _("Zo kunnen mensen ons dit soort bericht digitaal sturen (Awb 2:13). Op papier kan altijd."),
    )
    form = ChannelForm(_posted(request), initial={"designated_from": timezone.localdate()})
    return act_page(
        request, form, act, lambda data: channels.designate_channel(**data, **_by(request)), channels.UnableToDesignate
    )


@ACT
@manages
def end_channel(request: HttpRequest, pk: int) -> HttpResponse:
    channel = get_object_or_404(OfficialChannel, pk=pk)
    act = _act(_("Stop met deze manier"), _("Bewaar"), _("De laatste dag is bewaard."))
    form = EndChannelForm(_posted(request))

    def do(data: dict[str, Any]) -> object:
        today = timezone.localdate()
        return channels.end_channel(channel=channel, last_day=data["last_day"], today=today, **_by(request))

    return act_page(request, form, act, do, channels.UnableToDesignate)


@ACT
@manages
def add_day(request: HttpRequest) -> HttpResponse:
    act = _act(
        _("Stel een dag gelijk met een feestdag"),
        _("Bewaar de dag"),
        _("De dag is bewaard. Termijnen die erop eindigden, zijn verschoven."),
        _("Alleen dagen uit een koninklijk besluit (Algemene termijnenwet, artikel 3, derde lid)."),
    )
    form = EquatedDayForm(_posted(request))
    return act_page(
        request, form, act, lambda data: days.register_equated_day(**data, **_by(request)), days.UnableToEquateDay
    )
