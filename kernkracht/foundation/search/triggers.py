"""The index, and triggers on every table that a source watches: made when they are missing, on both databases.

A trigger writes down that a row changed, in the transaction that changes it. No act, import or repair can forget it.
They are made after each migration out of what the rooms declared, so that a new source needs no migration of its own.
On SQLite Django rebuilds a table to alter it, which would stumble over triggers that read it; they go before a
migration and come back after it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from .declarations import Source, Watch, sources

ENTRIES, CHANGES, TEXTS = "search_searchentry", "search_searchchange", "search_text"
VECTOR = "array_to_tsvector(string_to_array(btrim({tokens}), ' '))"
_WORDS = f"ON {ENTRIES} USING gin (({VECTOR.format(tokens='tokens')})) WITH (fastupdate = off)"
POSTGRESQL_INDEXES = (
    f"CREATE INDEX IF NOT EXISTS search_entry_words {_WORDS}",
    f"CREATE INDEX IF NOT EXISTS search_entry_recent_words {_WORDS} WHERE is_recent",
)
_GONE = f"INSERT INTO {TEXTS}({TEXTS}, rowid, tokens) VALUES ('delete', OLD.id, OLD.tokens);"
_COME = f"INSERT INTO {TEXTS}(rowid, tokens) VALUES (NEW.id, NEW.tokens);"
SQLITE_INDEX = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {TEXTS} USING fts5(tokens, content='{ENTRIES}', content_rowid='id',"
    " detail='none', columnsize=0, tokenize=\"unicode61 remove_diacritics 0 tokenchars '.=#!@'\")",
    f"CREATE TRIGGER IF NOT EXISTS search_text_come AFTER INSERT ON {ENTRIES} BEGIN {_COME} END",
    f"CREATE TRIGGER IF NOT EXISTS search_text_gone AFTER DELETE ON {ENTRIES} BEGIN {_GONE} END",
    f"CREATE TRIGGER IF NOT EXISTS search_text_changed AFTER UPDATE OF tokens ON {ENTRIES} BEGIN {_GONE} {_COME} END",
)
PREFIX = "search_watch_"


@dataclass(frozen=True)
class Trigger:
    """One trigger with a name that holds a fingerprint of what it does."""

    name: str
    table: str
    statements: tuple[str, ...]


def model_of(label: str) -> type[models.Model]:
    """`news.NewsPost`, or `news.NewsPost.villages.through` for the table between."""
    app, name, *rest = label.split(".")
    found: Any = apps.get_model(app, name)
    for step in rest:
        found = getattr(found, step)
    return found  # type: ignore[no-any-return] # a model, by the way its label was written


def keys_sql(watch: Watch, row: str) -> str:
    """A query for the keys of the source's rows that a row of the watched table belongs to; `row` is NEW or OLD."""
    model = model_of(watch.model)
    inner = f"SELECT {row}.{model._meta.pk.column} AS k"
    if not watch.path:
        return inner
    for number, step in enumerate(watch.path.split("__")):
        field: Any = model._meta.get_field(step)
        if field.concrete:
            own = f"SELECT {row}.{field.column} AS k"
            far = f"SELECT {field.column} AS k FROM {model._meta.db_table} WHERE {model._meta.pk.column} IN ({inner})"
            inner = far if number else own
        else:
            table, column = field.related_model._meta.db_table, field.field.column
            inner = f"SELECT {field.related_model._meta.pk.column} AS k FROM {table} WHERE {column} IN ({inner})"
        model = field.related_model
    return inner


def mark_sql(source: Source, watch: Watch, row: str) -> str:
    keys = keys_sql(watch, row)
    return (
        f"INSERT INTO {CHANGES} (source, object_id) SELECT '{source.code}', q.k FROM ({keys}) q WHERE q.k IS NOT NULL;"
    )


def triggers_for(source: Source, watch: Watch, vendor: str) -> list[Trigger]:
    """What watches one table for one source."""
    model = model_of(watch.model)
    columns = ", ".join(str(model._meta.get_field(name).column) for name in watch.columns)  # type: ignore[union-attr]
    of = f" OF {columns}" if columns else ""
    old, new = mark_sql(source, watch, "OLD"), mark_sql(source, watch, "NEW")
    bodies = {"INSERT": new, f"UPDATE{of}": f"{old} {new}", "DELETE": old}
    make = _postgresql if vendor == "postgresql" else _sqlite
    return [make(model._meta.db_table, event, body) for event, body in bodies.items()]


def _named(table: str, event: str, body: str) -> str:
    return PREFIX + hashlib.sha256(f"{table} {event} {body}".encode()).hexdigest()[:20]


def _sqlite(table: str, event: str, body: str) -> Trigger:
    name = _named(table, event, body)
    return Trigger(name, table, (f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {body} END",))


def _postgresql(table: str, event: str, body: str) -> Trigger:
    name = _named(table, event, body)
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
    )
    trigger = f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    return Trigger(name, table, (function, trigger))


def wanted_triggers(found: Iterable[Source], vendor: str) -> Mapping[str, Trigger]:
    """Every trigger by name; the row of the source itself is always watched."""
    triggers: dict[str, Trigger] = {}
    for source in found:
        own = [] if any(not w.path and w.model == source.model for w in source.watches) else [Watch(source.model)]
        for watch in (*own, *source.watches):
            triggers |= {made.name: made for made in triggers_for(source, watch, vendor)}
    return triggers


def watch_tables(using: str = "default", **_signal: Any) -> None:
    """Make the index and every trigger that is not there; remove those that nobody asks for any more."""
    connection = connections[using]
    if ENTRIES not in connection.introspection.table_names():
        return
    wanted, there = wanted_triggers(sources().values(), connection.vendor), _triggers_there(connection)
    missing = [made for name, made in wanted.items() if name not in there]
    with connection.cursor() as cursor:
        for statement in POSTGRESQL_INDEXES if connection.vendor == "postgresql" else SQLITE_INDEX:
            cursor.execute(statement)
        for name in there - wanted.keys():
            cursor.execute(_drop(name, connection.vendor))
        for made in missing:
            for statement in made.statements:
                cursor.execute(statement)
    if missing:
        _ask_rebuild(using)


def forget_triggers(using: str = "default", plan: Iterable[Any] = (), **_signal: Any) -> None:
    """Before a migration on SQLite: nothing may read a table that is being rebuilt."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not list(plan):
        return
    with connection.cursor() as cursor:
        for name in _triggers_there(connection):
            cursor.execute(_drop(name, connection.vendor))


def _triggers_there(connection: BaseDatabaseWrapper) -> set[str]:
    catalogue = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE %s",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor], [f"{PREFIX}%"])
        return {row[0] for row in cursor.fetchall()}


def _drop(name: str, vendor: str) -> str:
    return f"DROP FUNCTION {name}() CASCADE" if vendor == "postgresql" else f"DROP TRIGGER {name}"


def _ask_rebuild(using: str) -> None:
    """What changed while nobody watched is read again by the next job."""
    from .models import SearchEntry, SearchProgress

    if SearchEntry.objects.using(using).exists():
        first = next(iter(sources()), "")
        values = {"source": first, "last_id": 0, "finished_at": None}
        SearchProgress.objects.using(using).update_or_create(singleton=True, defaults=values)
