"""Planning, moving, cancelling and closing a gathering.

These verbs are parts of a larger act (a hearing of an objection, a meeting of a covenant) and refuse to run outside its
transaction. The room that acts asks its own permission and tells the people; this room keeps the facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..hooks import announce, announcement_checks
from ..kinds import STANDARD_KINDS
from ..models import Audience, Gathering, GatheringKind, GatheringSeries, Invitee, LadderRung
from ..moments import day_text
from ..workflow import GATHERING_WORKFLOW
from ._guard import (
    GatheringRefusal,
    UnableToAnnounce,
    UnableToCancel,
    UnableToMove,
    UnableToPlan,
    UnableToRecord,
    check_mode,
    check_moment,
    inside_transaction,
    locked,
    mode_of,
)

LONGEST_TITLE, LONGEST_PLACE = 150, 200
"""As the columns have it; the name of a village may make a title longer than the form allowed."""


@dataclass(frozen=True)
class Guest:
    """Whom to invite."""

    name: str
    email: str = ""
    user: User | None = None


@dataclass(frozen=True)
class Details:
    """What a gathering is about, for whom, and how people sign up."""

    description: str = ""
    agenda: str = ""
    audience: str = Audience.RESIDENTS
    rung: str = ""
    takes_sign_ups: bool = False
    sign_ups_until: datetime | None = None


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
    mode: str = "",
    villages: Iterable[Village] = (),
    is_public: bool | None = None,
    host: User | None = None,
    guests: Iterable[Guest] = (),
    details: Details | None = None,
    series: GatheringSeries | None = None,
) -> Gathering:
    """Plan a meeting of a kind (by code). `is_public` None: as the kind has it; `mode` empty: as place and link say.

    Raises `UnableToPlan`, and `UnableToAnnounce` for a public one that may not be announced yet (R81).
    """
    inside_transaction()
    row, mode = _kind(kind), mode or mode_of(place, online_url)
    check_moment(starts_at, ends_at, at, UnableToPlan)
    check_mode(mode, place, online_url, UnableToPlan)
    gathering = Gathering(
        kind=row,
        series=series,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=mode,
        place=place.strip(),
        online_url=online_url.strip(),
        is_public=row.is_public if is_public is None else is_public,
        host=host,
        planned_by=by,
        planned_at=at,
        changed_at=at,
    )
    put_details(gathering, title, details or Details())
    gathering.save()
    gathering.villages.set(villages)
    require_announceable(gathering)
    Invitee.objects.bulk_create(
        Invitee(gathering=gathering, name=guest.name, email=guest.email, user=guest.user, invited_at=at)
        for guest in guests
    )
    record("gathering.planned", gathering, by=by, at=at, data={"day": day_text(starts_at)})
    return announce(gathering, "announced", at)


def put_details(row: Gathering, title: str, details: Details) -> None:
    """Fill in words and choices, without saving. Raises `UnableToPlan`."""
    if not title.strip():
        raise UnableToPlan(_("Geef de bijeenkomst een naam."), "title")
    if len(title.strip()) > LONGEST_TITLE or len(row.place) > LONGEST_PLACE:
        raise UnableToPlan(_("De naam of de plek is te lang. Maak die korter."), "title")
    if details.rung and details.rung not in LadderRung.values:
        raise UnableToPlan(_("Kies een trede van de participatieladder."), "rung")
    if details.audience not in Audience.values:
        raise UnableToPlan(_("Kies voor wie de bijeenkomst is."), "audience")
    if details.sign_ups_until is not None and details.sign_ups_until > row.ends_at:
        raise UnableToPlan(_("Kies een dag voor of op de dag van de bijeenkomst."), "sign_ups_until")
    row.title = title.strip()
    row.description, row.agenda = details.description.strip(), details.agenda.strip()
    row.audience, row.rung = details.audience, details.rung
    row.takes_sign_ups, row.sign_ups_until = details.takes_sign_ups, details.sign_ups_until


def require_announceable(row: Gathering) -> None:
    """Everybody may hear of it: its kind has the rung it needs, and no higher room objects (R81)."""
    if not row.is_public:
        return
    if row.kind.needs_rung and not row.rung:
        raise UnableToAnnounce(
            _("Kies eerst een trede van de participatieladder. Dan weten mensen wat er met hun inbreng gebeurt."),
            "rung",
        )
    for check in announcement_checks:
        if sentence := check(row):
            raise UnableToAnnounce(sentence, "rung")


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
    row = locked(gathering)
    before = day_text(row.starts_at)
    step(row, "move", UnableToMove)
    check_moment(starts_at, ends_at, at, UnableToMove)
    if place is not None or online_url is not None:
        row.place = row.place if place is None else place.strip()
        row.online_url = row.online_url if online_url is None else online_url.strip()
        row.mode = mode_of(row.place, row.online_url)
    check_mode(row.mode, row.place, row.online_url, UnableToMove)
    row.starts_at, row.ends_at = starts_at, ends_at
    save_changed(row, at)
    record("gathering.moved", row, by=by, at=at, data={"before": before, "day": day_text(starts_at)})
    announce(row, "moved", at)
    return row


def cancel_gathering(*, gathering: Gathering, reason: str, by: Actor, at: datetime) -> Gathering:
    """Call a planned gathering off, with the reason. Raises `UnableToCancel`."""
    row = locked(gathering)
    step(row, "cancel", UnableToCancel)
    if not reason.strip():
        raise UnableToCancel(_("Schrijf op waarom de bijeenkomst niet doorgaat."), "reason")
    row.cancelled_because = reason.strip()
    save_changed(row, at)
    record("gathering.cancelled", row, by=by, at=at)
    announce(row, "called_off", at)
    return row


def record_outcome(*, gathering: Gathering, outcome: str, by: Actor, at: datetime) -> Gathering:
    """Close a gathering that took place with what came of it. Raises `UnableToRecord`."""
    row = locked(gathering)
    step(row, "hold", UnableToRecord)
    if row.starts_at > at:
        raise UnableToRecord(_("De bijeenkomst is nog niet begonnen. Schrijf daarna op wat de uitkomst is."))
    if not outcome.strip():
        raise UnableToRecord(_("Schrijf op wat er is besproken en wat de uitkomst is."), "outcome")
    row.outcome = outcome.strip()
    row.changed_at = at
    row.save()
    record("gathering.held", row, by=by, at=at)
    announce(row, "held", at)
    return row


def _kind(code: str) -> GatheringKind:
    kind = GatheringKind.objects.filter(code=code).first()
    if kind is not None:
        return kind
    standard = STANDARD_KINDS.get(code)
    if standard is None:
        raise UnableToPlan(_("Deze soort bijeenkomst bestaat niet. Kies een andere."), "kind")
    return GatheringKind.objects.get_or_create(
        code=code,
        defaults={
            "name": str(standard.name),
            "is_public": standard.is_public,
            "is_offered": standard.is_offered,
        },
    )[0]


def step(row: Gathering, name: str, refusal: type[GatheringRefusal]) -> None:
    """Move the state, or refuse in words."""
    sentence = _("Dit kan niet meer: de bijeenkomst is %(state)s.")
    GATHERING_WORKFLOW.move(row, name, lambda state: refusal(sentence % {"state": state.lower()}))


def save_changed(row: Gathering, at: datetime) -> None:
    """Keep a change that calendars must follow."""
    row.revision += 1
    row.changed_at = at
    row.save()
