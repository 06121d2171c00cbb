"""Tasks for a worker that is a process of its own. They write down what happened in a file."""

from __future__ import annotations

import os
import time
from pathlib import Path

from kernkracht.foundation.jobs import task


@task
def note(path: str, text: str) -> None:
    """Add a line to a file."""
    with Path(path).open("a") as file:
        file.write(f"{text}\n")


@task
def hang_the_first_time(path: str) -> None:
    """Say who we are and hang; when somebody did so before, finish."""
    log = Path(path)
    first = not log.exists()
    with log.open("a") as file:
        file.write(f"{os.getpid()}\n")
    if first:
        time.sleep(600)
