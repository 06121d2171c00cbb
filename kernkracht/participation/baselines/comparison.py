"""Two versions of a baseline next to each other. Pure: values in, differences out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The four questions (R33–R36)."""

    GOING_ON = "going_on"
    GROUPS = "groups"
    WISHES = "wishes"
    CHALLENGES = "challenges"


class Kind(StrEnum):
    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True)
class Wish:
    """`group` is "" for residents without a group, `theme` is "" without one."""

    group: str = ""
    theme: str = ""
    for_agenda: bool = False


@dataclass(frozen=True)
class Picture:
    """One version as plain values: groups with their note, wishes by text, challenges in order of priority."""

    going_on: str
    groups: Mapping[str, str]
    wishes: Mapping[str, Wish]
    challenges: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One line of a comparison. `before` and `after` are "" where there is nothing to say beyond `what`."""

    part: Part
    kind: Kind
    what: str
    before: str = ""
    after: str = ""


def differences(before: Picture, after: Picture) -> tuple[Difference, ...]:
    """What changed from one version to another, in the order of the four questions; nothing for two alike."""
    found = [*_text(before, after)]
    found += _rows(Part.GROUPS, before.groups, after.groups)
    found += _rows(Part.WISHES, _said(before.wishes), _said(after.wishes))
    found += _rows(Part.CHALLENGES, _placed(before.challenges), _placed(after.challenges))
    return tuple(found)


def _text(before: Picture, after: Picture) -> Iterator[Difference]:
    if before.going_on != after.going_on:
        yield Difference(Part.GOING_ON, Kind.CHANGED, "", before.going_on, after.going_on)


def _rows(part: Part, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for what, said in after.items():
        if what not in before:
            yield Difference(part, Kind.ADDED, what, after=said)
        elif before[what] != said:
            yield Difference(part, Kind.CHANGED, what, before[what], said)
    for what, said in before.items():
        if what not in after:
            yield Difference(part, Kind.GONE, what, before=said)


def _said(wishes: Mapping[str, Wish]) -> dict[str, str]:
    return {
        text: " · ".join(part for part in (wish.group, wish.theme, "→ agenda" if wish.for_agenda else "") if part)
        for text, wish in wishes.items()
    }


def _placed(challenges: tuple[str, ...]) -> dict[str, str]:
    return {text: str(place) for place, text in enumerate(challenges, start=1)}
