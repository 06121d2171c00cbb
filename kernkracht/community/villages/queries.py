"""Reading villages: the map, the roll-out, and how the municipality introduces itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Count, Max, Prefetch

from kernkracht.foundation.design_system.site_identity import SiteIdentity

from .maps import VillageMap, draw
from .models import Area, Municipality, RolloutStep, Village


def municipality() -> Municipality:
    """The one row about this municipality; an unsaved neutral one on an installation that has none yet."""
    return Municipality.objects.first() or Municipality(name="", short_name="", site_name="Kernkracht")


def site_identity() -> SiteIdentity:
    """What pages and mails show of the municipality."""
    own = municipality()
    return SiteIdentity(
        name=own.site_name,
        organisation=own.name,
        phone=own.phone,
        email=own.email,
        hours=own.opening_hours,
        notice=own.notice,
        logo=own.logo,
    )


def areas_with_villages() -> list[Area]:
    """Areas in order, each with its active villages in `area.active_villages` (R31)."""
    active = Prefetch("villages", Village.objects.active(), to_attr="active_villages")
    return list(Area.objects.prefetch_related(active))


def map_shapes(width: int = 800) -> VillageMap:
    """The map of all active villages, `width` units wide. One small query; drawn again only after a change."""
    version = Village.objects.order_by().aggregate(count=Count("pk"), changed=Max("changed_at"))
    return _drawn(width, version["count"], version["changed"])


@lru_cache(maxsize=16)
def _drawn(width: int, count: int, changed: datetime | None) -> VillageMap:
    return draw(list(Village.objects.active().select_related("area")), width)


@dataclass(frozen=True)
class RolloutState:
    """Where one village stands in the roll-out on a day (R38)."""

    village: Village
    phase: int | None
    label: str
    since: date | None
    is_pilot: bool
    next_phase: int | None
    next_since: date | None


def rollout_overview(on: date) -> list[RolloutState]:
    """Every active village with its phase on a day; a village without any step is normal."""
    steps = Prefetch("rollout_steps", RolloutStep.objects.order_by("since", "phase"))
    villages = Village.objects.active().select_related("area").prefetch_related(steps)
    return [_rollout_state(village, on) for village in villages]


def _rollout_state(village: Village, on: date) -> RolloutState:
    steps = list(village.rollout_steps.all())
    reached = [step for step in steps if step.since <= on]
    coming = [step for step in steps if step.since > on]
    current = reached[-1] if reached else None
    return RolloutState(
        village=village,
        phase=current.phase if current else None,
        label=str(RolloutStep.Phase(current.phase).label) if current else "",
        since=current.since if current else None,
        is_pilot=any(step.is_pilot for step in steps),
        next_phase=coming[0].phase if coming else None,
        next_since=coming[0].since if coming else None,
    )


@dataclass(frozen=True)
class RolloutCount:
    """How many villages, pilots and others, are in each phase on a day (R40)."""

    pilots: int
    others: int
    per_phase: dict[int | None, int]

    @property
    def total(self) -> int:
        return self.pilots + self.others


def rollout_count(states: list[RolloutState]) -> RolloutCount:
    pilots = sum(state.is_pilot for state in states)
    phases: dict[int | None, int] = {phase.value: 0 for phase in RolloutStep.Phase}
    for state in states:
        phases[state.phase] = phases.get(state.phase, 0) + 1
    return RolloutCount(pilots, len(states) - pilots, phases)
