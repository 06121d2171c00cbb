"""Acts on the money of a report: settle, decide, recover, take in, set off, write off."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.money import format_euro
from kernkracht.grants.payments.models import PaymentObligation
from kernkracht.grants.settlements.actions import (
    Change,
    first_settled_on,
    last_day_to_change,
    last_day_to_recover,
    propose_change,
    propose_settlement,
    recover,
    register_repayment,
    return_proposal,
    set_off,
    settle_as_awarded,
    settle_grant,
    write_off,
)
from kernkracht.grants.settlements.models import Recovery, Settlement, SpendingReport
from kernkracht.grants.settlements.queries import paid_cents, set_off_candidates, spent_cents
from kernkracht.web.office.access import office_page

from .forms import ChangeForm, LowerForm, NothingForm, ReasonForm, RepaymentForm, SetOffForm
from .shared import act_on, live_settlement, recovery_of, report_or_404, require, who

PAGE = ["GET", "POST"]
SETTLE, DECIDE, PROPOSE = Permission.SETTLE_GRANT, Permission.DECIDE_APPLICATION, Permission.PROPOSE_PAYMENT


def _nothing(request: HttpRequest) -> NothingForm:
    return NothingForm(request.POST if request.method == "POST" else None)


def _open(request: HttpRequest, number: str, *permissions: Permission) -> SpendingReport:
    report = report_or_404(number)
    require(request, report, *permissions)
    return report


def _settlement(report: SpendingReport, state: str) -> Settlement:
    found = live_settlement(report)
    if found is None or found.state != state:
        raise Http404
    return found


def _recovery(report: SpendingReport) -> Recovery:
    found = recovery_of(live_settlement(report))
    if found is None or found.state != "open":
        raise Http404
    return found


@require_http_methods(PAGE)
@office_page(SETTLE)
def whole(request: HttpRequest, number: str) -> HttpResponse:
    """Approve the report and settle as awarded."""
    report = _open(request, number, SETTLE)
    amount = format_euro(report.awarded_cents)
    explain = _("U keurt het verslag goed en stelt vast op %(amount)s. De ontvanger krijgt een brief.") % {
        "amount": amount
    }
    if report.form == "receipts" and (spent := spent_cents(report)) < report.awarded_cents:
        explain += " " + _("Let op: de bonnen zijn samen %(spent)s.") % {"spent": format_euro(spent)}
    words = (_("Vaststellen zoals toegekend"), _("Stel vast"), _("Het bedrag staat vast."), explain)
    return act_on(
        request, report, _nothing(request), words, lambda _given: settle_as_awarded(report=report, **who(request))
    )


@require_http_methods(PAGE)
@office_page(SETTLE)
def propose(request: HttpRequest, number: str) -> HttpResponse:
    """Propose to settle lower; somebody else decides."""
    report = _open(request, number, SETTLE)
    facts = {
        "awarded": format_euro(report.awarded_cents),
        "paid": format_euro(paid_cents(report.application.number or "")),
    }
    explain = _("Toegekend is %(awarded)s, betaald is %(paid)s. Een collega met mandaat beslist.") % facts
    words = (_("Lager vaststellen"), _("Stel voor"), _("Uw voorstel wacht op besluit."), explain)

    def do(given: dict[str, Any]) -> None:
        propose_settlement(
            report=report,
            settled_cents=given["settled"],
            ground=given["ground"],
            weighing=given["weighing"],
            **who(request),
        )

    return act_on(request, report, LowerForm(request.POST or None), words, do)


@require_http_methods(PAGE)
@office_page(SETTLE)
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Propose to change a settlement to the receiver's disadvantage; somebody else decides (Awb 4:49)."""
    report = _open(request, number, SETTLE)
    found = _settlement(report, "decided")
    explain = _(
        "Vastgesteld is %(settled)s. Lager kan alleen op een grond van de wet, en tot en met %(last)s (Awb 4:49). "
        "Een collega met mandaat beslist."
    ) % {
        "settled": format_euro(found.settled_cents),
        "last": date_format(last_day_to_change(found).due_on, "j F Y"),
    }
    words = (_("Vaststelling wijzigen"), _("Stel voor"), _("Uw voorstel wacht op besluit."), explain)

    def do(given: dict[str, Any]) -> None:
        proposed = Change(given["settled"], given["ground"], given["weighing"], given["breach_on"])
        propose_change(settlement=found, change=proposed, **who(request))

    return act_on(request, report, ChangeForm(request.POST or None), words, do)


@require_http_methods(PAGE)
@office_page(DECIDE)
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Decide on a lower settlement of a colleague."""
    report = _open(request, number, DECIDE)
    found = _settlement(report, "proposed")
    explain = _("Voorstel: %(settled)s in plaats van %(awarded)s. %(weighing)s") % {
        "settled": format_euro(found.settled_cents),
        "awarded": format_euro(found.replaces.settled_cents if found.replaces else found.awarded_cents),
        "weighing": found.weighing,
    }
    words = (_("Lager vaststellen"), _("Stel vast"), _("Het bedrag staat vast. De brief is verstuurd."), explain)
    return act_on(
        request, report, _nothing(request), words, lambda _given: settle_grant(settlement=found, **who(request))
    )


@require_http_methods(PAGE)
@office_page(DECIDE, SETTLE)
def give_back(request: HttpRequest, number: str) -> HttpResponse:
    """Give a proposal back, or take one's own back."""
    report = _open(request, number, DECIDE, SETTLE)
    found = _settlement(report, "proposed")
    words = (_("Voorstel teruggeven"), _("Geef terug"), _("Het voorstel is teruggegeven."), "")
    form = ReasonForm(request.POST or None, question=_("Wat moet er anders?"))
    return act_on(
        request,
        report,
        form,
        words,
        lambda given: return_proposal(settlement=found, reason=given["reason"], **who(request)),
    )


@require_http_methods(PAGE)
@office_page(DECIDE)
def ask_back(request: HttpRequest, number: str) -> HttpResponse:
    """Recover what was paid too much."""
    report = _open(request, number, DECIDE)
    found = _settlement(report, "decided")
    if not found.overpaid_cents or found.decided_on is None or recovery_of(found) is not None:
        raise Http404
    explain = _("Te veel betaald: %(amount)s. Terugvorderen kan tot en met %(last)s (Awb 4:57 lid 4).") % {
        "amount": format_euro(found.overpaid_cents),
        "last": date_format(last_day_to_recover(first_settled_on(found) or found.decided_on).due_on, "j F Y"),
    }
    words = (_("Terugvorderen"), _("Vorder terug"), _("De brief is verstuurd."), explain)
    form = ReasonForm(request.POST or None, question=_("Waarom vordert u terug?"))
    return act_on(
        request, report, form, words, lambda given: recover(settlement=found, reason=given["reason"], **who(request))
    )


@require_http_methods(PAGE)
@office_page(SETTLE, PROPOSE)
def repaid(request: HttpRequest, number: str) -> HttpResponse:
    """Note that money came back."""
    report = _open(request, number, SETTLE, PROPOSE)
    found = _recovery(report)
    explain = _("Er staat nog %(amount)s open.") % {"amount": format_euro(found.open_cents)}
    words = (_("Terugbetaald"), _("Leg vast"), _("De terugbetaling is vastgelegd."), explain)

    def do(given: dict[str, Any]) -> None:
        register_repayment(
            recovery=found, amount_cents=given["amount"], received_on=given["received_on"], **who(request)
        )

    return act_on(request, report, RepaymentForm(request.POST or None), words, do)


@require_http_methods(PAGE)
@office_page(SETTLE, PROPOSE)
def set_off_page(request: HttpRequest, number: str) -> HttpResponse:
    """Set a recovery off against another payment of the same receiver."""
    report = _open(request, number, SETTLE, PROPOSE)
    found = _recovery(report)
    rows = {str(row.pk): row for row in set_off_candidates(found)}
    choices = [(key, f"{row.case_number}: {format_euro(row.amount_cents)}") for key, row in rows.items()]
    explain = _("Alleen met een subsidie van dezelfde ontvanger, voor dezelfde activiteit, in een ander jaar.")
    if not rows:
        explain += " " + _("Er is nu geen betaling waarmee dat kan.")
    words = (_("Verrekenen"), _("Verreken"), _("De betaling is verrekend."), explain)

    def do(given: dict[str, Any]) -> None:
        other: PaymentObligation = rows[given["obligation"]]
        set_off(recovery=found, obligation=other, same_activity=given["same_activity"], **who(request))

    return act_on(request, report, SetOffForm(request.POST or None, choices=choices), words, do)


@require_http_methods(PAGE)
@office_page(DECIDE)
def give_up(request: HttpRequest, number: str) -> HttpResponse:
    """Write off what does not come back."""
    report = _open(request, number, DECIDE)
    found = _recovery(report)
    explain = _("U boekt %(amount)s af. De gemeente krijgt dit geld niet terug.") % {
        "amount": format_euro(found.open_cents)
    }
    words = (_("Afboeken"), _("Boek af"), _("De vordering is afgeboekt."), explain)
    form = ReasonForm(request.POST or None, question=_("Waarom boekt u af?"))
    return act_on(
        request,
        report,
        form,
        words,
        lambda given: write_off(recovery=found, reason=given["reason"], **who(request)),
        is_danger=True,
    )
