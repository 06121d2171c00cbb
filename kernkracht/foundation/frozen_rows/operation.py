"""The triggers behind “written once”."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

VERBS = ("UPDATE", "DELETE")


def never_changes(table: str, refusal: str, *, name: str, trigger: str, when: str = "") -> RunPython:
    """An operation that refuses each change and deletion of a row of `table` with the sentence `refusal`.

    `name` begins the names of what is made in the database, `trigger` is the trigger on PostgreSQL. With `when`, a
    condition on `OLD`, only such rows are refused. On SQLite a later migration that rebuilds the table loses its
    triggers and must run the operation again; the room's own test notices. Raises `NotImplementedError` elsewhere.
    """
    condition = f"WHEN ({when}) " if when else ""

    def make(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in made_on(editor.connection.vendor):
            editor.execute(statement)

    def made_on(vendor: str) -> Iterator[str]:
        if vendor == "postgresql":
            yield (
                f"CREATE FUNCTION {name}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" RAISE EXCEPTION '{refusal}' USING ERRCODE = 'restrict_violation'; END $$"
            )
            yield (
                f"CREATE TRIGGER {trigger} BEFORE UPDATE OR DELETE ON {table}"
                f" FOR EACH ROW {condition}EXECUTE FUNCTION {name}_refuse_change()"
            )
        elif vendor == "sqlite":
            for verb in VERBS:
                yield (
                    f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {table} {condition}"
                    f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
                )
        else:
            raise NotImplementedError(f"{table} cannot be kept from changing on {vendor}")

    def remove(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {trigger} ON {table}")
            editor.execute(f"DROP FUNCTION {name}_refuse_change()")
            return
        for verb in VERBS:
            editor.execute(f"DROP TRIGGER {name}_no_{verb.lower()}")

    return RunPython(make, remove)
