"""Left-over money of villages without claims goes to villages whose money is spent. Pure: rows in, a plan out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .models import GrantCeiling

EURO = 100


@dataclass(frozen=True)
class Share:
    """What one village has before and after, in cents of free money, and the part it plays."""

    ceiling_id: int
    village: str
    free_before_cents: int
    change_cents: int

    @property
    def free_after_cents(self) -> int:
        return self.free_before_cents + self.change_cents


@dataclass(frozen=True)
class RedistributionPlan:
    """Who gives, who gets, and who stays out because something is still open there. Changes add up to nothing."""

    on: date
    shares: tuple[Share, ...]

    @property
    def givers(self) -> tuple[Share, ...]:
        return tuple(s for s in self.shares if s.change_cents < 0)

    @property
    def receivers(self) -> tuple[Share, ...]:
        return tuple(s for s in self.shares if s.change_cents > 0)

    @property
    def moved_cents(self) -> int:
        return sum(s.change_cents for s in self.receivers)

    @property
    def fingerprint(self) -> str:
        """Equal for equal plans: what was previewed is what is done, or nothing is."""
        return hashlib.sha256(json.dumps(self.explain(), sort_keys=True).encode()).hexdigest()

    def explain(self) -> dict[str, object]:
        """The plan as plain values, kept with the act."""
        shares = [[s.ceiling_id, s.village, s.free_before_cents, s.change_cents] for s in self.shares]
        return {"on": self.on.isoformat(), "moved_cents": self.moved_cents, "shares": shares}


def plan_redistribution(
    ceilings: Iterable[GrantCeiling],
    *,
    free_cents: Mapping[int, int],
    on: date,
    villages_with_claims: Collection[int] = (),
    spent_up_to_cents: int = 0,
) -> RedistributionPlan:
    """Divide the left-over of village ceilings (West Betuwe, 1 November).

    A village gives all it has free when nothing is reserved there and no case is open (`villages_with_claims`, by
    primary key of the village). A village gets an equal share, in whole euros, when money was promised or granted
    there and at most `spent_up_to_cents` is free. Odd euros and cents go to the first villages in the municipality's
    own order. `free_cents` is the room per ceiling by primary key.
    """
    rows = [c for c in ceilings if c.village_id]
    free = {c.pk: max(0, free_cents[c.pk]) for c in rows}
    receivers = [c for c in rows if free[c.pk] <= spent_up_to_cents and c.reserved_cents + c.granted_cents > 0]
    getting = {c.pk for c in receivers}
    givers = [
        c for c in rows if c.pk not in getting and not c.reserved_cents and c.village_id not in villages_with_claims
    ]
    pool = sum(free[c.pk] for c in givers) if receivers else 0
    changes = {c.pk: -free[c.pk] for c in givers if pool}
    changes |= dict(zip((c.pk for c in receivers), divide(pool, len(receivers)), strict=True))
    return RedistributionPlan(
        on=on, shares=tuple(Share(c.pk, str(c.village), free[c.pk], changes.get(c.pk, 0)) for c in rows)
    )


def divide(pool_cents: int, parts: int) -> list[int]:
    """Split in equal whole euros; odd euros go one each to the first parts, odd cents to the very first."""
    if parts == 0:
        return []
    euros, cents = divmod(pool_cents, EURO)
    each, odd = divmod(euros, parts)
    shares = [(each + (1 if place < odd else 0)) * EURO for place in range(parts)]
    shares[0] += cents
    return shares
