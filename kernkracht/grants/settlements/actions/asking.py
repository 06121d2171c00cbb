"""The duty to report arises with the award; the nightly job asks in time and reminds, once each."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation
from django.utils.formats import date_format

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines.queries import equated_days
from kernkracht.foundation.legal_settings.queries import number_on
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.languages import language_of
from kernkracht.grants.applications.letters import LetterFailed
from kernkracht.grants.applications.models import GrantDecision, Outcome
from kernkracht.grants.applications.queries import facts_of as case_facts
from kernkracht.grants.schemes.evaluation import rules_for
from kernkracht.grants.schemes.queries import rules_of

from .. import notices
from ..duty import duty_of
from ..legal import ASK_DAYS_BEFORE, REMIND_DAYS_BEFORE, REPORT_WEEKS
from ..models import ReportForm, ReportReminder, ReportState, Settlement, SpendingReport

logger = logging.getLogger(__name__)
Moment = ReportReminder.Moment
AT_ONCE = 500


def ask_report(decision: GrantDecision, by: Actor, at: datetime) -> None:
    """Let the duty to report arise with an award, inside the deciding transaction; other outcomes bring none.

    A second award of the same case (a decision on objection) keeps the report and renews what it is about, as long as
    nothing was handed in.
    """
    if decision.outcome != Outcome.GRANT or not decision.amount_cents:
        return
    case = decision.application
    rules = rules_for(rules_of(case.version), case_facts(case))
    with translation.override(language_of(case)):
        duty = duty_of(
            rules,
            decision.amount_cents,
            decided_on=decision.decided_on,
            carry_out_by=decision.carry_out_by,
            ends_on=case.ends_on,
            default_weeks=number_on(REPORT_WEEKS.key, decision.decided_on),
            equated=equated_days(),
        )
    known = SpendingReport.objects.select_for_update().filter(application=case).first()
    report = known or SpendingReport(application=case, created_at=at)
    if known and known.state not in (ReportState.NOT_NEEDED, ReportState.EXPECTED):
        return
    report.decision, report.awarded_cents = decision, decision.amount_cents
    report.form, report.counted_from, report.due_on = duty.form, duty.counted_from, duty.due_on
    report.steps = list(duty.steps)
    report.state = ReportState.NOT_NEEDED if duty.form == ReportForm.NONE else ReportState.EXPECTED
    report.save()
    due = date_format(duty.due_on, "j F Y") if duty.due_on else "-"
    data = {"case": case.number or "", "form": ReportForm(duty.form).label, "due": due}
    record("report.arose", report, by=by, at=at, data=data)


def send_report_reminders(*, by: Actor, at: datetime) -> int:
    """Ask for reports of which the last day comes near, remind once before that day and once after it.

    Row and message of one report are one transaction: whoever was told before a crash is not told again. Returns how
    many messages were queued.
    """
    on = day_of(at)
    sent = 0
    for moment, before in _moments(on):
        last = 0
        waiting = _waiting(moment, before).filter(counted_from__lt=on)
        while rows := list(waiting.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
            sent += sum(_remind(row, moment, by=by, at=at) for row in rows)
            last = rows[-1].pk
    return sent


def _moments(on: date) -> list[tuple[Moment, date]]:
    """Each moment with the due day up to which it is there. The latest goes first, so that nobody gets two at once."""
    ask = on + timedelta(days=number_on(ASK_DAYS_BEFORE.key, on))
    remind = on + timedelta(days=number_on(REMIND_DAYS_BEFORE.key, on))
    return [(Moment.OVERDUE, on - timedelta(days=1)), (Moment.REMINDED, remind), (Moment.ASKED, ask)]


def _waiting(moment: Moment, until: date) -> QuerySet[SpendingReport]:
    """Reports of which the day is there and that were not told this, nor anything later."""
    order = [Moment.ASKED, Moment.REMINDED, Moment.OVERDUE]
    same_or_later = order[order.index(moment) :]
    told = ReportReminder.objects.filter(report=OuterRef("pk"), moment__in=same_or_later)
    settled = Settlement.objects.filter(application=OuterRef("application"), state="decided")
    rows = SpendingReport.objects.filter(state=ReportState.EXPECTED, due_on__lte=until)
    return rows.filter(~Exists(told), ~Exists(settled)).select_related("application__applicant")


def _remind(report: SpendingReport, moment: Moment, *, by: Actor, at: datetime) -> bool:
    try:
        with transaction.atomic(durable=True):
            ReportReminder.objects.create(report=report, moment=moment, sent_at=at)
            data = {"case": report.application.number or "", "moment": moment.label}
            record("report.asked", report, by=by, at=at, data=data)
            notices.ask(report, moment, by=by, at=at)
    except IntegrityError:
        return False
    except LetterFailed:
        logger.exception("No letter could be made for the report on %s", report.application.number)
        return False
    return True
