"""Whose rows they are: by the account, or by an address that was proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from ..declarations import ByEmail, ByUser, Case, Copy, Keeping, NoPerson, Part, Passing, Personal, declared, keeping_of
from ..structure import Rows, model_of, rows_of
from .lists import kept_until, terms_on

NOBODY = Q(pk__in=[])


@dataclass(frozen=True)
class Subject:
    """A person, as far as we can know who it is: the number of an account, and addresses that are proven theirs."""

    user_id: int | None
    emails: frozenset[str]


@dataclass(frozen=True)
class Stay:
    """What the law keeps of a person: how many, under which name, on which ground, and until when.

    `until` is None when that is not known yet: it still runs, or is kept for ever.
    """

    label: str | Promise
    count: int
    source: str
    until: date | None
    still_runs: bool = False


def rows_of_person(keeping: Keeping, subject: Subject) -> Rows:
    """The rows of a model that are about this person; none of a model that holds nobody."""
    rows = rows_of(keeping)
    if isinstance(keeping.person, NoPerson):
        return rows.filter(NOBODY)
    if keeping.person.owners:
        return rows.filter(_owned(keeping.person, subject))
    if isinstance(keeping.nature, Part):
        parent = keeping_of(model_of(keeping)._meta.get_field(keeping.nature.of).related_model)  # type: ignore[arg-type]
        return rows.filter(**{f"{keeping.nature.of}__in": rows_of_person(parent, subject).order_by().values("pk")})
    return rows.filter(NOBODY)


def _owned(person: Personal, subject: Subject) -> Q:
    found = NOBODY
    for owner in person.owners:
        if isinstance(owner, ByUser) and subject.user_id is not None:
            found |= Q(**{owner.path: subject.user_id})
        if isinstance(owner, ByEmail):
            for email in sorted(subject.emails):
                found |= Q(**{f"{owner.path}__iexact": email}) & (owner.when or Q())
    return found


def personal() -> Iterator[tuple[Keeping, Personal]]:
    """Every model that holds something about people, by label."""
    for _label, keeping in sorted(declared().items()):
        if isinstance(keeping.person, Personal):
            yield keeping, keeping.person


def erasable(keeping: Keeping, subject: Subject) -> Rows:
    """Rows that go at once when the person asks: no law keeps them."""
    mine, nature = rows_of_person(keeping, subject), keeping.nature
    if isinstance(nature, Passing) or (isinstance(nature, Case) and nature.goes_when_asked):
        return mine
    if isinstance(nature, Case):
        free = NOBODY
        for closing in nature.closings:
            free |= closing.when if closing.by_itself else NOBODY
        return mine.filter(free)
    if isinstance(nature, Copy) and nature.about:
        return mine.exclude(_about_what_stays(nature.about[0]))
    return mine.filter(NOBODY)


def _about_what_stays(type_field: str) -> Q:
    """Messages about a case, or a part of one, stay and go with it."""
    labels = [label for label, k in declared().items() if isinstance(k.nature, Part) or _ends(k)]
    return Q(**{f"{type_field}__in": labels})


def _ends(keeping: Keeping) -> bool:
    return isinstance(keeping.nature, Case) and bool(keeping.nature.closings)


def what_goes(subject: Subject) -> dict[str, int]:
    """How many rows of which model are erased when this person asks for it, by the Dutch name of the model."""
    found: dict[str, int] = {}
    for keeping, _person in personal():
        if count := erasable(keeping, subject).count():
            found[str(keeping.label)] = found.get(str(keeping.label), 0) + count
    return found


def what_stays(subject: Subject, on: date) -> list[Stay]:
    """What must be kept although the person asks to erase it, why and until when; most urgent first."""
    found: dict[tuple[str, str, date | None, bool], int] = {}
    for keeping, person in personal():
        if isinstance(keeping.nature, Case) and _ends(keeping):
            _count_cases(keeping, keeping.nature, subject, on, found)
        elif isinstance(keeping.nature, Part) and person.owners and _ends_somewhere(keeping):
            _add(found, str(keeping.label), rows_of_person(keeping, subject).count())
    stays = [Stay(label, count, source, until, runs) for (label, source, until, runs), count in found.items()]
    return sorted(stays, key=lambda stay: (stay.until or date.max, str(stay.label)))


def _ends_somewhere(keeping: Keeping) -> bool:
    """Whether a part goes with something that ends, and not with the account."""
    while isinstance(keeping.nature, Part):
        keeping = keeping_of(model_of(keeping)._meta.get_field(keeping.nature.of).related_model)  # type: ignore[arg-type]
    return _ends(keeping)


def _add(found: dict[tuple[str, str, date | None, bool], int], label: str, count: int) -> None:
    if count:
        key = (label, "", None, False)
        found[key] = found.get(key, 0) + count


def _count_cases(
    keeping: Keeping, case: Case, subject: Subject, on: date, found: dict[tuple[str, str, date | None, bool], int]
) -> None:
    gone = set(erasable(keeping, subject).values_list("pk", flat=True))
    rows = [pk for pk in rows_of_person(keeping, subject).values_list("pk", flat=True) if pk not in gone]
    until = kept_until(keeping, rows, on)
    terms = terms_on(on)
    for closing in case.closings:
        for pk in rows_of(keeping).filter(closing.when, pk__in=rows).values_list("pk", flat=True):
            key = (str(keeping.label), terms[closing.data_class].source, until[str(pk)], False)
            found[key] = found.get(key, 0) + 1
            rows.remove(pk)
    if rows:
        found[str(keeping.label), "", None, True] = len(rows)


def any_rows(subject: Subject) -> bool:
    """Whether anything at all is held about this person."""
    return any(rows_of_person(keeping, subject).exists() for keeping, _person in personal())


def keys_of(rows: Rows) -> list[Any]:
    return list(rows.values_list("pk", flat=True))
