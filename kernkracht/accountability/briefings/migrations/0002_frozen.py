"""The database itself refuses to change or delete a briefing."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "briefings_briefing"
REFUSAL = "A briefing never changes."

POSTGRESQL = f"""
CREATE FUNCTION briefing_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER briefing_frozen BEFORE UPDATE OR DELETE ON {TABLE}
  FOR EACH ROW EXECUTE FUNCTION briefing_refuse_change();
"""
SQLITE = [
    f"CREATE TRIGGER briefing_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]


def add_triggers(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in [POSTGRESQL] if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def remove_triggers(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER briefing_frozen ON {TABLE}; DROP FUNCTION briefing_refuse_change()")
    else:
        editor.execute("DROP TRIGGER briefing_no_update")
        editor.execute("DROP TRIGGER briefing_no_delete")


class Migration(migrations.Migration):
    dependencies = [("briefings", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, remove_triggers)]
