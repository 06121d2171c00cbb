"""The database itself refuses to change or delete a frozen letter."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "council_reports_councilletter"
REFUSAL = "A frozen letter to the council never changes."

POSTGRESQL = f"""
CREATE FUNCTION council_letter_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER council_letter_frozen BEFORE UPDATE OR DELETE ON {TABLE}
  FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION council_letter_refuse_change();
"""
SQLITE = [
    f"CREATE TRIGGER council_letter_no_{verb.lower()} BEFORE {verb} ON {TABLE} WHEN OLD.frozen_at IS NOT NULL "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]


def add_triggers(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in [POSTGRESQL] if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def remove_triggers(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER council_letter_frozen ON {TABLE}; DROP FUNCTION council_letter_refuse_change()")
    else:
        editor.execute("DROP TRIGGER council_letter_no_update")
        editor.execute("DROP TRIGGER council_letter_no_delete")


class Migration(migrations.Migration):
    dependencies = [("council_reports", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, remove_triggers)]
