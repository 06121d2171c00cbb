"""The coordinator hands a case over: the alderman joins, with a reason that stays (R21, R22)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.personal_traces import explained
from kernkracht.grants.applications.models import OPEN_STATES, GrantApplication
from kernkracht.participation.questions.models import Question

from .. import notices
from ..models import LONGEST_REASON, AldermanAttendance
from ..queries import Subject, alderman_of, subject_field


class UnableToJoin(Exception):
    """The hand-over, or its end, was refused; `field` names the answer."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic(durable=True)
def alderman_joins(
    *, subject: Subject, reason: str, by: Actor, at: datetime, village: Village | None = None
) -> AldermanAttendance:
    """Ask the alderman of the village to join a question, an application or a gathering; the alderman gets mail.

    `village` says which one for a gathering of more villages. Raises `UnableToJoin` without the right for the village,
    without an alderman there, when the case is closed, when the alderman joins already, or without a sound reason.
    """
    field = subject_field(subject)
    where = _village_of(subject, village)
    Village.objects.select_for_update().get(pk=where.pk)
    _require_right(by, at, where)
    _refuse_closed(subject)
    alderman = alderman_of(where, localdate(at))
    if alderman is None:
        raise UnableToJoin(_("Dit dorp heeft nu geen kernwethouder die kan aansluiten. Vraag het de teammanager."))
    if AldermanAttendance.objects.filter(**{field: subject}, alderman=alderman, ended_at=None).exists():
        raise UnableToJoin(_("De wethouder sluit hier al aan."))
    row = AldermanAttendance.objects.create(
        alderman=alderman, village=where, reason=_reason(reason), handed_by=by, handed_at=at, **{field: subject}
    )
    record("alderman.joined", subject, by=by, at=at, data={"village": where.name}, ground=row.reason)
    notices.queue_joined(row, at=at)
    return row


@transaction.atomic(durable=True)
def end_attendance(*, attendance: AldermanAttendance, reason: str, by: Actor, at: datetime) -> AldermanAttendance:
    """The alderman joins no more: said by who may hand over, or by the alderman. Raises `UnableToJoin`."""
    rows = AldermanAttendance.objects.select_for_update(of=("self",))
    row = rows.select_related("alderman", "village", "question", "application", "gathering").get(pk=attendance.pk)
    if row.alderman.actor_id != by.pk:
        _require_right(by, at, row.village)
    if row.ended_at is not None:
        raise UnableToJoin(_("Dit is al beëindigd."))
    row.end_reason, row.ended_at, row.ended_by = _reason(reason), at, by
    row.save()
    record("alderman.left", row.subject, by=by, at=at, data={"village": row.village.name}, ground=row.end_reason)
    if row.alderman.actor_id != by.pk:
        notices.queue_joined(row, at=at)
    return row


def _village_of(subject: Subject, wanted: Village | None) -> Village:
    if not isinstance(subject, Gathering):
        if subject.village is None:
            raise UnableToJoin(_("Kies eerst om welk dorp het gaat."))
        return subject.village
    served = list(subject.villages.order_by("pk"))
    if wanted is not None and (not served or wanted in served):
        return wanted
    if wanted is None and len(served) == 1:
        return served[0]
    raise UnableToJoin(_("Kies de wethouder van welk dorp aansluit."), "village")


def _require_right(by: Actor, at: datetime, village: Village) -> None:
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.MAKE_BRIEFING, localdate(at), village):
        raise UnableToJoin(_("U mag dit niet voor dit dorp. Vraag het de kernregisseur van dat dorp."))


def _refuse_closed(subject: Subject) -> None:
    if isinstance(subject, Question):
        is_open = subject.is_open
    elif isinstance(subject, GrantApplication):
        is_open = subject.state in OPEN_STATES or subject.state == "granted"
    else:
        is_open = subject.state == Gathering.State.PLANNED
    if not is_open:
        raise UnableToJoin(_("Dit is al klaar. Aansluiten kan niet meer."))


def _reason(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise UnableToJoin(_("Schrijf op waarom."), "reason")
    if len(said) > LONGEST_REASON:
        raise UnableToJoin(_("Houd het bij hooguit %(most)d tekens.") % {"most": LONGEST_REASON}, "reason")
    if found := explained(said):
        raise UnableToJoin(found[0], "reason")
    return said
