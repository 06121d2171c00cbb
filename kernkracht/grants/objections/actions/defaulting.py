"""Notices of default about an objection: registered, filed, judged by their day (Awb 4:17, 7:10)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.clock_letters import DEFAULT_RECEIVED, DefaultContext
from kernkracht.grants.applications.days import AMSTERDAM, day_of
from kernkracht.grants.applications.penalties import exception_fault, judge_by_day, rates_on

from ..letters import follow_link, tell
from ..models import Objection, ObjectionDefault
from ..queries.listing import due_of
from .gate import ObjectionRefusal, lock, require_open
from .telling import tell_office

LONGEST_TEXT = 5000


class UnableToDefault(ObjectionRefusal):
    """There is no decision to wait for, the day cannot be, or the exception is not one of the law."""


def register_default(
    *,
    objection: Objection,
    received_on: date,
    channel: str,
    no_penalty: str = "",
    no_penalty_reason: str = "",
    by: Actor,
    at: datetime,
) -> ObjectionDefault:
    """Write down a notice of default that came by post, mail or at the counter, and confirm it.

    One that came before the last day of Awb 7:10 had passed is too early: it costs nothing, and the letter says from
    which day a new one counts. Raises `UnableToDefault`.
    """
    with transaction.atomic(durable=True):
        row = _waiting(objection)
        _require_right(row, by, at)
        if channel not in ObjectionDefault.Channel.values or channel == ObjectionDefault.Channel.WEBSITE:
            raise UnableToDefault(_("Kies hoe de ingebrekestelling binnenkwam."), field="channel")
        if not row.received_on <= received_on <= day_of(at):
            raise UnableToDefault(_("Kies een dag vanaf het bezwaar tot en met vandaag."), field="received_on")
        if no_penalty:
            _require_exception(no_penalty, no_penalty_reason)
        notice = ObjectionDefault(
            received_on=received_on,
            channel=channel,
            no_penalty=no_penalty,
            no_penalty_reason=no_penalty_reason.strip() if no_penalty else "",
        )
        return _store(row, notice, by=by, at=at)


def file_default(*, objection: Objection, text: str, by: Actor, at: datetime) -> ObjectionDefault:
    """The objector says through the website that our decision is late; the receipt has the time (Wmebv).

    Raises `UnableToDefault`.
    """
    with transaction.atomic(durable=True):
        row = _waiting(objection)
        website = ObjectionDefault.Channel.WEBSITE
        if row.default_notices.filter(received_on=day_of(at), channel=website).exists():
            raise UnableToDefault(_("Wij ontvingen uw ingebrekestelling vandaag al."))
        notice = ObjectionDefault(
            received_on=day_of(at), received_at=at, channel=website, text=text.strip()[:LONGEST_TEXT]
        )
        return _store(row, notice, by=by, at=at)


def waive_default(*, notice: ObjectionDefault, no_penalty: str, reason: str, by: Actor, at: datetime) -> Objection:
    """Say that a notice brings no penalty, on an exception of the law (Awb 4:17 lid 6). Raises `UnableToDefault`."""
    with transaction.atomic(durable=True):
        row = lock(notice.objection)
        _require_right(row, by, at)
        found = ObjectionDefault.objects.select_for_update(of=("self",)).get(pk=notice.pk)
        if not found.counts:
            raise UnableToDefault(_("Deze ingebrekestelling kost al niets."))
        _require_exception(no_penalty, reason)
        found.no_penalty, found.no_penalty_reason = no_penalty, reason.strip()
        found.save(update_fields=["no_penalty", "no_penalty_reason"])
        why = str(ObjectionDefault.NoPenalty(no_penalty).label)
        record("objection.penalty_waived", row, by=by, at=at, ground="Awb 4:17 lid 6", data={"why": why})
        return row


def _waiting(objection: Objection) -> Objection:
    row = lock(objection)
    require_open(row, UnableToDefault)
    return row


def _require_right(row: Objection, by: Actor, at: datetime) -> None:
    if not may(by, Permission.HANDLE_OBJECTION, day_of(at), row.application.village):
        raise UnableToDefault(_("U heeft hier geen recht om bezwaren te behandelen."))


def _require_exception(code: str, reason: str) -> None:
    if fault := exception_fault(code, reason):
        raise UnableToDefault(fault[0], field=fault[1])


def _store(row: Objection, notice: ObjectionDefault, *, by: Actor, at: datetime) -> ObjectionDefault:
    judge_by_day(notice, due_of(row).due_on)
    notice.objection, notice.by, notice.at = row, by, at
    notice.save()
    event = "objection.default_notice_too_early" if notice.is_too_early else "objection.default_notice"
    record(event, row, by=by, at=at, ground="Awb 4:17", data={"received": date_format(notice.received_on, "j F Y")})
    rates, moment = rates_on(notice.received_on), notice.received_at
    context = DefaultContext(
        name=row.name,
        title=row.application.title,
        number=row.number,
        is_objection=True,
        received_on=notice.received_on,
        received_time=f"{moment.astimezone(AMSTERDAM):%H.%M}" if moment else "",
        is_too_early=notice.is_too_early,
        due_on=notice.due_on_then,
        penalty_from=rates.first_day(notice.received_on),
        most_days=rates.most_days,
        link=follow_link(row),
    )
    tell(row, DEFAULT_RECEIVED, context, key=f"{DEFAULT_RECEIVED}:objection:{notice.pk}", by=by, at=at)
    tell_office(row, _("Er is een ingebrekestelling bij een bezwaar."), f"default:{notice.pk}", at=at)
    return notice
