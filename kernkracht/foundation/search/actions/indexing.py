"""Reading rows again that changed, and writing what can be found of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ..declarations import Entry, Source, sources
from ..models import SearchChange, SearchEntry, SearchProgress
from ..tokens import LONGEST_TEXT, tokens_of
from .vocabulary import Counts, apply_counts

AT_ONCE = 500
Key = tuple[int, str, str]
COMPARED = ("title", "text", "address", "villages", "tokens", "moment", "visible_from", "visible_until", "language")


@dataclass
class Difference:
    """How many entries were missing, not what they should be, or should not be there."""

    missing: int = 0
    changed: int = 0
    superfluous: int = 0

    @property
    def total(self) -> int:
        return self.missing + self.changed + self.superfluous

    def add(self, other: Difference) -> None:
        self.missing += other.missing
        self.changed += other.changed
        self.superfluous += other.superfluous


def hold() -> SearchProgress:
    """Take the one row that who writes entries holds, until the transaction ends."""
    SearchProgress.objects.get_or_create(singleton=True)
    return SearchProgress.objects.select_for_update().get(singleton=True)


def take_in(at: datetime) -> int:
    """Read again what changed, oldest first, in portions; how many changes. Safe to run twice and beside itself."""
    taken = 0
    while found := _take_portion(at):
        taken += found
    return taken


def _take_portion(at: datetime) -> int:
    if not SearchChange.objects.exists():  # without taking the lock: mostly there is nothing
        return 0
    with transaction.atomic():
        hold()
        changes = list(SearchChange.objects.order_by("pk").values_list("pk", "source", "object_id")[:AT_ONCE])
        by_source: dict[str, set[int]] = defaultdict(set)
        for _pk, source, object_id in changes:
            by_source[source].add(object_id)
        for code, keys in by_source.items():
            if code in sources():
                refresh(sources()[code], sorted(keys), at)
            else:
                SearchEntry.objects.filter(source=code).delete()
        SearchChange.objects.filter(pk__in=[pk for pk, _source, _key in changes]).delete()
    return len(changes)


def refresh(source: Source, keys: Sequence[int], at: datetime, *, write: bool = True, learn: bool = True) -> Difference:
    """Make the entries of these rows what the source says of them now. Inside `hold()`, unless not `write`."""
    wanted = {(row.object_id, row.part, row.kind): row for row in map(_row, _entries(source, keys, at))}
    for row in wanted.values():
        row.source = source.code
    there = {
        (row.object_id, row.part, row.kind): row
        for row in SearchEntry.objects.filter(source=source.code, object_id__in=keys)
    }
    new = [row for key, row in wanted.items() if key not in there]
    gone = [row for key, row in there.items() if key not in wanted]
    old = [(there[key], row) for key, row in wanted.items() if key in there and _differs(there[key], row)]
    if write:
        _write(new, gone, old, learn)
    return Difference(len(new), len(old), len(gone))


def _entries(source: Source, keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    return (e for e in source.entries(keys, at) if e.visible_until is None or e.visible_until > at)


def _row(entry: Entry) -> SearchEntry:
    title = " ".join(entry.title.replace("\x00", "").split())
    text = " ".join(entry.text.replace("\x00", "").split())
    return SearchEntry(
        object_id=entry.object_id,
        part=entry.part,
        kind=entry.kind,
        title=title[:200] or "…",
        text=text[:LONGEST_TEXT],
        address=entry.address,
        villages=sorted(entry.villages),
        tokens=tokens_of(entry),
        moment=entry.moment,
        visible_from=entry.visible_from,
        visible_until=entry.visible_until,
        language=entry.language,
    )


def _differs(there: SearchEntry, wanted: SearchEntry) -> bool:
    return any(getattr(there, name) != getattr(wanted, name) for name in COMPARED)


def _write(
    new: list[SearchEntry], gone: list[SearchEntry], old: list[tuple[SearchEntry, SearchEntry]], learn: bool
) -> None:
    counts = Counts()
    if learn:
        counts.take([row for row, _new in old] + gone, -1)
        counts.take([row for _old, row in old] + new, 1)
    for there, row in old:
        row.pk = there.pk
    SearchEntry.objects.filter(pk__in=[row.pk for row in gone]).delete()
    SearchEntry.objects.bulk_create(new, batch_size=AT_ONCE)
    SearchEntry.objects.bulk_update([row for _old, row in old], COMPARED, batch_size=100)
    if learn:
        apply_counts(counts)
