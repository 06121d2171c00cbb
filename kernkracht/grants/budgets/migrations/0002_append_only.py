"""The ledger and the published amounts are written once: the database refuses to change or remove their rows.

On SQLite a later migration that alters one of these tables rebuilds it and loses its triggers; such a migration must
run `protect` again. tests/grants/budgets/test_append_only.py notices when it did not.
"""

from django.db import migrations

TABLES = ("budgets_ledgeract", "budgets_ledgerentry", "budgets_ceilingversion")
VERBS = ("update", "delete")


def protect(apps, schema_editor):
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]
    for statement in make():
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for verb in VERBS:
            on = f" ON {table}" if postgresql else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
    if postgresql:
        schema_editor.execute("DROP FUNCTION IF EXISTS budgets_refuse_change()")


def _sqlite():
    for table in TABLES:
        for verb in VERBS:
            yield (
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _postgresql():
    yield (
        "CREATE OR REPLACE FUNCTION budgets_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION USING ERRCODE = ''integrity_constraint_violation'', "
        "MESSAGE = TG_TABLE_NAME || '' is append-only''; END'"
    )
    for table in TABLES:
        for verb in VERBS:
            yield (
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION budgets_refuse_change()"
            )


class Migration(migrations.Migration):
    dependencies = [("budgets", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
