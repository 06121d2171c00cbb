"""The database itself refuses to change an adopted version of a baseline, or its parts.

A group may still be destroyed: then the link to it empties, and its name stays.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "An adopted baseline never changes."
WHOLE = "baselines_villagebaseline"
PARTS = {
    "baselines_baselinegroup": "baseline_id, name, note",
    "baselines_baselinewish": "baseline_id, text, group_name, theme_id, state",
    "baselines_baselinechallenge": "baseline_id, text, priority",
}

FUNCTIONS = f"""
CREATE FUNCTION baseline_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION baseline_refuse_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE whole bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN whole := NEW.baseline_id; ELSE whole := OLD.baseline_id; END IF;
  IF EXISTS (SELECT 1 FROM {WHOLE} WHERE id = whole AND state = 'adopted') THEN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER baseline_adopted BEFORE UPDATE OR DELETE ON {WHOLE}
  FOR EACH ROW WHEN (OLD.state = 'adopted') EXECUTE FUNCTION baseline_refuse_change();
"""


def _postgresql() -> list[str]:
    return [FUNCTIONS] + [
        f"CREATE TRIGGER {table}_adopted BEFORE INSERT OR DELETE OR UPDATE OF {columns} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION baseline_refuse_part()"
        for table, columns in PARTS.items()
    ]


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    made = [
        f"CREATE TRIGGER {WHOLE}_no_{verb.lower()} BEFORE {verb} ON {WHOLE} WHEN OLD.state = 'adopted' {refuse}"
        for verb in ("UPDATE", "DELETE")
    ]
    for table, columns in PARTS.items():
        for verb, what, row in (
            ("insert", "INSERT", "NEW"),
            ("update", f"UPDATE OF {columns}", "OLD"),
            ("delete", "DELETE", "OLD"),
        ):
            adopted = f"EXISTS (SELECT 1 FROM {WHOLE} WHERE id = {row}.baseline_id AND state = 'adopted')"  # noqa: S608 (own names)
            made.append(f"CREATE TRIGGER {table}_no_{verb} BEFORE {what} ON {table} WHEN {adopted} {refuse}")
    return made


def add_triggers(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _postgresql() if editor.connection.vendor == "postgresql" else _sqlite():
        editor.execute(statement)


def remove_triggers(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for table in PARTS:
            editor.execute(f"DROP TRIGGER {table}_adopted ON {table}")
        editor.execute(f"DROP TRIGGER baseline_adopted ON {WHOLE}; DROP FUNCTION baseline_refuse_change()")
        editor.execute("DROP FUNCTION baseline_refuse_part()")
        return
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER {WHOLE}_no_{verb}")
    for table in PARTS:
        for verb in ("insert", "update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_no_{verb}")


class Migration(migrations.Migration):
    dependencies = [("baselines", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, remove_triggers)]
