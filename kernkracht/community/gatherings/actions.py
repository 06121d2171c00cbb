"""Planning, moving, cancelling and closing a gathering.

These verbs are parts of a larger act (a hearing of an objection, a meeting of a covenant) and refuse to run outside its
transaction. The room that acts asks its own permission and tells the people; this room keeps the facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .kinds import STANDARD_KINDS
from .models import Gathering, GatheringKind, Invitee
from .workflow import GATHERING_WORKFLOW


class GatheringRefusal(Exception):
    """An act on a gathering that did not happen; `field` names the answer it is about."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class UnableToPlan(GatheringRefusal):
    """Kind, moment or place does not hold."""


class UnableToMove(GatheringRefusal):
    """The gathering is over, or the new moment or place does not hold."""


class UnableToCancel(GatheringRefusal):
    """The gathering is over already, or nobody says why."""


class UnableToRecord(GatheringRefusal):
    """The gathering did not begin yet, is over already, or there is no outcome to record."""


class GatheringOutsideTransaction(RuntimeError):
    """A fault of the caller: these verbs belong to a larger act."""


@dataclass(frozen=True)
class Guest:
    """Whom to invite."""

    name: str
    email: str = ""
    user: User | None = None


def plan_gathering(
    *,
    kind: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    at: datetime,
    place: str = "",
    online_url: str = "",
    villages: Iterable[Village] = (),
    is_public: bool | None = None,
    host: User | None = None,
    guests: Iterable[Guest] = (),
) -> Gathering:
    """Plan a meeting of a kind (by code). `is_public` None: as the kind has it. Raises `UnableToPlan`."""
    _inside_transaction()
    row = _kind(kind)
    _check_moment(starts_at, ends_at, at, UnableToPlan)
    _check_place(place, online_url, UnableToPlan)
    if not title.strip():
        raise UnableToPlan(_("Geef de bijeenkomst een naam."), "title")
    gathering = Gathering.objects.create(
        kind=row,
        title=title.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        place=place.strip(),
        online_url=online_url.strip(),
        is_public=row.is_public if is_public is None else is_public,
        host=host,
        planned_by=by,
        planned_at=at,
        changed_at=at,
    )
    gathering.villages.set(villages)
    Invitee.objects.bulk_create(
        Invitee(gathering=gathering, name=guest.name, email=guest.email, user=guest.user, invited_at=at)
        for guest in guests
    )
    record("gathering.planned", gathering, by=by, at=at, data={"day": _moment(starts_at)})
    return gathering


def move_gathering(
    *,
    gathering: Gathering,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    at: datetime,
    place: str | None = None,
    online_url: str | None = None,
) -> Gathering:
    """Another moment or place for the same gathering; what is None stays. Raises `UnableToMove`."""
    row = _locked(gathering)
    before = _moment(row.starts_at)
    _step(row, "move", UnableToMove)
    _check_moment(starts_at, ends_at, at, UnableToMove)
    row.place = row.place if place is None else place.strip()
    row.online_url = row.online_url if online_url is None else online_url.strip()
    _check_place(row.place, row.online_url, UnableToMove)
    row.starts_at, row.ends_at = starts_at, ends_at
    _save(row, at)
    record("gathering.moved", row, by=by, at=at, data={"before": before, "day": _moment(starts_at)})
    return row


def cancel_gathering(*, gathering: Gathering, reason: str, by: Actor, at: datetime) -> Gathering:
    """Call a planned gathering off, with the reason. Raises `UnableToCancel`."""
    row = _locked(gathering)
    _step(row, "cancel", UnableToCancel)
    if not reason.strip():
        raise UnableToCancel(_("Schrijf op waarom de bijeenkomst niet doorgaat."), "reason")
    row.cancelled_because = reason.strip()
    _save(row, at)
    record("gathering.cancelled", row, by=by, at=at)
    return row


def record_outcome(*, gathering: Gathering, outcome: str, by: Actor, at: datetime) -> Gathering:
    """Close a gathering that took place with what came of it. Raises `UnableToRecord`."""
    row = _locked(gathering)
    _step(row, "hold", UnableToRecord)
    if row.starts_at > at:
        raise UnableToRecord(_("De bijeenkomst is nog niet begonnen. Schrijf daarna op wat de uitkomst is."))
    if not outcome.strip():
        raise UnableToRecord(_("Schrijf op wat er is besproken en wat de uitkomst is."), "outcome")
    row.outcome = outcome.strip()
    row.changed_at = at
    row.save()
    record("gathering.held", row, by=by, at=at)
    return row


def name_kind(*, code: str, name: str, is_public: bool, by: Actor, at: datetime) -> GatheringKind:
    """Make or rename a kind of gathering. Raises `UnableToPlan` without a name."""
    _inside_transaction()
    if not name.strip():
        raise UnableToPlan(_("Geef de soort bijeenkomst een naam."), "name")
    kind, _made = GatheringKind.objects.update_or_create(
        code=code, defaults={"name": name.strip(), "is_public": is_public}
    )
    record("gathering.kind_named", kind, by=by, at=at, data={"name": kind.name})
    return kind


def _kind(code: str) -> GatheringKind:
    kind = GatheringKind.objects.filter(code=code).first()
    if kind is not None:
        return kind
    standard = STANDARD_KINDS.get(code)
    if standard is None:
        raise UnableToPlan(_("Deze soort bijeenkomst bestaat niet. Kies een andere."), "kind")
    return GatheringKind.objects.get_or_create(
        code=code, defaults={"name": str(standard.name), "is_public": standard.is_public}
    )[0]


def _locked(gathering: Gathering) -> Gathering:
    _inside_transaction()
    return Gathering.objects.select_for_update().get(pk=gathering.pk)


def _inside_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise GatheringOutsideTransaction


def _step(row: Gathering, name: str, refusal: type[GatheringRefusal]) -> None:
    sentence = _("Dit kan niet meer: de bijeenkomst is %(state)s.")
    GATHERING_WORKFLOW.move(row, name, lambda state: refusal(sentence % {"state": state.lower()}))


def _check_moment(starts_at: datetime, ends_at: datetime, at: datetime, refusal: type[GatheringRefusal]) -> None:
    if starts_at <= at:
        raise refusal(_("Kies een tijd die nog moet komen."), "starts_at")
    if ends_at <= starts_at:
        raise refusal(_("Kies een eindtijd die na de begintijd ligt."), "ends_at")


def _check_place(place: str, online_url: str, refusal: type[GatheringRefusal]) -> None:
    if not place.strip() and not online_url.strip():
        raise refusal(_("Vul in waar de bijeenkomst is, of geef een link om online mee te doen."), "place")
    if online_url.strip():
        try:
            URLValidator(schemes=["https"])(online_url.strip())
        except ValidationError as error:
            raise refusal(_("Vul een link in die begint met https://."), "online_url") from error


def _save(row: Gathering, at: datetime) -> None:
    row.revision += 1
    row.changed_at = at
    row.save()


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H.i")
