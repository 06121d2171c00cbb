"""Taking appointments out of somebody else's calendar: all that were chosen or none, and each of them once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from ..models import Gathering, GatheringKind, Mode, source_mark
from ._guard import GatheringRefusal, UnableToPlan, require_manager
from .gatherings import plan_gathering
from .organising import LONGEST_SERIES


class UnableToTakeOver(GatheringRefusal):
    """Nothing was chosen, something was taken over before, or one of them cannot be planned: then none are."""


@dataclass(frozen=True)
class ForeignAppointment:
    """An appointment of somebody else's calendar. `identity` is what that calendar knows it by."""

    identity: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""


@transaction.atomic(durable=True)
def take_over_appointments(
    *,
    appointments: Sequence[ForeignAppointment],
    kind: GatheringKind,
    villages: Iterable[Village],
    by: Actor,
    at: datetime,
    place: str = "",
    is_public: bool = False,
) -> list[Gathering]:
    """Plan a gathering on the spot for each appointment; `place` is for those that name none.

    Raises `UnableToTakeOver` (`field` "chosen" or "place") and `NotAllowedToGather`, having planned nothing.
    """
    wanted = tuple(villages)
    require_manager(by, at, wanted)
    if not appointments:
        raise UnableToTakeOver(_("Kies wat u wilt overnemen."), "chosen")
    if len(appointments) > LONGEST_SERIES:
        raise UnableToTakeOver(
            _("Dit zijn er meer dan %(most)d. Neem ze in delen over.") % {"most": LONGEST_SERIES}, "chosen"
        )
    if not kind.is_offered:
        raise UnableToTakeOver(_("Deze soort bijeenkomst plant u niet hier. Kies een andere soort."), "kind")
    _refuse_known(appointments)
    try:
        with transaction.atomic():
            return [_taken(row, kind, wanted, place, is_public, by, at) for row in appointments]
    except IntegrityError as clash:
        _refuse_known(appointments)
        raise UnableToTakeOver(_("Twee gekozen afspraken zijn dezelfde. Kies er één."), "chosen") from clash


def _taken(
    row: ForeignAppointment,
    kind: GatheringKind,
    villages: tuple[Village, ...],
    place: str,
    is_public: bool,
    by: Actor,
    at: datetime,
) -> Gathering:
    if not (row.place or place).strip():
        raise UnableToTakeOver(_("Bij “%(title)s” staat geen plek. Vul een plek in.") % {"title": row.title}, "place")
    try:
        gathering = plan_gathering(
            kind=kind.code,
            title=row.title,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            mode=Mode.PHYSICAL,
            place=row.place or place,
            villages=villages,
            is_public=is_public,
            by=by,
            at=at,
        )
    except UnableToPlan as refusal:
        raise UnableToTakeOver(f"“{row.title}”: {refusal}", "chosen") from refusal
    gathering.taken_from = source_mark(row.identity)
    gathering.save(update_fields=["taken_from"])
    return gathering


def _refuse_known(appointments: Sequence[ForeignAppointment]) -> None:
    marks = {source_mark(row.identity) for row in appointments}
    known = Gathering.objects.filter(taken_from__in=marks).order_by("starts_at", "pk").first()
    if known is not None:
        raise UnableToTakeOver(
            _("“%(title)s” is al eerder overgenomen. Haal het vinkje weg.") % {"title": known.title}, "chosen"
        )
