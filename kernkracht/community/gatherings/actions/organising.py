"""What the office does with a gathering: plan it (alone or in a series), change, move, switch and cancel it.

Each verb owns its transaction, asks the right for the villages, and tells who signed up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.models import Role, User
from kernkracht.community.people.queries import contact_for
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..hooks import announce
from ..models import Gathering, GatheringKind, GatheringSeries, Invitee, Mode
from ..moments import day_text, local_moment
from ..notices import queue_cancelled, queue_changed, queue_invitation
from ._guard import UnableToMove, UnableToPlan, check_mode, managed, require_manager
from .gatherings import (
    Details,
    cancel_gathering,
    move_gathering,
    plan_gathering,
    put_details,
    require_announceable,
    save_changed,
    step,
)
from .slots import cut_slots, fit_slots, move_slots

LONGEST_SERIES = 60
"""So many gatherings may be planned in one act; more is nearly always a typing error."""


@dataclass(frozen=True)
class Plan:
    """A gathering as the office fills it in. Clock times are those on the wall here."""

    kind: GatheringKind
    title: str
    day: date
    starts: time
    ends: time
    villages: tuple[Village, ...] = ()
    mode: str = Mode.PHYSICAL
    place: str = ""
    online_url: str = ""
    is_public: bool | None = None
    host: User | None = None
    details: Details = field(default_factory=Details)
    capacity: int | None = None
    """Places per slot; None without a limit."""
    offers_phone: bool = False
    """Beside the mode, people may choose to be called (R259)."""

    @property
    def starts_at(self) -> datetime:
        return local_moment(self.day, self.starts)

    @property
    def ends_at(self) -> datetime:
        return local_moment(self.day, self.ends)


@transaction.atomic(durable=True)
def organise_gathering(*, plan: Plan, by: Actor, at: datetime) -> Gathering:
    """Plan one gathering with its slots. Raises `UnableToPlan`, `UnableToAnnounce` and `NotAllowedToGather`."""
    require_manager(by, at, plan.villages)
    return _planned(plan, None, by=by, at=at)


def _planned(plan: Plan, series: GatheringSeries | None, *, by: Actor, at: datetime) -> Gathering:
    if not plan.kind.is_offered:
        raise UnableToPlan(_("Deze soort bijeenkomst plant u niet hier. Kies een andere soort."), "kind")
    gathering = plan_gathering(
        kind=plan.kind.code,
        title=plan.title,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        place=plan.place if plan.mode in (Mode.PHYSICAL, Mode.HYBRID) else "",
        online_url=plan.online_url if plan.mode in (Mode.ONLINE, Mode.HYBRID) else "",
        mode=plan.mode,
        villages=plan.villages,
        is_public=plan.is_public,
        host=plan.host or _usual_host(plan),
        details=plan.details,
        series=series,
        by=by,
        at=at,
    )
    if plan.details.takes_sign_ups:
        cut_slots(gathering, capacity=plan.capacity, offers_phone=plan.offers_phone)
    return gathering


def _usual_host(plan: Plan) -> User | None:
    """Conversations in slots are with the alderman of the village (R260)."""
    if plan.kind.slot_minutes is None or len(plan.villages) != 1:
        return None
    alderman = contact_for(plan.villages[0], plan.day, Role.Code.VILLAGE_ALDERMAN)
    return alderman.user if alderman and not alderman.is_temporary else None


@dataclass(frozen=True)
class Rhythm:
    """How a series goes on after its first day: so many days between, so many times through all its villages."""

    every_days: int
    rounds: int = 1

    def days(self, first: date, villages: tuple[Village, ...]) -> Iterator[tuple[Village, date]]:
        """Village after village, round after round."""
        places = [village for _round in range(self.rounds) for village in villages]
        for number, village in enumerate(places):
            yield village, first + timedelta(days=number * self.every_days)


@transaction.atomic(durable=True)
def organise_series(*, plan: Plan, rhythm: Rhythm, by: Actor, at: datetime) -> GatheringSeries:
    """Plan a gathering in each village in turn, in one act (R261); all of them or none.

    The place of the plan may hold “{village}”, as may its title. Raises what `organise_gathering` raises.
    """
    require_manager(by, at, plan.villages)
    if not plan.villages:
        raise UnableToPlan(_("Kies de dorpen waar de bijeenkomsten zijn."), "villages")
    if rhythm.every_days < 0 or rhythm.rounds < 1:
        raise UnableToPlan(_("Vul in na hoeveel dagen de volgende bijeenkomst is, en hoe vaak."), "every_days")
    if len(plan.villages) * rhythm.rounds > LONGEST_SERIES:
        raise UnableToPlan(
            _("Dit worden er meer dan %(most)d. Plan ze in kleinere reeksen.") % {"most": LONGEST_SERIES}, "rounds"
        )
    title = plan.title.replace("{village}", "…").strip()
    if not title.strip("… "):
        raise UnableToPlan(_("Geef de bijeenkomst een naam."), "title")
    series = GatheringSeries.objects.create(title=title, kind=plan.kind, planned_by=by, planned_at=at)
    for village, day in rhythm.days(plan.day, plan.villages):
        own = replace(
            plan,
            villages=(village,),
            day=day,
            title=plan.title.replace("{village}", village.name),
            place=plan.place.replace("{village}", village.name),
        )
        _planned(own, series, by=by, at=at)
    record("gathering.series_planned", series, by=by, at=at, data={"title": title})
    return series


@dataclass(frozen=True)
class Change:
    """What may change without another moment or way of taking part."""

    title: str
    villages: tuple[Village, ...]
    is_public: bool
    host: User | None
    details: Details


@transaction.atomic(durable=True)
def change_gathering(*, gathering: Gathering, change: Change, by: Actor, at: datetime) -> Gathering:
    """Other words, villages or host of a planned gathering; announce it, or take it off the website."""
    row = managed(gathering, by, at)
    step(row, "move", UnableToMove)
    require_manager(by, at, change.villages)
    was_public = row.is_public
    put_details(row, change.title, change.details)
    row.is_public, row.host = change.is_public, change.host
    require_announceable(row)
    save_changed(row, at)
    row.villages.set(change.villages)
    if row.takes_sign_ups and not row.slots.exists():
        cut_slots(row, capacity=None, offers_phone=False)
    record("gathering.changed", row, by=by, at=at)
    if not was_public:
        announce(row, "announced", at)
    return row


@transaction.atomic(durable=True)
def reschedule_gathering(
    *, gathering: Gathering, day: date, starts: time, ends: time, by: Actor, at: datetime
) -> Gathering:
    """Another day or time; slots go along by the clock on the wall, and who signed up hears of it."""
    row = managed(gathering, by, at)
    before = row.starts_at, row.ends_at
    moved = move_gathering(
        gathering=row, starts_at=local_moment(day, starts), ends_at=local_moment(day, ends), by=by, at=at
    )
    move_slots(moved, *before)
    if moved.sign_ups_until is not None:
        moved.sign_ups_until = min(moved.sign_ups_until, moved.ends_at)
        moved.save(update_fields=["sign_ups_until"])
    queue_changed(moved, before=before, at=at)
    return moved


@transaction.atomic(durable=True)
def switch_mode(
    *, gathering: Gathering, mode: str, by: Actor, at: datetime, place: str = "", online_url: str = ""
) -> Gathering:
    """From a place to online or back, or both at once; every sign-up stays, and hears how to take part now (R343)."""
    row = managed(gathering, by, at)
    step(row, "move", UnableToMove)
    check_mode(mode, place, online_url, UnableToMove)
    was = row.mode
    row.mode = mode
    row.place = place.strip() if mode in (Mode.PHYSICAL, Mode.HYBRID) else ""
    row.online_url = online_url.strip() if mode in (Mode.ONLINE, Mode.HYBRID) else ""
    fit_slots(row)
    save_changed(row, at)
    data = {"before": Mode(was).label, "now": Mode(mode).label}
    record("gathering.mode_switched", row, by=by, at=at, data=data)
    announce(row, "switched", at)
    queue_changed(row, before=(row.starts_at, row.ends_at), at=at)
    return row


@transaction.atomic(durable=True)
def call_off_gathering(*, gathering: Gathering, reason: str, by: Actor, at: datetime) -> Gathering:
    """Cancel a gathering with the reason that people read, and tell who signed up or was invited."""
    row = cancel_gathering(gathering=managed(gathering, by, at), reason=reason, by=by, at=at)
    queue_cancelled(row, at=at)
    return row


@transaction.atomic(durable=True)
def invite_guest(*, gathering: Gathering, name: str, email: str, by: Actor, at: datetime) -> Invitee:
    """Ask somebody to come by mail, with a calendar file (R41). Once per address. Raises `UnableToPlan`."""
    row = managed(gathering, by, at)
    step(row, "move", UnableToPlan)
    if not name.strip() or not email.strip():
        raise UnableToPlan(_("Vul een naam en een e-mailadres in."), "name")
    if row.invitees.filter(email__iexact=email.strip()).exists():
        raise UnableToPlan(_("Dit e-mailadres is al uitgenodigd."), "email")
    guest = Invitee.objects.create(gathering=row, name=name.strip(), email=email.strip().lower(), invited_at=at)
    record("gathering.invited", row, by=by, at=at, data={"day": day_text(row.starts_at)})
    queue_invitation(guest, at=at)
    return guest
