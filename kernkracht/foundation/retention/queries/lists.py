"""Which term holds, what may go on a day, and what stands on lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from ..declarations import Case, Closing, DataClass, Keeping, keeping_of
from ..models import (
    ClassChoice,
    DestructionItem,
    DestructionList,
    FileToRemove,
    ItemState,
    ListState,
    RetentionTerm,
)
from ..structure import Branch, branches, cases, rows_of
from ..terms import DEFAULTS, FIRST_DAY, FOR_EVER, Term, due_on

CHUNK = 500
ON_A_LIST = (ItemState.LISTED, ItemState.DESTROYED)


@dataclass(frozen=True)
class Candidate:
    """Something that may be destroyed, and why: its class, its end, the term, and since when it may go."""

    object_type: str
    object_id: str
    number: str
    term: Term
    ended_on: date
    due_on: date


@dataclass(frozen=True)
class DatedTerm:
    """A term with its first day; `is_default` when the archivist did not set it."""

    term: Term
    valid_from: date
    is_default: bool


def history_of_term(data_class: DataClass) -> list[DatedTerm]:
    """All terms a class had and will have, oldest first."""
    found = {FIRST_DAY: DatedTerm(DEFAULTS[data_class], FIRST_DAY, True)}
    for row in RetentionTerm.objects.filter(data_class=data_class).order_by("valid_from"):
        term = Term(data_class, row.years, row.from_january, row.source)
        found[row.valid_from] = DatedTerm(term, row.valid_from, False)
    return [found[day] for day in sorted(found)]


def terms_on(on: date) -> dict[DataClass, Term]:
    """The term of each class on a day."""
    terms = dict(DEFAULTS)
    for row in RetentionTerm.objects.filter(valid_from__lte=on).order_by("valid_from"):
        data_class = DataClass(row.data_class)
        terms[data_class] = Term(data_class, row.years, row.from_january, row.source)
    return terms


def candidates(on: date) -> Iterator[Candidate]:
    """What may be destroyed on a day and stands on no list, read in portions."""
    terms = terms_on(on)
    for keeping, case in cases():
        for closing in case.closings:
            if not closing.by_itself:
                yield from _of_closing(keeping, case, closing, terms, on)


def candidate_now(object_type: str, object_id: str, on: date) -> Candidate | None:
    """The same for one object, whether it stands on a list or not; None when it may not go on that day."""
    keeping = keeping_of(object_type)
    if not isinstance(keeping.nature, Case):
        return None
    terms = terms_on(on)
    for closing in keeping.nature.closings:
        for found in _judged(keeping, keeping.nature, closing, [object_id], terms):
            return found if found.due_on <= on else None
    return None


def kept_until(keeping: Keeping, pks: Iterable[Any], on: date) -> dict[str, date | None]:
    """Until when rows of a case model must be kept, by primary key; None for ever or while it still runs."""
    wanted = [str(pk) for pk in pks]
    found: dict[str, date | None] = dict.fromkeys(wanted)
    if isinstance(keeping.nature, Case):
        terms = terms_on(on)
        for closing in keeping.nature.closings:
            for judged in _judged(keeping, keeping.nature, closing, wanted, terms):
                found[judged.object_id] = None if judged.due_on == FOR_EVER else judged.due_on
    return found


def _of_closing(
    keeping: Keeping, case: Case, closing: Closing, terms: Mapping[DataClass, Term], on: date
) -> Iterator[Candidate]:
    years = terms[closing.data_class].years
    if years is None:
        return
    label = keeping.model.lower()
    listed = set(
        DestructionItem.objects.filter(object_type=label, state__in=ON_A_LIST)
        .order_by()
        .values_list("object_id", flat=True)
    )
    cutoff = _cutoff(on, years)
    ended = rows_of(keeping).filter(closing.when, **{f"{closing.ended_on}__lt": _comparable(keeping, closing, cutoff)})
    portion: list[str] = []
    for pk in ended.values_list("pk", flat=True).iterator(CHUNK):
        if str(pk) not in listed:
            portion.append(str(pk))
        if len(portion) == CHUNK:
            yield from _due(_judged(keeping, case, closing, portion, terms), on)
            portion = []
    yield from _due(_judged(keeping, case, closing, portion, terms), on)


def _due(found: Iterable[Candidate], on: date) -> Iterator[Candidate]:
    return (candidate for candidate in found if candidate.due_on <= on)


def _cutoff(on: date, years: int) -> date:
    """What ended on this day or later cannot be due yet, whatever else holds."""
    try:
        return on.replace(year=on.year - years) + timedelta(days=1)
    except ValueError:
        return on.replace(year=on.year - years, day=28) + timedelta(days=2)


def _comparable(keeping: Keeping, closing: Closing, day: date) -> date | datetime:
    """The day as the field wants it. Moments of the day after are let through; counting is by Dutch days."""
    field = rows_of(keeping).model._meta.get_field(closing.ended_on)
    if field.get_internal_type() != "DateTimeField":
        return day
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))


def _day(moment: date | datetime) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def _judged(
    keeping: Keeping, case: Case, closing: Closing, pks: list[str], terms: Mapping[DataClass, Term]
) -> Iterator[Candidate]:
    """When each of these rows may go: the last of the terms of the case and of its parts. Running ones are left out."""
    if not pks:
        return
    rows = rows_of(keeping).filter(closing.when, pk__in=pks, **{f"{closing.ended_on}__isnull": False})
    found = list(rows.values_list("pk", case.number, closing.ended_on))
    label, keys = keeping.model.lower(), [pk for pk, _number, _ended in found]
    chosen = _choices(label, keys)
    parts = _ends_of_parts(keeping, keys)
    running = _running(keeping, keys)
    for pk, number, ended in found:
        if pk in running:
            continue
        term = terms[chosen.get(str(pk), closing.data_class)]
        ends = parts.get(pk, {})
        ended_on = max([_day(ended), *([ends[None]] if None in ends else [])])
        reasons = [(due_on(ended_on, term), ended_on, term)]
        reasons += [(due_on(end, terms[kind]), end, terms[kind]) for kind, end in ends.items() if kind is not None]
        due, since, binding = max(reasons, key=lambda reason: reason[:2])
        yield Candidate(label, str(pk), str(number or pk), binding, since, due)


def _choices(label: str, keys: Iterable[Any]) -> dict[str, DataClass]:
    rows = ClassChoice.objects.filter(object_type=label, object_id__in=[str(key) for key in keys])
    return {row.object_id: DataClass(row.data_class) for row in rows.order_by("chosen_at", "pk")}


def _ends_of_parts(keeping: Keeping, keys: list[Any]) -> dict[Any, dict[DataClass | None, date]]:
    """Per case: the last end of its parts, for each class that parts bring; None for parts without one."""
    found: dict[Any, dict[DataClass | None, date]] = {}
    for branch in branches(keeping):
        if branch.part.ended_on:
            for pk, end in _last_ends(branch, keys):
                ends = found.setdefault(pk, {})
                ends[branch.part.data_class] = max(_day(end), ends.get(branch.part.data_class, date.min))
    return found


def _last_ends(branch: Branch, keys: list[Any]) -> Iterable[tuple[Any, Any]]:
    rows = branch.model._base_manager.filter(**{f"{branch.road}__in": keys, f"{branch.part.ended_on}__isnull": False})
    yield from rows.order_by().values_list(branch.road).annotate(last=Max(branch.part.ended_on))


def _running(keeping: Keeping, keys: list[Any]) -> set[Any]:
    """Cases of which a part still runs."""
    found: set[Any] = set()
    for branch in branches(keeping):
        if branch.part.running is not None:
            rows = branch.model._base_manager.filter(branch.part.running, **{f"{branch.road}__in": keys})
            found |= set(rows.order_by().values_list(branch.road, flat=True))
    return found


def lists() -> QuerySet[DestructionList]:
    """All lists, newest first."""
    return DestructionList.objects.select_related("certificate__letter").defer("certificate__letter__pdf")


def approved_lists() -> Iterable[DestructionList]:
    """Lists that wait to be executed, oldest first."""
    return DestructionList.objects.filter(state=ListState.APPROVED).order_by("approved_at", "pk")


def counts_per_class(found: Iterable[Candidate]) -> Counter[DataClass]:
    return Counter(candidate.term.data_class for candidate in found)


def leftovers() -> Iterable[FileToRemove]:
    """Files that could not be removed from the disk at the first try."""
    return FileToRemove.objects.filter(attempts__gt=0).order_by("noted_at", "pk")


def spared_before(object_type: str, object_ids: Iterable[str]) -> dict[str, str]:
    """Why these objects were taken off an earlier list, by key."""
    rows = DestructionItem.objects.filter(
        object_type=object_type, object_id__in=list(object_ids), state__in=[ItemState.TAKEN_OFF, ItemState.HELD]
    )
    return {row.object_id: row.reason for row in rows.order_by("decided_at", "pk")}
