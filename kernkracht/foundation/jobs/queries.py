"""What others may know about work in the background."""

from __future__ import annotations

import os
from datetime import datetime

from .alive import runs_here
from .models import WorkerSign
from .running import SIGN_LASTS


def workers_seen(now: datetime) -> list[str]:
    """Workers of this database that gave a sign of life lately, on whatever machine; not those that died on this one.

    Their names are “machine-process-mark”.
    """
    here = os.uname().nodename[:20]
    seen = WorkerSign.objects.filter(seen_at__gte=now - SIGN_LASTS).order_by("worker").values_list("worker", flat=True)
    alive = []
    for worker in seen:
        machine, _, rest = worker.rpartition("-")[0].rpartition("-")
        if machine == here and rest.isdigit() and not runs_here(int(rest)):
            continue
        alive.append(worker)
    return alive
