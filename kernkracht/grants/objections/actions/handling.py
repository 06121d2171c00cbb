"""What the handler does before proposing: lateness, what is missing, and the term (Awb 6:6, 6:11, 7:10)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.legal_settings.queries import number_on
from kernkracht.grants.applications.days import day_of

from .. import legal
from ..letters import facts_for, tell
from ..messages import REPAIR, TERM, RepairNotice, TermNotice
from ..models import Objection, ObjectionPause, ObjectionState
from ..queries.listing import due_of
from ..queries.rights import right_to_handle
from .gate import ObjectionRefusal, handled_by, keep, lock, require_open, require_state, step, text_of

LONGEST_REPAIR = 90


class UnableToHandle(ObjectionRefusal):
    """This person may not handle it, or the act does not hold at this moment."""


def take_objection(*, objection: Objection, by: Actor, at: datetime) -> Objection:
    """Make a free objection one's own. Nobody who had a part in the decision can (Awb 7:5). Raises `UnableToHandle`."""
    with transaction.atomic(durable=True):
        row = lock(objection)
        if row.handler_id is not None and row.handler_id != by.pk:
            raise UnableToHandle(_("Een collega behandelt dit bezwaar al."))
        return _give(row, by, by=by, at=at)


def assign_objection(*, objection: Objection, to: User, by: Actor, at: datetime) -> Objection:
    """Give it to a colleague who had no part in the decision either. Raises `UnableToHandle`."""
    with transaction.atomic(durable=True):
        row = lock(objection)
        right = right_to_handle(by, row, day_of(at))
        if not right.allowed:
            raise UnableToHandle(*right.reasons)
        if not right_to_handle(to.actor, row, day_of(at)).allowed:
            raise UnableToHandle(
                _("%(name)s kan dit bezwaar niet behandelen. Kies een andere collega.") % {"name": to}, field="to"
            )
        return _give(row, to.actor, by=by, at=at)


def _give(row: Objection, to: Actor, *, by: Actor, at: datetime) -> Objection:
    require_open(row, UnableToHandle)
    right = right_to_handle(to, row, day_of(at))
    if not right.allowed:
        raise UnableToHandle(*right.reasons)
    if row.state == ObjectionState.RECEIVED:
        step(row, "take", UnableToHandle)
    row.handler = to
    keep(row, at)
    record("objection.taken" if to == by else "objection.given", row, by=by, at=at, data={"handler": to.pk})
    return row


def judge_lateness(*, objection: Objection, excused: bool, reason: str, by: Actor, at: datetime) -> Objection:
    """Say whether the objector could not help that it came late (Awb 6:11). Raises `UnableToHandle`."""
    with transaction.atomic(durable=True):
        row = handled_by(objection, UnableToHandle, by=by, at=at)
        require_open(row, UnableToHandle)
        if not row.is_late:
            raise UnableToHandle(_("Dit bezwaar kwam op tijd."))
        reason = text_of(reason, UnableToHandle, _("Schrijf op waarom u dat vindt."), "reason")
        row.is_excused, row.late_judgement = excused, reason
        keep(row, at)
        verdict = _("verschoonbaar") if excused else _("niet verschoonbaar")
        record("objection.lateness_judged", row, by=by, at=at, ground="Awb 6:11", data={"verdict": verdict})
        return row


def request_repair(*, objection: Objection, question: str, days: int, by: Actor, at: datetime) -> ObjectionPause:
    """Ask what is missing, with a term; the term to decide stands still (Awb 6:6, 7:10 lid 2)."""
    with transaction.atomic(durable=True):
        row = handled_by(objection, UnableToHandle, by=by, at=at)
        question = text_of(question, UnableToHandle, _("Schrijf op wat er mist."), "question")
        if not 1 <= days <= LONGEST_REPAIR:
            raise UnableToHandle(
                _("Geef een termijn van 1 tot en met %(days)s dagen.") % {"days": LONGEST_REPAIR}, field="days"
            )
        step(row, "request_repair", UnableToHandle)
        until = day_of(at) + timedelta(days=days)
        pause = ObjectionPause.objects.create(
            objection=row, ground=ObjectionPause.Ground.REPAIR, question=question, asked_on=day_of(at), until_on=until
        )
        keep(row, at)
        record("objection.repair_requested", row, by=by, at=at, ground="Awb 6:6", data={"until": _day(until)})
        notice = RepairNotice(**facts_for(row), question=question, until=until)  # type: ignore[arg-type]  # facts by their own names
        tell(row, REPAIR, notice, key=f"{REPAIR}:{pause.pk}", by=by, at=at)
        return pause


def note_repair(*, objection: Objection, answer: str, by: Actor, at: datetime) -> Objection:
    """Write down what came by post or phone, and go on. Raises `UnableToHandle`."""
    with transaction.atomic(durable=True):
        row = handled_by(objection, UnableToHandle, by=by, at=at)
        return mend(row, answer, by=by, at=at)


def mend(row: Objection, answer: str, *, by: Actor, at: datetime) -> Objection:
    """The answer to what was missing; the term runs again. Part of a larger act. Raises `UnableToHandle`."""
    answer = text_of(answer, UnableToHandle, _("Schrijf op wat u aanvult."), "answer")
    step(row, "repair" if row.handler_id else "repair_unhandled", UnableToHandle)
    pause = running_pause(row)
    if pause is not None:
        pause.answer, pause.ended_on = answer, min(day_of(at), pause.until_on)
        pause.save(update_fields=["answer", "ended_on"])
    if not row.grounds:
        row.grounds = answer
    keep(row, at)
    record("objection.repaired", row, by=by, at=at, ground="Awb 6:6")
    return row


def resume_after_unused_repair(*, objection: Objection, by: Actor, at: datetime) -> Objection:
    """Go on without an answer, once its term has passed. Raises `UnableToHandle`."""
    with transaction.atomic(durable=True):
        row = handled_by(objection, UnableToHandle, by=by, at=at)
        pause = running_pause(row)
        if pause is not None and day_of(at) <= pause.until_on:
            raise UnableToHandle(_("De indiener heeft nog tijd tot en met %(day)s.") % {"day": _day(pause.until_on)})
        step(row, "repair", UnableToHandle)
        if pause is not None:
            pause.ended_on = pause.until_on
            pause.save(update_fields=["ended_on"])
        keep(row, at)
        record("objection.repair_unused", row, by=by, at=at, ground="Awb 6:6")
        return row


def running_pause(row: Objection) -> ObjectionPause | None:
    open_ones = row.pauses.filter(ground=ObjectionPause.Ground.REPAIR, ended_on__isnull=True)
    return open_ones.order_by("-asked_on", "-pk").first()


def announce_committee(*, objection: Objection, by: Actor, at: datetime) -> Objection:
    """Tell that a committee advises: twelve weeks instead of six (Awb 7:10 lid 1, 7:13).

    Only within the six weeks; after them it changes nothing (RvS 2016:2233). Raises `UnableToHandle`.
    """
    with transaction.atomic(durable=True):
        row = handled_by(objection, UnableToHandle, by=by, at=at)
        require_open(row, UnableToHandle)
        if row.committee_announced_on is not None:
            raise UnableToHandle(_("De commissie is al gemeld."))
        if day_of(at) > due_of(row).due_on:
            raise UnableToHandle(_("De termijn is al voorbij. Een commissie geeft nu geen extra tijd (RvS 2016:2233)."))
        row.committee_announced_on = day_of(at)
        keep(row, at)
        weeks = number_on(legal.COMMITTEE_WEEKS, row.term_ends_on)
        record("objection.committee_announced", row, by=by, at=at, ground="Awb 7:10 lid 1", data={"weeks": weeks})
        _tell_term(row, TermNotice(**facts_for(row), is_committee=True), "committee", by=by, at=at)  # type: ignore[arg-type]  # facts by their own names
        return row


def extend_term(*, objection: Objection, weeks: int, reason: str, by: Actor, at: datetime) -> Objection:
    """Put the decision off once, by six weeks at most, with a letter (Awb 7:10 lid 3). Raises `UnableToHandle`."""
    with transaction.atomic(durable=True):
        row = handled_by(objection, UnableToHandle, by=by, at=at)
        require_open(row, UnableToHandle)
        most = number_on(legal.EXTENSION_WEEKS, day_of(at))
        if row.extension_weeks:
            raise UnableToHandle(
                _("Het besluit is al een keer uitgesteld. Nog eens kan alleen als de indiener instemt.")
            )
        if day_of(at) > due_of(row).due_on:
            raise UnableToHandle(_("De termijn is al voorbij. Uitstellen kan niet meer."))
        if not 1 <= weeks <= most:
            raise UnableToHandle(_("Kies van 1 tot en met %(most)s weken.") % {"most": most}, field="weeks")
        row.extension_reason = text_of(
            reason, UnableToHandle, _("Schrijf op waarom u meer tijd nodig heeft."), "reason"
        )
        row.extension_weeks, row.extended_on = weeks, day_of(at)
        keep(row, at)
        data = {"weeks": weeks, "until": _day(row.due_on)}
        record("objection.extended", row, by=by, at=at, ground="Awb 7:10 lid 3", data=data)
        notice = TermNotice(**facts_for(row), reason=row.extension_reason)  # type: ignore[arg-type]  # facts by their own names
        _tell_term(row, notice, "extended", by=by, at=at)
        return row


def adjourn_with_consent(*, objection: Objection, until: date, how: str, by: Actor, at: datetime) -> ObjectionPause:
    """Wait longer because the objector agrees, in writing (Awb 7:10 lid 4). Raises `UnableToHandle`."""
    with transaction.atomic(durable=True):
        row = handled_by(objection, UnableToHandle, by=by, at=at)
        require_state(row, ObjectionState.HANDLING, UnableToHandle)
        if until <= day_of(at):
            raise UnableToHandle(_("Kies een dag na vandaag."), field="until")
        how = text_of(how, UnableToHandle, _("Schrijf op hoe de indiener instemde."), "how")
        pause = ObjectionPause.objects.create(
            objection=row, ground=ObjectionPause.Ground.CONSENT, question=how, asked_on=day_of(at), until_on=until
        )
        keep(row, at)
        record("objection.adjourned", row, by=by, at=at, ground="Awb 7:10 lid 4", data={"until": _day(until)})
        _tell_term(row, TermNotice(**facts_for(row), is_agreed=True), f"agreed:{pause.pk}", by=by, at=at)  # type: ignore[arg-type]  # facts by their own names
        return pause


def _tell_term(row: Objection, notice: TermNotice, unique: str, *, by: Actor, at: datetime) -> None:
    tell(row, TERM, notice, key=f"{TERM}:{row.pk}:{unique}", by=by, at=at)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
