"""Reports in lists, and one report with everything that belongs to its money."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.money import format_euro
from kernkracht.grants.objections.models import SubjectKind
from kernkracht.grants.objections.queries import running_objections, subject_of
from kernkracht.grants.settlements.actions import first_settled_on, last_day_to_recover
from kernkracht.grants.settlements.models import Settlement, SpendingReport, Story
from kernkracht.grants.settlements.permissions import may_hand_in, may_propose_settlement
from kernkracht.grants.settlements.queries import VIEWS, View, counts, paid_cents, reports_in, spent_cents
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.objections.paper import objection_url
from kernkracht.web.shown_files import shown

from .shared import held, live_settlement, recovery_of, report_or_404

ROWS = 50
WORDS: dict[str, View] = {
    "te-lezen": "received",
    "te-laat": "late",
    "besluiten": "proposed",
    "terug": "recovery",
    "verwacht": "expected",
    "vastgesteld": "settled",
}
"""The lists by the word in their address."""


@require_safe
@office_page(Permission.READ_OFFICE)
def report_list(request: HttpRequest) -> HttpResponse:
    """`/werk/verantwoording/`: one list of reports."""
    today = timezone.localdate()
    word = request.GET.get("lijst", "te-lezen")
    word = word if word in WORDS else "te-lezen"
    page = Paginator(reports_in(WORDS[word], today), ROWS).get_page(request.GET.get("pagina"))
    numbers = counts(today)
    chips = [
        {
            "url": f"{reverse('office_reports')}?lijst={key}",
            "label": VIEWS[view],
            "count": numbers[view],
            "late": view in ("late", "recovery"),
            "current": key == word,
        }
        for key, view in WORDS.items()
    ]
    return render(request, "office/settlements/list.html", {"page": page, "chips": chips, "word": word, "today": today})


@require_safe
@office_page(Permission.READ_OFFICE)
def report_page(request: HttpRequest, number: str) -> HttpResponse:
    """One report: what was told, the money, and what can be done now."""
    report = report_or_404(number)
    settlement = live_settlement(report)
    recovery = recovery_of(settlement)
    story = Story.objects.filter(application=report.application).first()
    context = {
        "report": report,
        "case": report.application,
        "facts": _facts(report),
        "money": _money(report, settlement),
        "settlement": settlement,
        "recovery": recovery,
        "objections": _objections(report),
        "objection_url": _objection_url(request, report, settlement),
        "repayments": recovery.repayments.all() if recovery else [],
        "replaced": [row for row in report.settlements.all() if row.state == "replaced"],
        "returned": [row for row in report.settlements.all() if row.state == "returned"],
        "story": story,
        "may": _acts(request, report, settlement, story),
        "today": timezone.localdate(),
    }
    return render(request, "office/settlements/report.html", context)


@require_safe
@office_page(Permission.READ_OFFICE)
def photo_file(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """A picture of a report, for the office."""
    report = report_or_404(number)
    photo = report.photos.filter(pk=pk).first()
    if photo is None or Permission.READ_OFFICE not in held(request, report.application):
        raise Http404
    return shown(photo.document)


def _facts(report: SpendingReport) -> list[dict[str, str]]:
    rows = [
        (_("Wat wij vragen"), report.get_form_display()),
        (_("Staat"), report.get_state_display()),
        (_("Uiterlijk"), date_format(report.due_on, "j F Y") if report.due_on else ""),
        (_("Ontvangen op"), date_format(report.handed_in_on, "j F Y") if report.handed_in_on else ""),
        (_("Ingevoerd door"), str(report.entered_by) if report.entered_by else ""),
        (_("Mensen die meededen"), "" if report.people_count is None else str(report.people_count)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _money(report: SpendingReport, settlement: Settlement | None) -> list[dict[str, str]]:
    paid = paid_cents(report.application.number or "")
    rows = [(_("Toegekend"), report.awarded_cents), (_("Betaald"), paid)]
    if report.form == "receipts":
        rows.append((_("Bonnen samen"), spent_cents(report)))
    if settlement is not None:
        label = _("Vastgesteld") if settlement.state == "decided" else _("Voorgesteld")
        rows.append((label, settlement.settled_cents))
        if settlement.state == "decided" and settlement.overpaid_cents:
            rows.append((_("Te veel betaald"), settlement.overpaid_cents))
    return [{"label": label, "value": format_euro(cents)} for label, cents in rows]


def _acts(
    request: HttpRequest, report: SpendingReport, settlement: Settlement | None, story: Story | None
) -> dict[str, bool]:
    """Which acts this reader is offered now; each act checks again."""
    rights, today = held(request, report.application), timezone.localdate()
    settle, decide = Permission.SETTLE_GRANT in rights, Permission.DECIDE_APPLICATION in rights
    recovery = recovery_of(settlement)
    owing = recovery is not None and recovery.state == "open"
    overpaid = settlement is not None and settlement.state == "decided" and settlement.overpaid_cents > 0
    proposed = settlement is not None and settlement.state == "proposed"
    return {
        "paper": settle and may_hand_in(report.state) and settlement is None,
        "send_back": settle and report.state == "received" and settlement is None,
        "call_off": settle and report.state in ("expected", "not_needed") and settlement is None,
        "whole": settle and report.state == "received" and settlement is None,
        "lower": settle and settlement is None and may_propose_settlement(report.state, report.due_on, today),
        "decide": decide and proposed and not _is_mine(request, settlement),
        "give_back": (decide or settle) and proposed,
        "recover": decide and overpaid and recovery is None and _in_time(settlement),
        "change": settle and _may_change(settlement),
        "repaid": owing and bool({Permission.SETTLE_GRANT, Permission.PROPOSE_PAYMENT} & rights),
        "write_off": decide and owing,
        "story": settle and report.state in ("received", "approved") and _may_ask(story),
        "story_withdraw": settle and story is not None and story.state in ("asked", "published"),
    }


def _in_time(settlement: Settlement | None) -> bool:
    if settlement is None or settlement.decided_on is None:
        return False
    first = first_settled_on(settlement) or settlement.decided_on
    return timezone.localdate() <= last_day_to_recover(first).due_on


def _may_change(settlement: Settlement | None) -> bool:
    """Offered when nothing of the money is still on its way back; the act itself looks at the five years too."""
    if settlement is None or settlement.state != "decided" or not settlement.settled_cents:
        return False
    recovery = recovery_of(settlement)
    return recovery is None or recovery.state != "open"


def _is_mine(request: HttpRequest, settlement: Settlement | None) -> bool:
    return settlement is not None and settlement.proposed_by_id == officer(request).actor_id


def _may_ask(story: Story | None) -> bool:
    return story is None or story.state in ("declined", "withdrawn")


def _objections(report: SpendingReport) -> list[dict[str, object]]:
    """Objections that run against the settlement or the recovery."""
    found = running_objections(report.application, SubjectKind.SETTLEMENT, SubjectKind.RECOVERY)
    return [{"objection": row, "what": subject_of(row).label} for row in found]


def _objection_url(request: HttpRequest, report: SpendingReport, settlement: Settlement | None) -> str:
    """Where an objection on paper is typed in, once there is a settlement to object to."""
    if settlement is None:
        return ""
    return objection_url(report.application, officer(request), timezone.localdate())
