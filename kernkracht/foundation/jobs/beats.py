"""Jobs on the clock. A room registers a function with `@every` or `@daily` in its `jobs.py`; the worker runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

CLOCK = ZoneInfo("Europe/Amsterdam")
Job = Callable[[datetime], object]
"""What runs: it gets the moment it runs at."""


class BeatNamedTwice(ValueError):
    """Two different jobs would share one row of slots, and one of them would never run."""


@dataclass(frozen=True)
class Beat:
    """A job with the rule that says when: each `period`, or (when `time_of_day` is set) once a day from that time."""

    name: str
    job: Job
    period: timedelta = timedelta(days=1)
    time_of_day: time | None = None

    def slot_at(self, now: datetime) -> datetime:
        """The start of the slot that `now` falls in; each slot runs at most once, over all workers together."""
        if self.time_of_day is None:
            length = int(self.period.total_seconds())
            return datetime.fromtimestamp(int(now.timestamp()) // length * length, UTC)
        local = now.astimezone(CLOCK)
        today = datetime.combine(local.date(), self.time_of_day, CLOCK)
        if local >= today:
            return today
        return datetime.combine(local.date() - timedelta(days=1), self.time_of_day, CLOCK)


_BEATS: dict[str, Beat] = {}


def every(*, seconds: int, name: str) -> Callable[[Job], Job]:
    """Run the decorated function each `seconds` (at least 1)."""
    return _registering(lambda job: Beat(name, job, timedelta(seconds=seconds)))


def daily(*, at: time, name: str) -> Callable[[Job], Job]:
    """Run the decorated function once a day from `at` (time in the Netherlands); after a stand-still, once."""
    return _registering(lambda job: Beat(name, job, time_of_day=at))


def registered_beats() -> list[Beat]:
    return list(_BEATS.values())


def _registering(make: Callable[[Job], Beat]) -> Callable[[Job], Job]:
    def register(job: Job) -> Job:
        beat = make(job)
        if beat.name in _BEATS and _BEATS[beat.name].job is not job:
            raise BeatNamedTwice(beat.name)
        _BEATS[beat.name] = beat
        return job

    return register
