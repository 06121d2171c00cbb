"""One row of everything that belongs to a case, each word a marker: for tests that look whether all of it went."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import connection, models

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.retention.declarations import Case, Copy, Keeping, Part, keeping_of
from kernkracht.foundation.retention.fields import is_choice
from kernkracht.foundation.retention.structure import branches, messages, model_of
from tests.factories.applications import NOON

MARKER = "zqxzq"
"""Short, so that it fits in a postcode too; it occurs in nothing else."""


class Planter:
    """Makes rows of any model, with the least that the columns ask for; constraints are not asked."""

    def __init__(self, own: dict[type[models.Model], Keeping]) -> None:
        self.own = own
        self.rows: dict[type[models.Model], models.Model] = {}
        self.count = 0

    def plant(self, model: type[models.Model], *, marked: bool, kept: tuple[str, ...] = ()) -> models.Model:
        """The one row of this model; its words are markers when `marked`, but for the fields in `kept`."""
        if model in self.rows:
            return self.rows[model]
        if model is Actor:
            self.rows[model] = Actor.objects.create(kind=Actor.Kind.PERSON)
            return self.rows[model]
        row = model()
        for field in model._meta.concrete_fields:
            self._fill(row, field, marked, kept)
        model._base_manager.bulk_create([row])
        self.rows[model] = model._base_manager.order_by("-pk").first() if row.pk is None else row  # type: ignore[assignment]
        return self.rows[model]

    def _fill(self, row: models.Model, field: Any, marked: bool, kept: tuple[str, ...]) -> None:
        if isinstance(field, models.AutoField) or (field.null and field.is_relation and not self._wanted(field)):
            return
        if field.is_relation:
            other = field.related_model
            if other is not type(row):
                ours = marked and (other in self.own or self._is_ours(other))
                kept = _kept(self.own[other]) if other in self.own else ()
                setattr(row, field.name, self.plant(other, marked=ours, kept=kept))
            return
        value = self._value(field, marked and field.name not in kept)
        if isinstance(field, models.FileField):
            getattr(row, field.name).save("bestand.txt", ContentFile(MARKER.encode() if marked else b"x"), save=False)
        elif value is not None:
            setattr(row, field.name, value)

    def _wanted(self, field: Any) -> bool:
        """What the row is a part of, and the files and letters that it owns, are planted too."""
        nature = keeping_of(field.model).nature
        return self._is_ours(field.related_model) or (isinstance(nature, Part) and field.name == nature.of)

    @staticmethod
    def _is_ours(model: Any) -> bool:
        return isinstance(keeping_of(model).nature, Copy)

    def _value(self, field: Any, marked: bool) -> object:
        self.count += 1
        word = f"{MARKER}{self.count}" if marked else f"x{self.count}"
        for kind, value in (
            (models.EmailField, f"{word}@example.org"),
            (models.URLField, f"https://{word}.example"),
            (models.GenericIPAddressField, "192.0.2.1"),
            (models.JSONField, {"woord": word}),
            (models.BinaryField, word.encode()),
            (models.UUIDField, uuid4()),
            (models.BooleanField, False),
            (models.DateTimeField, NOON),
            (models.DateField, date(2018, 3, 1)),
            (models.DurationField, None),
            (models.FloatField, 1.0),
            (models.DecimalField, 1),
            (models.IntegerField, 1),
        ):
            if isinstance(field, kind):
                return value
        if is_choice(field):
            return field.choices[0][0]
        if isinstance(field, models.CharField):
            return word[: field.max_length or 200]
        return word if isinstance(field, models.TextField) else None


def plant_case(root: Keeping) -> tuple[models.Model, Planter]:
    """A row of the case model, one of each of its parts, what they own, and a message about each."""
    planter = Planter({model_of(k): k for k in [root, *(branch.keeping for branch in branches(root))]})
    found = planter.plant(model_of(root), marked=True, kept=_kept(root))
    for branch in branches(root):
        planter.plant(branch.model, marked=True, kept=_kept(branch.keeping))
    for keeping, copy in messages():
        assert copy.about
        for number, about in enumerate([root, *(b.keeping for b in branches(root))]):
            message = model_of(keeping)()
            for field in message._meta.concrete_fields:
                planter._fill(message, field, True, ())
            setattr(message, copy.about[0], about.model.lower())
            setattr(message, copy.about[1], str(planter.rows[model_of(about)].pk))
            message.unique_key = f"{MARKER}-{number}"  # type: ignore[attr-defined]
            model_of(keeping)._base_manager.bulk_create([message])
    return found, planter


def _kept(keeping: Keeping) -> tuple[str, ...]:
    nature = keeping.nature
    return tuple(nature.remains.kept) if isinstance(nature, (Case, Part)) and nature.remains else ()


@contextmanager
def constraints_asleep() -> Iterator[None]:
    """SQLite can leave check constraints alone; the words planted here do not try to be a sound case."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def found_in_database(word: str) -> list[str]:
    """Tables in which any column of any row holds the word."""
    places = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  (a table of ours)
            rows = cursor.fetchall()
            if any(word in _text(value) for row in rows for value in row):
                places.append(table)
    return places


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, (bytes, memoryview)) else str(value)


def found_on_disk(word: str, folder: Path) -> list[str]:
    """Files under a folder that hold the word."""
    return [path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]
