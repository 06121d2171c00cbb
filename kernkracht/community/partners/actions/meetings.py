"""The calendar of consultations and the points per village on it (R190, R194, R202, R206)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.groups.models import Group
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import AgendaPoint, Partner, PartnerMeeting
from ..permissions import takes_outcomes, takes_points
from ._guard import (
    UnableToManagePartners,
    apply_facts,
    require_manager,
    require_non_personal,
    require_words,
    said,
)


class UnableToPlanMeeting(UnableToManagePartners):
    """Nobody to meet, or the meeting was cancelled."""


class UnableToChangePoint(UnableToManagePartners):
    """The meeting is over or cancelled, or did not happen yet."""


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting of partners names them; one of an organisation names a group of the register or `organisation`.

    Of the latter `coordinator_joins` says whether the coordinator comes along (R190).
    """

    kind: str
    title: str
    held_on: date
    starts_at: time | None = None
    place: str = ""
    organisation: str = ""
    group: Group | None = None
    coordinator_joins: bool = False
    partners: tuple[Partner, ...] = field(default_factory=tuple)
    villages: tuple[Village, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class PointFacts:
    village: Village
    domain: str
    subject: str
    explanation: str = ""


@transaction.atomic(durable=True)
def save_meeting(
    *, facts: MeetingFacts, by: Actor, at: datetime, meeting: PartnerMeeting | None = None
) -> PartnerMeeting:
    """Plan a meeting, or change it. Raises `UnableToPlanMeeting`, `PersonalText`."""
    require_manager(by, at)
    row = PartnerMeeting.objects.select_for_update().get(pk=meeting.pk) if meeting else PartnerMeeting()
    if row.cancelled_at is not None:
        raise UnableToPlanMeeting(_("Dit overleg gaat niet door. Plan een nieuw overleg."))
    require_words(facts.title, _("Vul in hoe het overleg heet."))
    is_own = facts.kind == PartnerMeeting.Kind.ORGANISATION
    if is_own and facts.group is None and not facts.organisation.strip():
        raise UnableToPlanMeeting(_("Vul in van welke organisatie dit overleg is."))
    if not is_own and not facts.partners:
        raise UnableToPlanMeeting(_("Kies minstens één partner voor dit overleg."))
    require_non_personal(facts.title, facts.place, facts.organisation)
    if facts.group is not None:
        facts = replace(facts, organisation=facts.group.name)
    is_new = row.pk is None
    changed = apply_facts(row, facts)
    event = "partner.meeting_planned" if is_new else "partner.meeting_changed"
    record(event, row, by=by, at=at, data={"day": row.held_on.isoformat(), **said(changed)})
    return row


@transaction.atomic(durable=True)
def cancel_meeting(*, meeting: PartnerMeeting, by: Actor, at: datetime) -> PartnerMeeting:
    """The meeting is off; its points stay readable and can be carried. Raises `UnableToPlanMeeting`."""
    require_manager(by, at)
    row = PartnerMeeting.objects.select_for_update().get(pk=meeting.pk)
    if row.cancelled_at is not None:
        raise UnableToPlanMeeting(_("Dit overleg ging al niet door."))
    if row.held_on < localdate(at):
        raise UnableToPlanMeeting(_("Dit overleg is al geweest."))
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    record("partner.meeting_cancelled", row, by=by, at=at, data={"day": row.held_on.isoformat()})
    return row


@transaction.atomic(durable=True)
def save_point(
    *, meeting: PartnerMeeting, facts: PointFacts, by: Actor, at: datetime, point: AgendaPoint | None = None
) -> AgendaPoint:
    """Put a topic of a village on a meeting, or change it. Raises `UnableToChangePoint`, `PersonalText`."""
    locked = PartnerMeeting.objects.select_for_update().get(pk=meeting.pk)
    row = AgendaPoint.objects.select_for_update().get(pk=point.pk, meeting=locked) if point else AgendaPoint()
    require_manager(by, at, [facts.village] if row.pk is None else [facts.village, row.village])
    if not takes_points(locked, localdate(at)):
        raise UnableToChangePoint(_("Dit overleg is al geweest of gaat niet door. Kies een later overleg."))
    require_words(facts.subject, _("Vul in waar dit punt over gaat."))
    require_non_personal(facts.subject, facts.explanation)
    is_new = row.pk is None
    row.meeting = locked
    changed = apply_facts(row, facts)
    event = "partner.point_added" if is_new else "partner.point_changed"
    record(event, row, by=by, at=at, data={"village": row.village.name, **said(changed)})
    return row


@transaction.atomic(durable=True)
def write_outcome(*, point: AgendaPoint, outcome: str, by: Actor, at: datetime) -> AgendaPoint:
    """Write down what was agreed about a point. Raises `UnableToChangePoint` before the day, `PersonalText`."""
    row = AgendaPoint.objects.select_for_update().get(pk=point.pk)
    require_manager(by, at, [row.village])
    if not takes_outcomes(row.meeting, localdate(at)):
        raise UnableToChangePoint(_("Schrijf de uitkomst op als het overleg geweest is."))
    row.outcome = require_words(outcome, _("Schrijf op wat er is afgesproken."))
    require_non_personal(row.outcome)
    row.save(update_fields=["outcome"])
    record("partner.point_outcome", row, by=by, at=at)
    return row


@transaction.atomic(durable=True)
def carry_point(*, point: AgendaPoint, meeting: PartnerMeeting, by: Actor, at: datetime) -> AgendaPoint:
    """Put an unfinished point on a later meeting too, once. Raises `UnableToChangePoint`."""
    target = PartnerMeeting.objects.select_for_update().get(pk=meeting.pk)
    row = AgendaPoint.objects.select_for_update().get(pk=point.pk)
    require_manager(by, at, [row.village])
    if not takes_points(target, localdate(at)) or target.pk == row.meeting_id:
        raise UnableToChangePoint(_("Kies een overleg dat nog komt."))
    if AgendaPoint.objects.filter(carried_from=row).exists():
        raise UnableToChangePoint(_("Dit punt staat al op een later overleg."))
    made = AgendaPoint.objects.create(
        meeting=target,
        village=row.village,
        domain=row.domain,
        subject=row.subject,
        explanation=row.explanation,
        carried_from=row,
    )
    record("partner.point_carried", made, by=by, at=at, data={"day": target.held_on.isoformat()})
    return made


@transaction.atomic(durable=True)
def remove_point(*, point: AgendaPoint, by: Actor, at: datetime) -> None:
    """Take a point off a meeting that still has to come. Raises `UnableToChangePoint`."""
    row = AgendaPoint.objects.select_for_update().get(pk=point.pk)
    require_manager(by, at, [row.village])
    if not takes_points(row.meeting, localdate(at)):
        raise UnableToChangePoint(_("Dit overleg is al geweest. Het punt blijft staan."))
    record("partner.point_removed", row.meeting, by=by, at=at, data={"village": row.village.name})
    row.delete()
