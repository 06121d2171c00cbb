"""What a briefing holds, as plain values that are frozen with it. Pure; nothing here names a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Part(StrEnum):
    """The lists of a briefing."""

    PROMISES = "promises"
    PLANS = "plans"
    GATHERINGS = "gatherings"
    AGENDA = "agenda"
    JOINED = "joined"


class Stage(StrEnum):
    """How far an item is, for what the page says beside it."""

    OPEN = "open"
    LATE = "late"
    AHEAD = "ahead"
    HELD = "held"


@dataclass(frozen=True)
class Item:
    """One line. `key` stays the same from one briefing to the next: that is how they are compared.

    `day` is the promised day, the last day, or the day of a gathering; None when there is none.
    """

    key: str
    text: str
    day: date | None = None
    stage: str = Stage.OPEN
    more: str = ""


@dataclass(frozen=True)
class Left:
    """What is left under a ceiling, in cents: of the village itself, or for all villages together."""

    scheme: str
    cents: int
    is_own: bool


@dataclass(frozen=True)
class Money:
    """Grants of one budget year for plans in the village, and what is left."""

    year: int
    plans: int = 0
    granted_cents: int = 0
    left: tuple[Left, ...] = ()


@dataclass(frozen=True)
class Signal:
    """A count in a period with the period before it; None where nobody counted. A remark has no counts."""

    key: str
    text: str
    count: int | None = None
    before: int | None = None


@dataclass(frozen=True)
class Content:
    """The whole page about one village on one day."""

    village: str
    area: str
    as_of: date
    phase: str
    money: Money
    promises: tuple[Item, ...] = ()
    plans: tuple[Item, ...] = ()
    gatherings: tuple[Item, ...] = ()
    agenda: tuple[Item, ...] = ()
    joined: tuple[Item, ...] = ()
    signals: tuple[Signal, ...] = ()

    def items(self, part: str) -> tuple[Item, ...]:
        rows: tuple[Item, ...] = getattr(self, Part(part).value)
        return rows


def as_json(content: Content) -> dict[str, Any]:
    """Plain values, from which `from_json` makes the same content again."""
    data: dict[str, Any] = json.loads(json.dumps(asdict(content), default=str))
    return data


def from_json(data: Mapping[str, Any]) -> Content:
    money = data["money"]
    return Content(
        village=data["village"],
        area=data["area"],
        as_of=date.fromisoformat(data["as_of"]),
        phase=data["phase"],
        money=Money(money["year"], money["plans"], money["granted_cents"], tuple(Left(**row) for row in money["left"])),
        signals=tuple(Signal(**row) for row in data["signals"]),
        **{part.value: tuple(_item(row) for row in data[part.value]) for part in Part},
    )


def _item(data: Mapping[str, Any]) -> Item:
    day = date.fromisoformat(data["day"]) if data["day"] else None
    return Item(data["key"], data["text"], day, Stage(data["stage"]), data["more"])
