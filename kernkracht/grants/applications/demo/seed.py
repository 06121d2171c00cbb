"""What the seed file of the demo's cases may say. A word that is not known here stops the load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from ..days import AMSTERDAM

Verb = Literal[
    "apply", "confirm", "withdraw", "answer", "to_team", "take", "start", "talk", "assess", "ask_advice",
    "give_advice", "request", "resume", "propose", "decide",
]  # fmt: skip
RESIDENTS_VERBS: frozenset[Verb] = frozenset({"apply", "confirm", "withdraw", "answer"})


class UnusableSeed(ValueError):
    """The seed file does not tell a story that can be lived through."""


@dataclass(frozen=True)
class OfficeSeed:
    """Who does what, by the address of the account. The coordinator follows from village and day."""

    policy: str
    decider: str


@dataclass(frozen=True)
class MandateSeed:
    user: str
    schemes: tuple[str, ...]
    reference: str
    since: date
    up_to: int | None = None
    """Euros; None is no limit."""
    decides_for: tuple[str, ...] = ()
    """Deciders of the rules in whose place this mandate decides."""


@dataclass(frozen=True)
class RegisterSeed:
    """A register of an earlier year and the moment at which it was taken in."""

    file: str
    at: datetime


@dataclass(frozen=True)
class Applicant:
    kind: str
    name: str
    organisation: str = ""
    account: str = ""
    """The demo account that applies; empty for somebody without one."""
    paper: bool = False


@dataclass(frozen=True)
class Friend:
    """A co-applicant or supporter; `confirmed` is how many days ago they said yes, None while they did not."""

    kind: str
    name: str
    house: int
    confirmed: int | None = None


@dataclass(frozen=True)
class Step:
    """Something that happens to a plan, so many days before the demo is loaded."""

    do: Verb
    days: int | None
    """None: as long ago as the term to decide lasts, so that today is its last day."""
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanSeed:
    """One invented plan and its story. Amounts in euros; `begins` and `ends` in days after it was applied for."""

    title: str
    village: str
    theme: str
    description: str
    summary: str
    why: str
    applicant: Applicant
    requested: int
    costs: tuple[tuple[str, str, int], ...]
    story: tuple[Step, ...]
    scheme: str = "leefbaarheidsbudget"
    reach: str = "village"
    street: str = ""
    begins: int = 60
    ends: int = 0
    incomes: tuple[tuple[str, str, int], ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    """Name of the file (a made PDF or PNG) and its document kind."""
    friends: tuple[Friend, ...] = ()
    channel: str = "online"
    publish: bool = True
    until: str = ""
    """The last page of the form that was saved, for a draft; empty when it was sent."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """What the assessor writes, by criterion."""


@dataclass(frozen=True)
class Seed:
    office: OfficeSeed
    mandates: tuple[MandateSeed, ...]
    registers: tuple[RegisterSeed, ...]
    reasons: Mapping[str, str]
    """What an assessor writes when a plan says nothing of its own, by kind of rule."""
    plans: tuple[PlanSeed, ...]


def read_seed(file: Path) -> Seed:
    """Read the seed file. Raises `UnusableSeed` that names the plan."""
    raw: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Seed(
        office=OfficeSeed(**raw["office"]),
        mandates=tuple(_mandate(row) for row in raw["mandates"]),
        registers=tuple(
            RegisterSeed(row["file"], datetime.combine(row["on"], time(10), AMSTERDAM)) for row in raw["registers"]
        ),
        reasons=raw["reasons"],
        plans=tuple(_plan(row) for row in raw["plans"]),
    )


def _mandate(row: Mapping[str, Any]) -> MandateSeed:
    lists = {name: tuple(row[name]) for name in ("schemes", "decides_for")}
    return MandateSeed(**{**row, **lists})


def _plan(row: dict[str, Any]) -> PlanSeed:
    try:
        friends = tuple(Friend(**friend) for friend in row.get("friends", ()))
        story = [_step(step) for step in row["story"]]
        story += [Step("confirm", f.confirmed, {"name": f.name}) for f in friends if f.confirmed is not None]
        return PlanSeed(
            **{
                **row,
                "applicant": Applicant(**row["applicant"]),
                "costs": tuple((what, kind, amount) for what, kind, amount in row["costs"]),
                "incomes": tuple((kind, what, amount) for kind, what, amount in row.get("incomes", ())),
                "files": tuple((name, kind) for name, kind in row.get("files", ())),
                "friends": friends,
                "story": tuple(sorted(story, key=lambda step: -step.days if step.days is not None else -(10**6))),
            }
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableSeed(f"plan “{row.get('title')}”: {error}") from error


def _step(row: Mapping[str, Any]) -> Step:
    if row["do"] not in get_args(Verb):
        raise ValueError(f"nobody can “{row['do']}”")
    words = {name: value for name, value in row.items() if name not in ("do", "days")}
    return Step(row["do"], row["days"], words)
