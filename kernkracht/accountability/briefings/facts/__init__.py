"""What is true of villages at a moment: the facts that a briefing freezes and the alderman's own screen shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from kernkracht.community.villages.models import Village
from kernkracht.community.villages.queries import rollout_overview

from ..content import Content
from .agenda import agenda, joined
from .life import gatherings, signals
from .money import money, plans
from .promises import promises

__all__ = ["content_of", "contents_of"]


def contents_of(villages: Iterable[Village], at: datetime) -> dict[int, Content]:
    """The page of each village as it is at a moment, by village, in the same number of queries for many."""
    wanted = list(villages)
    on = localdate(at)
    phases = {state.village.pk: state.label for state in rollout_overview(on)}
    kept, running, cents = promises(wanted, at), plans(wanted, on), money(wanted, on)
    held, points, joins, signs = gatherings(wanted, at), agenda(wanted, at), joined(wanted, at), signals(wanted, at)
    return {
        village.pk: Content(
            village=village.name,
            area=village.area.name,
            as_of=on,
            phase=phases.get(village.pk, ""),
            money=cents[village.pk],
            promises=tuple(kept[village.pk]),
            plans=tuple(running[village.pk]),
            gatherings=tuple(held[village.pk]),
            agenda=tuple(points[village.pk]),
            joined=tuple(joins[village.pk]),
            signals=tuple(signs[village.pk]),
        )
        for village in wanted
    }


def content_of(village: Village, at: datetime) -> Content:
    """The page of one village as it is at a moment."""
    return contents_of([village], at)[village.pk]
