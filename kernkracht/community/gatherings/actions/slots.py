"""The times that people sign up for. All of it with the gathering locked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import Gathering, Mode, SignUp, Slot, Way
from ..moments import shifted, slots_between
from ._guard import GatheringRefusal, UnableToMove, check_link, managed
from .gatherings import save_changed
from .waiting import fill_freed_places

FLAGS = {Way.PLACE: "by_place", Way.VIDEO: "by_video", Way.PHONE: "by_phone"}
USUAL_WAYS: dict[str, tuple[Way, ...]] = {
    Mode.PHYSICAL: (Way.PLACE,),
    Mode.ONLINE: (Way.VIDEO,),
    Mode.HYBRID: (Way.PLACE, Way.VIDEO),
    Mode.PHONE: (Way.PHONE,),
}


class UnableToChangeSlot(GatheringRefusal):
    """The times, places or ways of taking part do not hold, or people have signed up already."""


def cut_slots(gathering: Gathering, *, capacity: int | None, offers_phone: bool) -> list[Slot]:
    """Times for a gathering that takes sign-ups: conversations of its kind's length, or one for everybody together."""
    if capacity is not None and capacity < 1:
        raise UnableToChangeSlot(_("Vul 1 of meer plekken in, of laat het leeg."), "capacity")
    times = [(gathering.starts_at, gathering.ends_at)]
    if gathering.kind.slot_minutes:
        times = list(slots_between(gathering.starts_at, gathering.ends_at, gathering.kind.slot_minutes))
    if not times:
        raise UnableToChangeSlot(
            _("Er past geen gesprek van %(minutes)d minuten in. Kies een latere eindtijd.")
            % {"minutes": gathering.kind.slot_minutes},
            "ends",
        )
    ways = {*USUAL_WAYS[gathering.mode], *([Way.PHONE] if offers_phone else [])}
    flags = {flag: way in ways for way, flag in FLAGS.items()}
    return Slot.objects.bulk_create(
        Slot(gathering=gathering, starts_at=start, ends_at=end, capacity=capacity, **flags) for start, end in times
    )


def move_slots(gathering: Gathering, old_start: datetime, old_end: datetime) -> None:
    """Bring the slots along with a gathering that moved. Raises `UnableToMove` when they no longer fit."""
    later = gathering.starts_at > old_start
    for slot in gathering.slots.order_by("-starts_at" if later else "starts_at", "pk"):
        if (slot.starts_at, slot.ends_at) == (old_start, old_end):
            slot.starts_at, slot.ends_at = gathering.starts_at, gathering.ends_at
        else:
            slot.starts_at = shifted(slot.starts_at, old_start, gathering.starts_at)
            slot.ends_at = shifted(slot.ends_at, old_start, gathering.starts_at)
        if slot.ends_at > gathering.ends_at:
            raise UnableToMove(_("De gesprekken passen er dan niet meer in. Kies een latere eindtijd."), "ends")
        slot.save(update_fields=["starts_at", "ends_at"])


def fit_slots(gathering: Gathering) -> None:
    """Change the ways of taking part along with the mode; each sign-up gets a way that is left."""
    ways = USUAL_WAYS[gathering.mode]
    for slot in gathering.slots.order_by("pk"):
        slot.by_place, slot.by_video = Way.PLACE in ways, Way.VIDEO in ways
        slot.by_phone = (slot.by_phone and gathering.mode != Mode.PHYSICAL) or Way.PHONE in ways
        slot.save(update_fields=list(FLAGS.values()))
        _refit(slot)


def _refit(slot: Slot) -> None:
    left = slot.ways
    for sign_up in slot.sign_ups.exclude(way__in=left).order_by("pk"):
        reachable = [way for way in left if way != Way.PHONE or sign_up.phone]
        if not reachable:
            lost = slot.sign_ups.exclude(way__in=left).filter(phone="").count()
            raise UnableToMove(
                ngettext(
                    "%(n)d aangemelde persoon gaf geen telefoonnummer. Kies online, of vraag eerst het nummer.",
                    "%(n)d aangemelde mensen gaven geen telefoonnummer. Kies online, of vraag eerst de nummers.",
                    lost,
                )
                % {"n": lost},
                "mode",
            )
        sign_up.way = reachable[0]
        sign_up.save(update_fields=["way"])


def _locked_slot(slot: Slot, by: Actor, at: datetime) -> Slot:
    gathering = managed(slot.gathering, by, at)
    if gathering.state != Gathering.State.PLANNED:
        raise UnableToChangeSlot(_("De bijeenkomst is al geweest of gaat niet door."))
    row = Slot.objects.select_for_update().get(pk=slot.pk)
    row.gathering = gathering
    return row


@transaction.atomic(durable=True)
def change_slot(*, slot: Slot, capacity: int | None, ways: tuple[Way, ...], link: str, by: Actor, at: datetime) -> Slot:
    """Other places, ways or link of one slot; places that come free go to who waits. Raises `UnableToChangeSlot`."""
    row = _locked_slot(slot, by, at)
    check_link(link, UnableToChangeSlot, "link")
    if not ways:
        raise UnableToChangeSlot(_("Kies hoe mensen meedoen."), "ways")
    if Way.PLACE in ways and not row.gathering.place:
        raise UnableToChangeSlot(_("Deze bijeenkomst heeft geen plek. Maak er eerst een fysieke van."), "ways")
    if capacity is not None and capacity < max(row.taken, 1):
        raise UnableToChangeSlot(
            _("Er zijn al %(n)d mensen aangemeld voor deze tijd. Kies dat aantal of meer.") % {"n": row.taken},
            "capacity",
        )
    if row.sign_ups.exclude(way__in=ways).exists():
        raise UnableToChangeSlot(_("Iemand koos een manier die u weghaalt. Overleg eerst met die persoon."), "ways")
    row.capacity, row.link = capacity, link.strip()
    for way, flag in FLAGS.items():
        setattr(row, flag, way in ways)
    row.save()
    save_changed(row.gathering, at)
    record("gathering.slot_changed", row.gathering, by=by, at=at)
    fill_freed_places(row, at=at)
    return row


@transaction.atomic(durable=True)
def remove_slot(*, slot: Slot, by: Actor, at: datetime) -> None:
    """Take a time away that nobody chose. Raises `UnableToChangeSlot` while somebody did."""
    row = _locked_slot(slot, by, at)
    if SignUp.objects.filter(slot=row).exists():
        raise UnableToChangeSlot(_("Voor deze tijd is iemand aangemeld. Spreek eerst een andere tijd af."))
    if row.gathering.slots.count() == 1:
        raise UnableToChangeSlot(_("Dit is de laatste tijd. Zet liever het aanmelden uit."))
    gathering = row.gathering
    row.delete()
    record("gathering.slot_changed", gathering, by=by, at=at)
