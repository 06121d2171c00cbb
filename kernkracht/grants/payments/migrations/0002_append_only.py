"""A bank file is made once: the database refuses to change it. It goes only when its keeping term is over.

On SQLite a later migration that alters this table rebuilds it and loses its triggers; such a migration must run
`protect` again. tests/grants/payments/test_append_only.py notices when it did not.
"""

from django.db import migrations

TABLE = "payments_paymentfile"
VERBS = ("update",)


def protect(apps, schema_editor):
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]
    for statement in make():
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for verb in VERBS:
        on = f" ON {TABLE}" if postgresql else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}{on}")
    if postgresql:
        schema_editor.execute("DROP FUNCTION IF EXISTS payments_refuse_change()")


def _sqlite():
    for verb in VERBS:
        yield (
            f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb.upper()} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
        )


def _postgresql():
    yield (
        "CREATE OR REPLACE FUNCTION payments_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION USING ERRCODE = ''integrity_constraint_violation'', "
        "MESSAGE = TG_TABLE_NAME || '' is append-only''; END'"
    )
    for verb in VERBS:
        yield (
            f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb.upper()} ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION payments_refuse_change()"
        )


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
