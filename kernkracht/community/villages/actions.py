"""The verbs about villages, areas and the municipality. They own their transaction and record each object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .hooks import phase_checks
from .models import Area, Municipality, RolloutStep, Village
from .outlines import DEFAULT_TOLERANCE_M, EAST, NORTH, SOUTH, WEST, count_points, read_outlines

TAKEN_SLUGS = frozenset({"cijfers"})
"""Addresses beside those of the villages that are pages of their own."""


class UnableToManageVillages(Exception):
    """An act on villages was refused. The message is Dutch and says what to do instead."""


class NotAllowedToManageVillages(UnableToManageVillages):
    def __init__(self) -> None:
        super().__init__(_("U mag dorpen niet wijzigen. Vraag het de functioneel beheerder."))


class UnableToAddVillage(UnableToManageVillages):
    """The name is missing or taken, or the centre lies elsewhere."""


class UnableToEndVillage(UnableToManageVillages):
    """It is the last village."""


class VillagesOutsideTransaction(RuntimeError):
    """A fault of the caller: this verb belongs to a larger act."""


class UnableToSetPhase(UnableToManageVillages):
    """The days would not follow each other, or the village is not ready and nobody said why. `field` names where."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class VillageFacts:
    """What the office may change about a village. The address (slug) never changes: letters quote it."""

    name: str
    area: Area
    centre_longitude: float
    centre_latitude: float
    inhabitants: int | None = None
    inhabitants_on: date | None = None
    inhabitants_source: str = ""
    introduction: str = ""
    sort_order: int = 0


def _require_manager(by: Actor, at: datetime) -> None:
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.MANAGE_VILLAGES, localdate(at)):
        raise NotAllowedToManageVillages


def _refuse_facts(facts: VillageFacts, village: Village | None = None) -> None:
    if not facts.name.strip():
        raise UnableToAddVillage(_("Vul de naam van het dorp in."))
    same_name = Village.objects.filter(name__iexact=facts.name.strip())
    if (same_name.exclude(pk=village.pk) if village else same_name).exists():
        raise UnableToAddVillage(_("Er is al een dorp met deze naam."))
    if not (WEST <= facts.centre_longitude <= EAST and SOUTH <= facts.centre_latitude <= NORTH):
        raise UnableToAddVillage(
            _("Dit punt ligt niet in Nederland. Vul de lengtegraad (3,2 tot 7,3) en breedtegraad (50,7 tot 53,7) in.")
        )


def _apply(village: Village, facts: VillageFacts) -> None:
    for field in facts.__dataclass_fields__:
        setattr(village, field, getattr(facts, field))
    village.name = facts.name.strip()
    village.save()


def add_village(*, facts: VillageFacts, by: Actor, at: datetime) -> Village:
    """Add a village; every page, list and map has it at once. Raises `UnableToAddVillage`."""
    with transaction.atomic(durable=True):
        _require_manager(by, at)
        _refuse_facts(facts)
        village = Village(slug=_free_slug(facts.name))
        _apply(village, facts)
        record("village.added", village, by=by, at=at, data={"name": village.name})
    return village


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:90] or "dorp"
    slug, number = wanted, 2
    while slug in TAKEN_SLUGS or Village.objects.filter(slug=slug).exists():
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def change_village(*, village: Village, facts: VillageFacts, by: Actor, at: datetime) -> Village:
    """Change what is known about a village. Raises `UnableToAddVillage`."""
    with transaction.atomic(durable=True):
        _require_manager(by, at)
        village = Village.objects.select_for_update().get(pk=village.pk)
        _refuse_facts(facts, village)
        before = {field: getattr(village, field) for field in facts.__dataclass_fields__}
        _apply(village, facts)
        changed = sorted(field for field, value in before.items() if getattr(village, field) != value)
        record("village.changed", village, by=by, at=at, data={"name": village.name, "fields": changed})
    return village


def note_inhabitants(*, village: Village, inhabitants: int, on: date, source: str, by: Actor, at: datetime) -> bool:
    """How many people lived in a village on a day; part of a larger act. False when that, or later, is known already.

    Raises `NotAllowedToManageVillages`, and `VillagesOutsideTransaction` when called alone.
    """
    if not transaction.get_connection().in_atomic_block:
        raise VillagesOutsideTransaction
    _require_manager(by, at)
    before, since = village.inhabitants, village.inhabitants_on
    if since is not None and (on < since or (on == since and inhabitants == before)):
        return False
    village.inhabitants, village.inhabitants_on, village.inhabitants_source = inhabitants, on, source
    village.save()
    record("village.changed", village, by=by, at=at, data={"name": village.name, "fields": ["inhabitants"]})
    return True


def end_village(*, village: Village, by: Actor, at: datetime) -> Village:
    """A village leaves the municipality; its history stays. Raises `UnableToEndVillage` for the last one."""
    with transaction.atomic(durable=True):
        _require_manager(by, at)
        active = list(Village.objects.active().select_for_update().order_by("pk"))
        if active == [village]:
            raise UnableToEndVillage(_("Dit is het laatste dorp. Voeg eerst een ander dorp toe."))
        return _set_status(village, Village.Status.ENDED, "village.ended", by=by, at=at)


def reopen_village(*, village: Village, by: Actor, at: datetime) -> Village:
    """Undo an ending."""
    with transaction.atomic(durable=True):
        _require_manager(by, at)
        return _set_status(village, Village.Status.ACTIVE, "village.reopened", by=by, at=at)


def _set_status(village: Village, status: Village.Status, event: str, *, by: Actor, at: datetime) -> Village:
    village = Village.objects.select_for_update().get(pk=village.pk)
    village.status = status
    village.save()
    record(event, village, by=by, at=at, data={"name": village.name})
    return village


def set_phase(
    *,
    village: Village,
    phase: RolloutStep.Phase,
    since: date,
    by: Actor,
    at: datetime,
    is_pilot: bool = False,
    reason: str = "",
) -> RolloutStep:
    """Note since when a village is in a phase of the roll-out (R38); noting a phase again moves its day.

    Who keeps the villages may, and who visits this one. Raises `UnableToSetPhase` when the phase before it has no day
    or a later one, and when a room above says that the village is not ready (R41) while no reason is given.
    """
    with transaction.atomic(durable=True):
        _require_visitor(village, by, at)
        village = Village.objects.select_for_update().get(pk=village.pk)
        _refuse_disorder(village, phase, since)
        if not reason.strip():
            _refuse_unready(village, phase)
        step, _made = RolloutStep.objects.update_or_create(
            village=village, phase=phase, defaults={"since": since, "is_pilot": is_pilot, "reason": reason.strip()}
        )
        data = {"name": village.name, "phase": int(phase), "since": since.isoformat()}
        record("village.phase_set", village, by=by, at=at, data=data, ground=reason.strip())
    return step


def _require_visitor(village: Village, by: Actor, at: datetime) -> None:
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.VISIT_VILLAGES, localdate(at), village):
        _require_manager(by, at)


def _refuse_disorder(village: Village, phase: RolloutStep.Phase, since: date) -> None:
    days = dict(village.rollout_steps.order_by("phase").values_list("phase", "since"))
    before = phase - 1
    if phase > RolloutStep.Phase.MAP and before not in days:
        label = RolloutStep.Phase(before).label
        raise UnableToSetPhase(_("Bewaar eerst sinds wanneer dit dorp in de fase “%s” is.") % label, "phase")
    if before in days and since < days[before]:
        raise UnableToSetPhase(_("Deze dag ligt voor de fase hiervoor. Kies een latere dag."), "since")
    if phase + 1 in days and since > days[phase + 1]:
        raise UnableToSetPhase(_("Deze dag ligt na de fase hierna. Kies een eerdere dag."), "since")


def _refuse_unready(village: Village, phase: RolloutStep.Phase) -> None:
    for check in phase_checks:
        if sentence := check(village, phase):
            raise UnableToSetPhase(sentence, "reason")


def save_area(*, name: str, sort_order: int, by: Actor, at: datetime, area: Area | None = None) -> Area:
    """Add an area, or rename one."""
    name = name.strip()
    same_name = Area.objects.filter(name__iexact=name)
    if not name or (same_name.exclude(pk=area.pk) if area else same_name).exists():
        raise UnableToManageVillages(_("Vul een naam in die nog geen ander gebied heeft."))
    with transaction.atomic(durable=True):
        _require_manager(by, at)
        event = "area.changed" if area else "area.added"
        area = area or Area(slug=slugify(name)[:100])
        area.name, area.sort_order = name, sort_order
        area.save()
        record(event, area, by=by, at=at, data={"name": name})
    return area


def change_municipality(*, values: Mapping[str, str], by: Actor, at: datetime) -> Municipality:
    """Change how this installation introduces itself; pages and new letters use it at once, sent letters never."""
    with transaction.atomic(durable=True):
        _require_manager(by, at)
        row, _made = Municipality.objects.update_or_create(singleton=True, defaults=dict(values))
        record("municipality.changed", row, by=by, at=at, data={"fields": sorted(values)})
    return row


@dataclass(frozen=True)
class ImportResult:
    villages: int
    points: int


def import_outlines(
    *,
    content: bytes,
    source: str,
    by: Actor,
    at: datetime,
    name_property: str = "kern",
    tolerance_m: float = DEFAULT_TOLERANCE_M,
) -> ImportResult:
    """Take the outlines of all active villages from a GeoJSON file, simplified once, here.

    Raises `UnusableOutlines`, having taken in nothing, when anything in the file is wrong.
    """
    with transaction.atomic(durable=True):
        _require_manager(by, at)
        villages = {v.name: v for v in Village.objects.active().select_for_update().order_by("pk")}
        outlines = read_outlines(content, set(villages), name_property=name_property, tolerance_m=tolerance_m)
        for name, geometry in outlines.items():
            village = villages[name]
            village.outline, village.outline_source = geometry, source
            village.save()
            record("village.outline_imported", village, by=by, at=at, data={"name": name, "source": source})
    return ImportResult(len(outlines), sum(count_points(geometry) for geometry in outlines.values()))
