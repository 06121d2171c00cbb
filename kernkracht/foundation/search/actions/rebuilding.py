"""Reading everything again: after an import, by command, and each night to see that nothing was missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction

from ..declarations import Source, kinds, sources
from ..models import SearchEntry, SearchProgress
from ..triggers import model_of
from .indexing import Difference, hold, refresh, take_in
from .vocabulary import Counts, portions, replace_counts

AT_ONCE = 500
Told = Callable[[str], None]


def _silent(_line: str) -> None:
    """Tell nobody."""


def ask_rebuild(at: datetime) -> None:
    """Begin at the first source; the job on the clock goes on from there."""
    with transaction.atomic():
        progress = hold()
        progress.source, progress.last_id = next(iter(sources()), ""), 0
        progress.started_at, progress.finished_at = at, None
        progress.save()


def rebuild_all(at: datetime, *, anew: bool = True, tell: Told = _silent) -> Difference:
    """Read every source again, in portions; with not `anew`, from where a broken off rebuild stopped.

    Readers find what was there until a portion is written, and never wait. Returns what was different.
    """
    if anew or not SearchProgress.objects.exclude(source="").exists():
        ask_rebuild(at)
    return continue_rebuild(at, tell=tell)


def continue_rebuild(at: datetime, *, tell: Told = _silent) -> Difference:
    """Go on with a rebuild that was asked for until it is done; nothing when none was."""
    total = Difference()
    if not SearchProgress.objects.exclude(source="").exists():
        return total
    while (found := _portion(at, tell)) is not None:
        total.add(found)
    total.add(_remove_orphans())
    recount_words(tell)
    take_in(at)
    return total


def _portion(at: datetime, tell: Told) -> Difference | None:
    """The next rows of the source that is being read; None when all were."""
    with transaction.atomic():
        progress = hold()
        source = sources().get(progress.source)
        if source is None:
            progress.source, progress.finished_at = "", at
            progress.save()
            return None
        keys = _keys_after(source, progress.last_id)
        found = refresh(source, keys, at, learn=False)
        if keys:
            progress.last_id = keys[-1]
        if len(keys) < AT_ONCE:
            codes = list(sources())
            rest = codes[codes.index(source.code) + 1 :]
            progress.source, progress.last_id = (rest[0], 0) if rest else ("-", 0)
            tell(source.code)
        progress.save()
    return found


def _keys_after(source: Source, last: int) -> list[int]:
    rows = model_of(source.model)._base_manager.filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


def _orphans(source: Source) -> list[int]:
    """Keys of entries whose row is not there any more."""
    rows = model_of(source.model)._base_manager.order_by().values("pk")
    return list(SearchEntry.objects.filter(source=source.code).exclude(object_id__in=rows).values_list("pk", flat=True))


def _remove_orphans() -> Difference:
    gone = 0
    for source in sources().values():
        for keys in portions(_orphans(source)):
            gone += SearchEntry.objects.filter(pk__in=keys).delete()[0]
    gone += SearchEntry.objects.exclude(source__in=list(sources()), kind__in=list(kinds())).delete()[0]
    return Difference(superfluous=gone)


def recount_words(tell: Told = _silent) -> None:
    """Count every word again."""
    counts = Counts()
    rows = SearchEntry.objects.order_by("pk").only("kind", "title", "text")
    counts.take(rows.iterator(chunk_size=2000), 1)
    replace_counts(counts)
    tell(f"{len(counts.words)} words")


def check_all(at: datetime) -> Iterator[tuple[str, Difference]]:
    """What of each source is not as it should be. Changes nothing; what just changed is taken in first."""
    take_in(at)
    for source in sources().values():
        found, last = Difference(superfluous=len(_orphans(source))), 0
        while keys := _keys_after(source, last):
            found.add(refresh(source, keys, at, write=False))
            last = keys[-1]
        yield source.code, found
