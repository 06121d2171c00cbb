"""Reports in the views in which the office works, and for the receiver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import NextStep
from kernkracht.grants.payments.models import ObligationState, PaymentObligation
from kernkracht.grants.schemes.cost_kinds import COST_KINDS, cost_label

from ..models import Recovery, RecoveryState, ReportState, Settlement, SettlementState, SpendingReport

View = Literal["received", "late", "proposed", "expected", "recovery", "settled"]
VIEWS: Mapping[View, str | Promise] = {
    "received": _("Te lezen"),
    "late": _("Te laat"),
    "proposed": _("Wacht op besluit"),
    "recovery": _("Terug te betalen"),
    "expected": _("Nog te ontvangen"),
    "settled": _("Vastgesteld"),
}
R = ReportState
LIVE = ~Q(state=SettlementState.RETURNED)


def _reports() -> QuerySet[SpendingReport]:
    return SpendingReport.objects.select_related("application__scheme", "application__village", "decision")


def _condition(view: View, on: date) -> Q:
    live = Exists(Settlement.objects.filter(LIVE, application=OuterRef("application")))
    proposed = Exists(Settlement.objects.filter(state="proposed", application=OuterRef("application")))
    decided = Exists(Settlement.objects.filter(state="decided", application=OuterRef("application")))
    owing = Exists(Recovery.objects.filter(state=RecoveryState.OPEN, application=OuterRef("application")))
    overpaid = Exists(
        Settlement.objects.filter(
            state="decided",
            application=OuterRef("application"),
            recovery__isnull=True,
            pk__in=Settlement.objects.filter(paid_cents__gt=F("settled_cents")).values("pk"),
        )
    )
    conditions: dict[View, Q] = {
        "received": Q(state__in=[R.RECEIVED, R.CALLED_OFF]) & ~Q(live),
        "late": Q(state=R.EXPECTED, due_on__lt=on) & ~Q(live),
        "proposed": Q(proposed),
        "recovery": Q(owing) | Q(overpaid),
        "expected": Q(state=R.EXPECTED, due_on__gte=on) & ~Q(live),
        "settled": Q(decided),
    }
    return conditions[view]


def reports_in(view: View, on: date) -> QuerySet[SpendingReport]:
    """The reports of one view, the earliest day first; settled ones newest first."""
    rows = _reports().filter(_condition(view, on))
    return rows.order_by("-due_on", "-pk") if view == "settled" else rows.order_by("due_on", "pk")


def counts(on: date) -> dict[View, int]:
    """How many reports each view holds."""
    return {view: SpendingReport.objects.filter(_condition(view, on)).count() for view in VIEWS}


def report_by_token(token: str) -> SpendingReport | None:
    """The report behind a mailed link."""
    rows = _reports().select_related("application__applicant__actor", "application__visitor")
    return rows.filter(token=token).first()


def case_report(number: str) -> SpendingReport | None:
    """The report of a case, with everything its page shows."""
    rows = _reports().select_related("judged_by__user", "entered_by__user")
    settlements = Settlement.objects.select_related("letter", "recovery__letter").order_by("-proposed_at", "-pk")
    return (
        rows.prefetch_related("photos__document", "lines__document", "reminders", Prefetch("settlements", settlements))
        .filter(application__number=number)
        .first()
    )


def spent_cents(report: SpendingReport) -> int:
    """All receipts together, in euro cents."""
    return report.lines.aggregate(total=Sum("amount_cents"))["total"] or 0


def open_recoveries() -> QuerySet[Recovery]:
    """What still must come back, the earliest last day first."""
    rows = Recovery.objects.filter(state=RecoveryState.OPEN).select_related("application")
    return rows.order_by("due_on", "pk")


def cost_kinds_of(case: GrantApplication) -> list[tuple[str, str]]:
    """The kinds of cost to choose from: those of the plan's own budget first, then all others."""
    own = list(dict.fromkeys(line.cost_kind for line in case.budget_lines.all() if line.cost_kind))
    return [(code, cost_label(code)) for code in (*own, *(code for code in COST_KINDS if code not in own))]


def report_duty(case: GrantApplication, on: date) -> NextStep | None:
    """What the receiver of a grant has to do now, and by when; None when there is no report to write or read."""
    return report_duties([case], on).get(case.pk)


def report_duties(cases: Iterable[GrantApplication], on: date) -> dict[int, NextStep]:
    """The same for many cases, by case id, in one query; cases without a duty are left out."""
    cases = list(cases)
    if not cases:
        return {}
    settled = Exists(Settlement.objects.filter(report=OuterRef("pk"), state=SettlementState.DECIDED))
    rows = SpendingReport.objects.filter(application__in=[case.pk for case in cases]).exclude(state=R.NOT_NEEDED)
    found = rows.annotate(is_settled=settled).order_by("pk")
    return {row.application_id: _next(row, on, row.is_settled) for row in found}


def _next(report: SpendingReport, on: date, is_settled: bool) -> NextStep:
    if is_settled:
        return NextStep(gettext("Het bedrag staat vast. Lees de brief."), gettext("niemand"), None)
    if report.state != R.EXPECTED:
        return NextStep(gettext("Wij lezen wat u ons vertelde."), gettext("de gemeente"), None)
    if report.sent_back_reason:
        sentence = gettext("Vul uw verslag aan.")
    elif report.due_on is not None and report.due_on < on:
        sentence = gettext("Wij missen uw verslag. Stuur het zo snel mogelijk.")
    else:
        sentence = gettext("Is uw plan klaar? Vertel ons wat ervan is geworden.")
    return NextStep(sentence, gettext("u"), report.due_on, is_yours=True)


def set_off_candidates(recovery: Recovery) -> QuerySet[PaymentObligation]:
    """Open payments to the same receiver for another year, not above what is still to come back (Awb 4:57 lid 3)."""
    case = recovery.application
    rows = PaymentObligation.objects.filter(state=ObligationState.OPEN, amount_cents__lte=recovery.open_cents)
    same = {"application__organisation__iexact": case.organisation.strip()}
    if not case.organisation.strip():
        same = {"application__organisation": "", "application__contact_email__iexact": case.contact_email}
    rows = rows.filter(**same).exclude(application=case).exclude(application__budget_year=case.budget_year)
    return rows.order_by("due_on", "pk")
