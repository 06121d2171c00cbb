"""Everything that is held about one person, in words and with its files (AVG articles 15 and 20)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.money import EuroCentsField, format_euro

from ..declarations import Case, Copy, Keeping, NoPerson, Part, Personal, keeping_of
from ..field_words import word_for
from ..fields import FILES
from .persons import Subject, personal, rows_of_person


@dataclass(frozen=True)
class HeldFile:
    """A file in the download: its place in it, and how to read it (None when the disk does not have it)."""

    path: str
    read: Callable[[], bytes | None]


@dataclass
class Held:
    """One row: its fields as plain JSON by name, the same as words to read, and its files."""

    values: dict[str, object] = field(default_factory=dict)
    words: list[tuple[str, str]] = field(default_factory=list)
    files: list[HeldFile] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """All rows of one model."""

    model: str
    label: str
    rows: list[Held]


def held_about(subject: Subject) -> list[Section]:
    """Per model everything about this person, empty models left out."""
    sections = []
    for keeping, person in personal():
        rows = rows_of_person(keeping, subject)
        if person.shown is not None:
            rows = rows.filter(person.shown)
        held = [_held(keeping, person, row) for row in rows]
        if held:
            sections.append(Section(keeping.model, str(keeping.label), held))
    return sections


def _held(keeping: Keeping, person: Personal, row: models.Model) -> Held:
    held = Held()
    for f in row._meta.concrete_fields:
        if f.name in person.withheld or f.primary_key:
            continue
        if isinstance(f, FILES):
            held.files += _file(keeping, row, f)
        elif f.is_relation:
            _relation(held, person, row, f)
        else:
            _value(held, person, row, f)
    nature = keeping.nature
    if isinstance(nature, (Case, Part, Copy)):
        for name in nature.owns:
            copy = getattr(row, name)
            if copy is not None:
                held.files += _files_of(copy)
    return held


def _value(held: Held, person: Personal, row: models.Model, f: Any) -> None:
    value = getattr(row, f.name)
    if value in (None, "", [], {}):
        return
    held.values[f.name] = _plain(value)
    held.words.append((word_for(f, person), _readable(row, f, value)))


def _relation(held: Held, person: Personal, row: models.Model, f: Any) -> None:
    """What holds no person by its name, such as the village or the group; people and rows have their own place."""
    target = getattr(row, f.name)
    if target is not None and isinstance(keeping_of(f.related_model).person, NoPerson) and "name" in _names(target):
        held.values[f.name] = target.name
        held.words.append((word_for(f, person), str(target.name)))


def _names(model: Any) -> set[str]:
    return {f.name for f in model._meta.concrete_fields}


def _plain(value: Any) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool, list, dict)) else str(value)


def _readable(row: models.Model, f: Any, value: Any) -> str:
    if f.choices:
        return str(getattr(row, f"get_{f.name}_display")())
    if isinstance(f, EuroCentsField):
        return format_euro(value)
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return "; ".join(_lines(value)) if isinstance(value, (dict, list)) else str(value)


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{key}: {', '.join(_lines(inner))}" if isinstance(inner, (dict, list)) else f"{key}: {inner}"
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner)
    else:
        yield str(value)


def _files_of(copy: models.Model) -> list[HeldFile]:
    keeping = keeping_of(type(copy))
    withheld = keeping.person.withheld if isinstance(keeping.person, Personal) else {}
    fields = [f for f in copy._meta.concrete_fields if isinstance(f, FILES) and f.name not in withheld]
    return [found for f in fields for found in _file(keeping, copy, f)]


def _file(keeping: Keeping, row: models.Model, f: Any) -> list[HeldFile]:
    value = getattr(row, f.name)
    if not value:
        return []
    folder = keeping.model.rpartition(".")[2].lower()
    if isinstance(f, models.BinaryField):
        return [HeldFile(f"bestanden/{folder}-{row.pk}.pdf", lambda: bytes(value))]
    name = str(getattr(row, "name", "") or value.name).rpartition("/")[2]
    return [HeldFile(f"bestanden/{folder}-{row.pk}-{name}", lambda: _from_disk(value))]


def _from_disk(value: Any) -> bytes | None:
    try:
        with value.open("rb") as content:
            found: bytes = content.read()
            return found
    except OSError:
        return None
