"""Notices of default: registered, confirmed, judged by their day, and freed of a penalty only with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..clock_letters import tell_default_received
from ..days import day_of
from ..letters import LetterFailed
from ..models import OPEN_STATES, ApplicationState, GrantApplication, NoticeOfDefault
from ..penalties import exception_fault, judge_by_day, rates_on
from ..terms import decision_deadline
from .drafting import UnableToEdit, require_holder
from .gate import UnableToAct, lock_case, require

LONGEST_TEXT = 5000


class UnableToRegisterDefault(UnableToAct):
    """There is no decision to wait for, or the day cannot be."""


class UnableToWaivePenalty(UnableToAct):
    """The reason is not one of the law, or nothing is written down about it."""


def register_default_notice(
    *,
    application: GrantApplication,
    received_on: date,
    channel: str,
    no_penalty: str = "",
    no_penalty_reason: str = "",
    by: Actor,
    at: datetime,
) -> NoticeOfDefault:
    """Write down a notice of default that came by post, mail or at the counter, and confirm it (Awb 4:17).

    One that came before the term had passed is too early: it costs nothing, the letter says from which day a new one
    counts. `no_penalty` is one of the law's exceptions (lid 6), with its reason. Raises `UnableToRegisterDefault`.
    """
    with transaction.atomic(durable=True):
        case = _waiting_case(application)
        require(case, Permission.ASSESS_APPLICATION, UnableToRegisterDefault, by=by, at=at)
        if channel not in NoticeOfDefault.Channel.values or channel == NoticeOfDefault.Channel.WEBSITE:
            raise UnableToRegisterDefault(_("Kies hoe de ingebrekestelling binnenkwam."), field="channel")
        if not (case.received_on or received_on) <= received_on <= day_of(at):
            raise UnableToRegisterDefault(_("Kies een dag vanaf de aanvraag tot en met vandaag."), field="received_on")
        if no_penalty:
            no_penalty_reason = _exception(no_penalty, no_penalty_reason, UnableToRegisterDefault)
        return _store(
            case,
            NoticeOfDefault(
                received_on=received_on, channel=channel, no_penalty=no_penalty, no_penalty_reason=no_penalty_reason
            ),
            by=by,
            at=at,
        )


def file_default_notice(*, application: GrantApplication, text: str, by: Actor, at: datetime) -> NoticeOfDefault:
    """The applicant says through the website that our decision is late; the receipt has the time (Wmebv).

    Raises `UnableToRegisterDefault`.
    """
    with transaction.atomic(durable=True):
        case = _waiting_case(application)
        try:
            require_holder(case, by, at)
        except UnableToEdit as refusal:
            raise UnableToRegisterDefault(str(refusal)) from refusal
        if case.default_notices.filter(received_on=day_of(at), channel=NoticeOfDefault.Channel.WEBSITE).exists():
            raise UnableToRegisterDefault(_("Wij ontvingen uw ingebrekestelling vandaag al."))
        notice = NoticeOfDefault(
            received_on=day_of(at),
            received_at=at,
            channel=NoticeOfDefault.Channel.WEBSITE,
            text=text.strip()[:LONGEST_TEXT],
        )
        return _store(case, notice, by=by, at=at)


def waive_penalty(*, notice: NoticeOfDefault, no_penalty: str, reason: str, by: Actor, at: datetime) -> NoticeOfDefault:
    """Say that a notice brings no penalty, on one of the law's exceptions (Awb 4:17 lid 6), and why.

    Raises `UnableToWaivePenalty`.
    """
    with transaction.atomic(durable=True):
        case = lock_case(notice.application)
        row = NoticeOfDefault.objects.select_for_update().get(pk=notice.pk)
        require(case, Permission.ASSESS_APPLICATION, UnableToWaivePenalty, by=by, at=at)
        if row.no_penalty or row.is_too_early:
            raise UnableToWaivePenalty(_("Deze ingebrekestelling kost al niets."))
        row.no_penalty_reason = _exception(no_penalty, reason, UnableToWaivePenalty)
        row.no_penalty = no_penalty
        row.save(update_fields=["no_penalty", "no_penalty_reason"])
        label = str(NoticeOfDefault.NoPenalty(no_penalty).label)
        record("application.penalty_waived", case, by=by, at=at, ground="Awb 4:17 lid 6", data={"why": label})
        return row


def _waiting_case(application: GrantApplication) -> GrantApplication:
    case = lock_case(application)
    if case.state not in OPEN_STATES:
        label = ApplicationState(case.state).label
        raise UnableToRegisterDefault(_("Deze aanvraag is klaar (%(state)s).") % {"state": label})
    return case


def _exception(code: str, reason: str, refusal: type[UnableToAct]) -> str:
    if fault := exception_fault(code, reason):
        raise refusal(fault[0], field=fault[1])
    return reason.strip()


def _store(case: GrantApplication, notice: NoticeOfDefault, *, by: Actor, at: datetime) -> NoticeOfDefault:
    late_after = decision_deadline(case, notice.received_on).late_after
    notice.application, notice.by, notice.at = case, by, at
    judge_by_day(notice, late_after)
    notice.save()
    event = "application.default_notice_too_early" if notice.is_too_early else "application.default_notice"
    data = {"received": date_format(notice.received_on, "j F Y")}
    record(event, case, by=by, at=at, ground="Awb 4:17", data=data)
    try:
        tell_default_received(case, notice, rates_on(notice.received_on), by=by, at=at)
    except LetterFailed as fault:
        raise UnableToRegisterDefault(str(fault)) from fault
    return notice
