"""The database itself refuses to change or delete a version of a text."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "pages_pageversion"
REFUSAL = "A version of a text never changes."

POSTGRESQL = f"""
CREATE FUNCTION page_version_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER page_version_immutable BEFORE UPDATE OR DELETE ON {TABLE}
  FOR EACH ROW EXECUTE FUNCTION page_version_refuse_change();
"""
SQLITE = [
    f"CREATE TRIGGER page_version_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]


def add_triggers(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in [POSTGRESQL] if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def remove_triggers(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER page_version_immutable ON {TABLE}; DROP FUNCTION page_version_refuse_change()")
    else:
        editor.execute("DROP TRIGGER page_version_no_update")
        editor.execute("DROP TRIGGER page_version_no_delete")


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, remove_triggers)]
