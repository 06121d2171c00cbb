"""Living through the timeline: each step of a plan is one or more of the room's own acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from . import office, residents
from .moments import Happening
from .scene import Scene
from .seed import Seed, Step

Act = Callable[[Scene, Step, datetime], None]

ACTS: Mapping[str, Act] = {
    "apply": residents.apply,
    "confirm": residents.confirm,
    "withdraw": residents.withdraw,
    "answer": residents.answer,
    "to_team": office.to_team,
    "take": office.take,
    "start": office.start,
    "talk": office.talk,
    "assess": office.assess,
    "ask_advice": office.ask,
    "give_advice": office.advise,
    "request": office.request,
    "resume": office.resume,
    "propose": office.propose,
    "decide": office.decide,
}


class StoryBroke(RuntimeError):
    """A step of the seed was refused by the room itself: the story does not hold."""


def live_through(seed: Seed, happenings: list[Happening]) -> None:
    """Do every step in order. Raises `StoryBroke`, which names the plan and the step."""
    scenes = [Scene(seed, plan, place) for place, plan in enumerate(seed.plans)]
    for happening in happenings:
        scene = scenes[happening.place]
        try:
            ACTS[happening.step.do](scene, happening.step, happening.moment)
        except Exception as error:
            raise StoryBroke(
                f"“{scene.plan.title}”, {happening.step.do}, {happening.moment:%Y-%m-%d}: {error}"
            ) from error
