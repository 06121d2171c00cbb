"""Hearing the objector: a gathering with an invitation and a report, or a reason why not (Awb 7:2–7:7)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.actions import (
    GatheringRefusal,
    Guest,
    cancel_gathering,
    move_gathering,
    plan_gathering,
    record_outcome,
)
from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.models import User
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines import Term
from kernkracht.foundation.legal_settings.queries import number_on
from kernkracht.grants.applications.days import day_of

from .. import legal
from ..invitations import invite
from ..models import Hearing, Objection, ObjectionState, WaiverGround
from .gate import ObjectionRefusal, handled_by, keep, require_open, require_state, text_of


class UnableToHear(ObjectionRefusal):
    """The hearing cannot be planned, moved, reported or left out like this."""


def plan_hearing(
    *,
    objection: Objection,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    at: datetime,
    place: str = "",
    online_url: str = "",
) -> Hearing:
    """Plan a hearing and invite the objector, long enough ahead to read and send papers (Awb 7:4)."""
    with transaction.atomic(durable=True):
        row = handled_by(objection, UnableToHear, by=by, at=at)
        require_state(row, ObjectionState.HANDLING, UnableToHear)
        if planned_hearing(row) is not None:
            raise UnableToHear(_("Er is al een hoorzitting gepland. Verplaats die, of zeg die af."))
        _require_notice(starts_at, at)
        case = row.application
        try:
            gathering = plan_gathering(
                kind="hearing",
                title=_("Hoorzitting over bezwaar %(number)s") % {"number": row.number},
                starts_at=starts_at,
                ends_at=ends_at,
                place=place,
                online_url=online_url,
                villages=[case.village] if case.village else [],
                is_public=False,
                host=User.objects.filter(actor=by).first(),
                guests=[Guest(row.name, row.email, row.filed_by)],
                by=by,
                at=at,
            )
        except GatheringRefusal as refused:
            raise UnableToHear(str(refused), field=refused.field) from refused
        hearing = Hearing.objects.create(objection=row, gathering=gathering)
        row.waiver_ground = row.waiver_reason = ""
        keep(row, at)
        record("objection.hearing_planned", row, by=by, at=at, ground="Awb 7:2", data={"day": _moment(starts_at)})
        invite(row, gathering, "planned", by=by, at=at)
        return hearing


def move_hearing(
    *,
    objection: Objection,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    at: datetime,
    place: str = "",
    online_url: str = "",
) -> Hearing:
    """Another moment or place for the planned hearing; the objector gets a new invitation. Raises `UnableToHear`."""
    with transaction.atomic(durable=True):
        row = handled_by(objection, UnableToHear, by=by, at=at)
        hearing = _planned(row)
        _require_notice(starts_at, at)
        try:
            gathering = move_gathering(
                gathering=hearing.gathering,
                starts_at=starts_at,
                ends_at=ends_at,
                place=place,
                online_url=online_url,
                by=by,
                at=at,
            )
        except GatheringRefusal as refused:
            raise UnableToHear(str(refused), field=refused.field) from refused
        record("objection.hearing_moved", row, by=by, at=at, ground="Awb 7:2", data={"day": _moment(starts_at)})
        invite(row, gathering, f"moved:{gathering.revision}", by=by, at=at)
        return hearing


def record_hearing(*, objection: Objection, report: str, by: Actor, at: datetime) -> Hearing:
    """The report of the hearing, which goes into the file and the letter (Awb 7:7). Raises `UnableToHear`."""
    with transaction.atomic(durable=True):
        row = handled_by(objection, UnableToHear, by=by, at=at)
        hearing = _planned(row)
        try:
            record_outcome(gathering=hearing.gathering, outcome=report, by=by, at=at)
        except GatheringRefusal as refused:
            raise UnableToHear(str(refused), field="report" if refused.field else "") from refused
        record("objection.hearing_held", row, by=by, at=at, ground="Awb 7:7")
        return hearing


def waive_hearing(*, objection: Objection, ground: str, reason: str, by: Actor, at: datetime) -> Objection:
    """Leave the hearing out, on one of the grounds of the law and with a reason (Awb 7:3). Raises `UnableToHear`."""
    with transaction.atomic(durable=True):
        row = handled_by(objection, UnableToHear, by=by, at=at)
        require_open(row, UnableToHear)
        if ground not in WaiverGround.values:
            raise UnableToHear(_("Kies waarom er geen hoorzitting is."), field="ground")
        reason = text_of(reason, UnableToHear, _("Leg uit waarom niet. Dit komt in de brief."), "reason")
        cancel_planned(row, reason, by=by, at=at)
        row.waiver_ground, row.waiver_reason = ground, reason
        keep(row, at)
        record("objection.hearing_waived", row, by=by, at=at, ground="Awb 7:3")
        return row


def cancel_planned(row: Objection, reason: str, *, by: Actor, at: datetime) -> None:
    """Call a planned hearing off as part of a larger act, and tell the objector. Nothing planned: nothing happens."""
    hearing = planned_hearing(row)
    if hearing is None:
        return
    gathering = cancel_gathering(gathering=hearing.gathering, reason=reason, by=by, at=at)
    record("objection.hearing_cancelled", row, by=by, at=at)
    invite(row, gathering, "cancelled", by=by, at=at)


def planned_hearing(row: Objection) -> Hearing | None:
    found = row.hearings.filter(gathering__state=Gathering.State.PLANNED).select_related("gathering")
    return found.order_by("-pk").first()


def _planned(row: Objection) -> Hearing:
    hearing = planned_hearing(row)
    if hearing is None:
        raise UnableToHear(_("Er is geen hoorzitting gepland."))
    return hearing


def _require_notice(starts_at: datetime, at: datetime) -> None:
    days = number_on(legal.HEARING_DAYS, day_of(at))
    first: date = day_of(at) + timedelta(days=days)
    if day_of(starts_at) < first:
        raise UnableToHear(
            _("Kies %(day)s of later. De indiener heeft %(days)s nodig om de stukken te lezen (Awb 7:4).")
            % {"day": date_format(first, "j F Y"), "days": str(Term(days=days))},
            field="day",
        )


def _moment(moment: datetime) -> str:
    with translation.override("nl"):
        return date_format(timezone.localtime(moment), "j F Y, H.i")
