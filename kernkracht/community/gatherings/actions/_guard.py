"""What the acts on gatherings share: refusals, the lock, the right, and the checks of moment and place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from ..models import Gathering, Mode

ONLINE_MODES = (Mode.ONLINE, Mode.HYBRID)
PLACE_MODES = (Mode.PHYSICAL, Mode.HYBRID)


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


class UnableToAnnounce(GatheringRefusal):
    """Everybody may not hear of it yet (R81)."""


class NotAllowedToGather(GatheringRefusal):
    """The actor does not hold the right, or not for these villages."""


class GatheringOutsideTransaction(RuntimeError):
    """A fault of the caller: these verbs belong to a larger act."""


def inside_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise GatheringOutsideTransaction


def locked(gathering: Gathering) -> Gathering:
    """The row as it is now, held until the act ends. Slots and sign-ups change under this lock alone."""
    inside_transaction()
    return Gathering.objects.select_for_update().get(pk=gathering.pk)


def require_manager(by: Actor, at: datetime, villages: Iterable[Village] = ()) -> None:
    """The system may act; a person needs the right, and for what belongs to villages the right in each of them."""
    if by.kind == Actor.Kind.SYSTEM:
        return
    wanted = list(villages)
    for village in wanted:
        if not may(by, Permission.MANAGE_GATHERINGS, localdate(at), village):
            raise NotAllowedToGather(
                _("U mag geen bijeenkomsten regelen in %(village)s. Vraag het een collega van dat dorp.")
                % {"village": village.name},
                "villages",
            )
    if not wanted and not may(by, Permission.MANAGE_GATHERINGS, localdate(at)):
        raise NotAllowedToGather(_("U mag geen bijeenkomsten regelen. Vraag het de kernregisseur."))


def managed(gathering: Gathering, by: Actor, at: datetime) -> Gathering:
    """The locked row, for who may manage it."""
    row = locked(gathering)
    require_manager(by, at, row.villages.all())
    return row


def check_moment(starts_at: datetime, ends_at: datetime, at: datetime, refusal: type[GatheringRefusal]) -> None:
    if starts_at <= at:
        raise refusal(_("Kies een tijd die nog moet komen."), "starts_at")
    if ends_at <= starts_at:
        raise refusal(_("Kies een eindtijd die na de begintijd ligt."), "ends_at")


def check_link(url: str, refusal: type[GatheringRefusal], field: str = "online_url") -> None:
    if not url.strip():
        return
    try:
        URLValidator(schemes=["https"])(url.strip())
    except ValidationError as error:
        raise refusal(_("Vul een link in die begint met https://."), field) from error


def check_mode(mode: str, place: str, online_url: str, refusal: type[GatheringRefusal]) -> None:
    """The way people take part needs its place or its link. Raises `refusal`."""
    check_link(online_url, refusal)
    if mode not in Mode.values:
        raise refusal(_("Kies hoe mensen meedoen."), "mode")
    if mode in PLACE_MODES and not place.strip():
        raise refusal(_("Vul in waar de bijeenkomst is, of geef een link om online mee te doen."), "place")
    if mode in ONLINE_MODES and not online_url.strip():
        raise refusal(_("Vul de link in waarmee mensen online meedoen."), "online_url")


def mode_of(place: str, online_url: str) -> str:
    """What place and link say by themselves."""
    if online_url.strip():
        return Mode.HYBRID if place.strip() else Mode.ONLINE
    return Mode.PHYSICAL
