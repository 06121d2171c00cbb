"""`/werk/aanvragen/<number>/termijn/`: the clock of one case, and the acts on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import OPEN_STATES, NoticeOfDefault
from kernkracht.grants.applications.queries import Dossier, penalties_of, running_suspension
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act, act_page
from kernkracht.web.office.applications.views.acts import ActPage, open_dossier

from .forms import DefaultNoticeForm, EndSuspensionForm, ExtendForm, SuspendForm, WaiveForm, suggested_day
from .penalty import penalty_part

BACK = "office_term"


def _fields(act: Any, *names: str) -> Any:
    def do(file: Dossier, form: Any, who: dict[str, Any]) -> object:
        return act(**{name: form.cleaned_data[name] for name in names}, **who)

    return do


TERM_ACTS: tuple[ActPage, ...] = (
    ActPage(
        "verlengen",
        "extend_term",
        gettext_lazy("Schrijf dat het later wordt"),
        gettext_lazy("Verstuur de brief"),
        gettext_lazy("De brief is onderweg. De nieuwe dag staat bij de aanvraag."),
        ExtendForm,
        _fields(actions.extend_term, "named_on", "reason"),
        initial=lambda file: {"named_on": suggested_day(file.deadline.due_on)},
        explain=gettext_lazy("De aanvrager krijgt een brief met de nieuwe dag (Awb 4:14). De oude dag blijft bewaard."),
        back=BACK,
    ),
    ActPage(
        "stilzetten",
        "suspend_term",
        gettext_lazy("Zet de termijn stil"),
        gettext_lazy("Zet stil en verstuur de brief"),
        gettext_lazy("De termijn staat stil. De aanvrager krijgt bericht."),
        SuspendForm,
        _fields(actions.suspend_term, "ground", "starts_on", "until", "reason"),
        explain=gettext_lazy(
            "Mist er iets in de aanvraag? Vraag dan om een aanvulling. De termijn staat dan ook stil."
        ),
        back=BACK,
    ),
    ActPage(
        "laten-lopen",
        "end_suspension",
        gettext_lazy("Laat de termijn weer lopen"),
        gettext_lazy("Laat lopen en verstuur de brief"),
        gettext_lazy("De termijn loopt weer. De aanvrager krijgt bericht."),
        EndSuspensionForm,
        _fields(actions.end_suspension),
        back=BACK,
    ),
    ActPage(
        "ingebrekestelling",
        "register_default",
        gettext_lazy("Schrijf een ingebrekestelling op"),
        gettext_lazy("Bewaar en verstuur de bevestiging"),
        gettext_lazy("De ingebrekestelling is bewaard. De aanvrager krijgt bericht."),
        DefaultNoticeForm,
        _fields(actions.register_default_notice, "received_on", "channel", "no_penalty", "no_penalty_reason"),
        explain=gettext_lazy("Kwam zij te vroeg? Dan telt zij niet. De aanvrager leest in de brief wanneer wel."),
        back=BACK,
    ),
)


def _buttons(file: Dossier, *, can_end: bool) -> list[dict[str, str]]:
    icons = {"extend_term": "mail", "suspend_term": "clock", "end_suspension": "arrow", "register_default": "alert"}
    shown = {"end_suspension": can_end, "suspend_term": running_suspension(file.application, file.on) is None}
    return [
        {
            "label": str(page.title),
            "url": reverse(f"office_{page.act}", args=[file.application.number]),
            "icon": icons[page.act],
        }
        for page in TERM_ACTS
        if (right := file.acts.get(page.act)) and right.allowed and shown.get(page.act, True)
    ]


def _moments(file: Dossier) -> list[dict[str, Any]]:
    """The facts that the last day rests on, in order of time, for the timeline component."""
    case = file.application
    found: list[tuple[Any, str, str, str]] = [(case.received_on, _("De aanvraag kwam binnen"), "", "")]
    for pause in case.suspensions.order_by("invited_on", "pk"):
        until = date_format(pause.until_on, "j F Y")
        text = _("Ten hoogste tot en met %(day)s. %(reason)s") % {"day": until, "reason": pause.reason}
        found.append((pause.invited_on, str(pause.get_ground_display()), text, ""))
        if pause.ended_on is not None:
            found.append((pause.ended_on, _("De termijn loopt weer"), "", "ok"))
    for letter in case.extensions.order_by("told_on", "pk"):
        named = _("Wij noemden %(day)s. %(reason)s") % {
            "day": date_format(letter.named_on, "j F Y"),
            "reason": letter.reason,
        }
        found.append((letter.told_on, _("Brief: het wordt later (Awb 4:14)"), named, ""))
    for notice in case.default_notices.order_by("received_on", "pk"):
        too_early = _("Te vroeg: zij telt niet.") if notice.is_too_early else ""
        words = too_early or str(notice.get_no_penalty_display() if notice.no_penalty else "")
        found.append((notice.received_on, _("Ingebrekestelling (Awb 4:17)"), words, "late" if not words else ""))
    if case.state in OPEN_STATES:
        found.append((file.deadline.due_on, _("Laatste dag om te beslissen"), "", "next"))
    found.sort(key=lambda row: row[0])
    return [dict(zip(("when", "title", "text", "kind"), row, strict=True)) | {"by": "", "icon": ""} for row in found]


@require_safe
@office_page(Permission.READ_OFFICE)
def show_term(request: HttpRequest, number: str) -> HttpResponse:
    """The last day with its reasoning, the facts behind it, what default costs, and what one can do."""
    file = open_dossier(request, number)
    case = file.application
    running = running_suspension(case, file.on)
    owed = penalties_of(case, file.on)
    waivable = owed is not None and bool((right := file.acts.get("register_default")) and right.allowed)
    context = {
        "file": file,
        "case": case,
        "today": file.on,
        "is_open": case.state in OPEN_STATES,
        "running": running,
        "buttons": _buttons(file, can_end=running is not None and running.ground in actions.SUSPENSION_GROUNDS),
        "moments": _moments(file),
        "owed": owed,
        "cost_rows": _cost_rows(owed) if owed else [],
        "waive_url": reverse("office_waive_penalty", args=[number, owed.notice.pk]) if owed and waivable else "",
        **penalty_part(case, owed, officer(request), file.on),
        "original": file.deadline.original_due_on if file.deadline.original_due_on != file.deadline.due_on else None,
    }
    return render(request, "office/terms/clock.html", context)


def _cost_rows(owed: Any) -> list[dict[str, str]]:
    penalty = owed.penalty
    rows = [
        {"label": _("Begint op"), "value": date_format(penalty.first_day, "j F Y")},
        {"label": _("Tot nu toe"), "value": format_euro(penalty.cents)},
        {"label": _("Ten hoogste"), "value": format_euro(penalty.most_cents)},
    ]
    if penalty.cents_today:
        rows.insert(2, {"label": _("Morgen erbij"), "value": format_euro(penalty.cents_today)})
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.READ_OFFICE)
def waive(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Say that a notice of default brings no penalty, and why."""
    file = open_dossier(request, number)
    right = file.acts.get("register_default")
    if right is None or not right.allowed:
        raise Http404
    notice = get_object_or_404(NoticeOfDefault, pk=pk, application=file.application)
    back = reverse(BACK, args=[number])
    act = Act(
        _("Er is geen dwangsom"),
        _("Bewaar"),
        back,
        _("Bewaard. Er telt geen dwangsom meer."),
        section=number,
        section_url=back,
        explain=_("De wet kent drie uitzonderingen (Awb 4:17 lid 6)."),
    )

    def do(data: dict[str, Any]) -> object:
        by, at = officer(request).actor, timezone.now()
        reason = data["no_penalty_reason"]
        return actions.waive_penalty(notice=notice, no_penalty=data["no_penalty"], reason=reason, by=by, at=at)

    form = WaiveForm(request.POST if request.method == "POST" else None)
    return act_page(request, form, act, do, actions.UnableToWaivePenalty)
