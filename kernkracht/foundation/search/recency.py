"""Which entries are the newest of their kind: a small index holds those alone, and they are asked first.

A word that stands in half of all texts is found often enough among the newest, so that its whole list, hundreds of
thousands of entries long, is not read for the few that are shown. Nothing depends on the mark but speed: what is not
found among the newest is looked for among all others (`engine.py`). What is new is marked; each night, and after a
rebuild, what is not among the newest any more loses its mark.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet

from .declarations import kinds
from .models import SearchEntry

MOST_RECENT = 5_000
"""Entries of each kind."""
AT_ONCE = 10_000


def mark_recent(most: int = MOST_RECENT) -> int:
    """Give the newest `most` entries of each kind their mark and take it from all others; how many changed."""
    return sum(_mark(kind, most) for kind in kinds())


def _mark(kind: str, most: int) -> int:
    rows = SearchEntry.objects.filter(kind=kind).order_by("-moment", "-pk")
    last = rows.values_list("moment", "pk")[most - 1 : most].first()
    if last is None:
        return _change(rows.filter(is_recent=False), to=True)
    older = Q(moment__lt=last[0]) | Q(moment=last[0], pk__lt=last[1])
    newest, others = rows.filter(~older), rows.filter(older)
    return _change(others.filter(is_recent=True), to=False) + _change(newest.filter(is_recent=False), to=True)


def _change(rows: QuerySet[SearchEntry], *, to: bool) -> int:
    changed = 0
    while keys := list(rows.values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            changed += SearchEntry.objects.filter(pk__in=keys).update(is_recent=to)
    return changed
