"""Many people who press the same button in the same moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import TypeVar

from django.db import connections

T = TypeVar("T")
PATIENCE = 60.0
"""Seconds after which a thread that still waits counts as stuck."""


def all_at_once(acts: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Run each act in its own thread with its own connection, starting together; results or exceptions in order."""
    start = Barrier(len(acts))
    results: list[T | Exception | None] = [None] * len(acts)

    def run(place: int) -> None:
        try:
            connections["default"].ensure_connection()
            start.wait(PATIENCE)
            results[place] = acts[place]()
        except Exception as refused:
            results[place] = refused
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place,), daemon=True) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "threads wait for each other"
    return results  # type: ignore[return-value]  # every thread has put its result
