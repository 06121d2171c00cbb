"""A published version never changes: the database refuses it, except for the last day on which it holds.

On SQLite a later migration that alters one of these tables rebuilds it and loses its triggers; such a migration must
run `protect` again. tests/grants/schemes/test_immutable.py notices when it did not.
"""

from django.db import migrations

VERSION, CRITERION, OVERRIDE = "schemes_schemeversion", "schemes_criterion", "schemes_villageoverride"
REFUSAL = "A published version of a scheme never changes."
MAY_CHANGE = "valid_until"


def protect(apps, schema_editor):
    columns = [f.column for f in apps.get_model("schemes", "SchemeVersion")._meta.concrete_fields]
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]
    for statement in make([column for column in columns if column != MAY_CHANGE]):
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in (VERSION, CRITERION, OVERRIDE):
            schema_editor.execute(f"DROP TRIGGER {table}_immutable ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_refuse_change()")
        return
    for table, verbs in ((VERSION, ("update", "delete")), (CRITERION, ALL), (OVERRIDE, ALL)):
        for verb in verbs:
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")


ALL = ("insert", "update", "delete")


def _published(table, row):
    """SQL: whether the version of this row (“NEW” or “OLD”) of a table of rules is published."""
    if table == CRITERION:
        return f"EXISTS (SELECT 1 FROM {VERSION} v WHERE v.id = {row}.version_id AND v.state = 'published')"
    return (
        f"EXISTS (SELECT 1 FROM {CRITERION} c JOIN {VERSION} v ON v.id = c.version_id "
        f"WHERE c.id = {row}.criterion_id AND v.state = 'published')"
    )


def _sqlite(columns):
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    raise_it = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    yield (
        f"CREATE TRIGGER {VERSION}_no_update BEFORE UPDATE ON {VERSION} "
        f"WHEN OLD.state = 'published' AND ({changed}) {raise_it}"
    )
    yield f"CREATE TRIGGER {VERSION}_no_delete BEFORE DELETE ON {VERSION} WHEN OLD.state = 'published' {raise_it}"
    for table in (CRITERION, OVERRIDE):
        for verb in ALL:
            rows = {"insert": ["NEW"], "update": ["OLD", "NEW"], "delete": ["OLD"]}[verb]
            when = " OR ".join(_published(table, row) for row in rows)
            yield f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} WHEN {when} {raise_it}"


def _postgresql(columns):
    refuse = f"RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = '{REFUSAL}'"
    changed = f"(to_jsonb(NEW) - '{MAY_CHANGE}') IS DISTINCT FROM (to_jsonb(OLD) - '{MAY_CHANGE}')"
    bodies = {
        VERSION: (
            f"IF OLD.state = 'published' AND (TG_OP = 'DELETE' OR {changed}) THEN {refuse}; END IF;",
            "UPDATE OR DELETE",
        ),
    }
    for table in (CRITERION, OVERRIDE):
        bodies[table] = (
            f"IF TG_OP <> 'INSERT' THEN IF {_published(table, 'OLD')} THEN {refuse}; END IF; END IF; "
            f"IF TG_OP <> 'DELETE' THEN IF {_published(table, 'NEW')} THEN {refuse}; END IF; END IF;",
            "INSERT OR UPDATE OR DELETE",
        )
    for table, (body, verbs) in bodies.items():
        yield (
            f"CREATE FUNCTION {table}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_immutable BEFORE {verbs} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse_change()"
        )


class Migration(migrations.Migration):
    dependencies = [("schemes", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
