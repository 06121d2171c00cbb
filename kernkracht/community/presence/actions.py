"""Planning presence in a village, and logging contact with groups. Each verb owns its transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.groups.models import Group
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.personal_traces import explained

from .models import ContactMoment, PlaceKind, Presence
from .permissions import may_still_change

MOST_TIMES = 26
"""So often one act may repeat a moment: half a year of weeks."""


class PresenceRefusal(Exception):
    """An act that did not happen; `field` names the answer it is about."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class UnableToPlanPresence(PresenceRefusal):
    """The moment or place does not hold, or the village is somebody else's."""


class UnableToLogContact(PresenceRefusal):
    """The day is to come, or the group is somebody else's."""


@dataclass(frozen=True)
class PresenceFacts:
    """When and where somebody is; clock times are those on the wall here."""

    village: Village
    place_kind: str
    place: str
    day: date
    starts: time
    ends: time
    note: str = ""

    def moments(self, day: date) -> tuple[datetime, datetime]:
        zone = timezone.get_default_timezone()
        return tuple(datetime.combine(day, clock, zone).astimezone(UTC) for clock in (self.starts, self.ends))  # type: ignore[return-value]  # two of them


@transaction.atomic(durable=True)
def plan_presence(
    *, facts: PresenceFacts, user: User, by: Actor, at: datetime, every_days: int = 0, times: int = 1
) -> list[Presence]:
    """Say that `user` is in a village, once or `times` times with `every_days` between. Raises `UnableToPlanPresence`.

    All of the row or none of it.
    """
    _require_visitor(by, at, facts.village)
    if not 1 <= times <= MOST_TIMES:
        raise UnableToPlanPresence(_("Kies 1 tot en met %(most)d keer.") % {"most": MOST_TIMES}, "times")
    if times > 1 and every_days < 1:
        raise UnableToPlanPresence(_("Vul in na hoeveel dagen u er weer bent."), "every_days")
    row_key = uuid4() if times > 1 else None
    days = [facts.day + timedelta(days=number * every_days) for number in range(times)]
    made = [_made(Presence(user=user, row_key=row_key, planned_by=by), facts, day, at) for day in days]
    for row in made:
        record("presence.planned", row, by=by, at=at, data={"day": _day(row)})
    return made


@transaction.atomic(durable=True)
def change_presence(*, presence: Presence, facts: PresenceFacts, by: Actor, at: datetime) -> Presence:
    """Another time, place or note. Raises `UnableToPlanPresence`."""
    row = _changeable(presence, by, at)
    _require_visitor(by, at, facts.village)
    row.revision += 1
    _made(row, facts, facts.day, at)
    record("presence.changed", row, by=by, at=at, data={"day": _day(row)})
    return row


@transaction.atomic(durable=True)
def cancel_presence(*, presence: Presence, reason: str, by: Actor, at: datetime) -> Presence:
    """The colleague is not there after all; residents read why. Raises `UnableToPlanPresence`."""
    row = _changeable(presence, by, at)
    if not reason.strip():
        raise UnableToPlanPresence(_("Schrijf op waarom u er niet bent."), "reason")
    if found := explained(reason):
        raise UnableToPlanPresence(found[0], "reason")
    row.cancelled_at, row.cancelled_because = at, reason.strip()
    row.revision += 1
    row.changed_at = at
    row.save()
    record("presence.cancelled", row, by=by, at=at, data={"day": _day(row)})
    return row


def _made(row: Presence, facts: PresenceFacts, day: date, at: datetime) -> Presence:
    starts_at, ends_at = facts.moments(day)
    if starts_at <= at:
        raise UnableToPlanPresence(_("Kies een tijd die nog moet komen."), "starts")
    if ends_at <= starts_at:
        raise UnableToPlanPresence(_("Kies een eindtijd die na de begintijd ligt."), "ends")
    if facts.place_kind not in PlaceKind.values:
        raise UnableToPlanPresence(_("Kies wat voor plek het is."), "place_kind")
    if not facts.place.strip():
        raise UnableToPlanPresence(_("Vul in waar u bent."), "place")
    same = Presence.objects.filter(user=row.user, village=facts.village, starts_at=starts_at, cancelled_at=None)
    if same.exclude(pk=row.pk).exists():
        raise UnableToPlanPresence(
            _("Op %(day)s om deze tijd staat dit er al.") % {"day": date_format(day, "j F Y")}, "day"
        )
    row.village, row.place_kind, row.place = facts.village, facts.place_kind, facts.place.strip()
    row.starts_at, row.ends_at, row.note, row.changed_at = starts_at, ends_at, facts.note.strip(), at
    row.save()
    return row


def _changeable(presence: Presence, by: Actor, at: datetime) -> Presence:
    row = Presence.objects.select_for_update().get(pk=presence.pk)
    _require_visitor(by, at, row.village)
    if not may_still_change(row, at):
        raise UnableToPlanPresence(_("Dit moment is al voorbij of gaat niet door. Plan een nieuw moment."))
    return row


def _require_visitor(by: Actor, at: datetime, village: Village) -> None:
    if by.kind == Actor.Kind.SYSTEM or may(by, Permission.VISIT_VILLAGES, timezone.localdate(at), village):
        return
    raise UnableToPlanPresence(
        _("U plant geen bezoeken aan %(village)s. Vraag het een collega van dat dorp.") % {"village": village.name},
        "village",
    )


@transaction.atomic(durable=True)
def log_contact(
    *, group: Group, spoken_on: date, way: str, about: str, user: User, by: Actor, at: datetime
) -> ContactMoment:
    """Write down that `user` spoke with a group (R251). Raises `UnableToLogContact`."""
    _require_contact(by, at, group)
    if spoken_on > timezone.localdate(at):
        raise UnableToLogContact(_("Deze dag ligt nog in de toekomst. Kies vandaag of een eerdere dag."), "spoken_on")
    if way not in ContactMoment.Way.values:
        raise UnableToLogContact(_("Kies hoe u de groep sprak."), "way")
    if found := explained(about):
        raise UnableToLogContact(found[0], "about")
    row = ContactMoment.objects.create(
        group=group, spoken_on=spoken_on, way=way, about=about.strip(), user=user, logged_at=at
    )
    record("presence.contact_logged", group, by=by, at=at, data={"day": date_format(spoken_on, "j F Y")})
    return row


@transaction.atomic(durable=True)
def remove_contact(*, moment: ContactMoment, by: Actor, at: datetime) -> None:
    """Take a mistake away. Twice is harmless. Raises `UnableToLogContact`."""
    row = ContactMoment.objects.select_for_update(of=("self",)).filter(pk=moment.pk).select_related("group").first()
    if row is None:
        return
    _require_contact(by, at, row.group)
    record("presence.contact_removed", row.group, by=by, at=at, data={"day": date_format(row.spoken_on, "j F Y")})
    row.delete()


def _require_contact(by: Actor, at: datetime, group: Group) -> None:
    """Who visits, or keeps the groups of, one of its villages; of a group without villages: of any."""
    if by.kind == Actor.Kind.SYSTEM:
        return
    on = timezone.localdate(at)
    villages: list[Village | None] = [*group.villages.order_by("pk")]
    rights = (Permission.VISIT_VILLAGES, Permission.MANAGE_GROUPS)
    if not any(may(by, right, on, village) for village in villages or [None] for right in rights):
        raise UnableToLogContact(_("Deze groep hoort bij een ander dorp. Vraag het een collega van dat dorp."))


def _day(row: Presence) -> str:
    return date_format(timezone.localtime(row.starts_at), "j F Y, H.i")
