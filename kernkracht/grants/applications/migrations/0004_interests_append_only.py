"""What somebody declared about an own interest is written once: the database refuses to change it.

Rows go only together with their whole case, when its retention term has passed; changing one is never possible.
On SQLite a later migration that alters this table rebuilds it and loses its triggers; such a migration must run
`protect` again. tests/grants/applications/test_interests.py notices when it did not.
"""

from django.db import migrations

TABLE = "applications_interestdeclaration"


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
        )
        return
    schema_editor.execute(
        "CREATE OR REPLACE FUNCTION applications_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION USING ERRCODE = ''integrity_constraint_violation'', "
        "MESSAGE = TG_TABLE_NAME || '' is append-only''; END'"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION applications_refuse_change()"
    )


def unprotect(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    on = f" ON {TABLE}" if postgresql else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_update{on}")
    if postgresql:
        schema_editor.execute("DROP FUNCTION IF EXISTS applications_refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_public_texts")]
    operations = [migrations.RunPython(protect, unprotect)]
