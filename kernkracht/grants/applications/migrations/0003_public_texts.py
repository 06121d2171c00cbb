"""The words that the public search reads, and the triggers that keep them.

On SQLite a later migration that alters the table of cases rebuilds it and loses its triggers; such a migration must run
`keep_words` again. tests/web/public/test_search.py notices when it did not.
"""

import django.db.models.deletion
from django.db import migrations, models

import kernkracht.foundation.money.fields
from kernkracht.grants.applications.plain_text import replace_sql, translate_sql

CASES, TEXTS = "applications_grantapplication", "applications_publictext"
NAMED = "'association', 'foundation', 'business', 'organisation'"
COLUMNS = "application_id, text, village_id, scheme_id, year, theme, granted_cents, decided_on"
SHOWN = (
    "state", "number", "title", "public_summary", "description", "may_publish", "applicant_kind", "organisation",
    "village_id", "scheme_id", "budget_year", "theme", "granted_cents", "decided_on",
)  # fmt: skip


def words(row: str) -> str:
    """What is public of a case, in the order of `PublicFilter`'s search: never a private person's name."""
    return (
        f"{row}.number || ' ' || {row}.title"
        f" || CASE WHEN {row}.applicant_kind IN ({NAMED}) THEN ' ' || {row}.organisation ELSE '' END"
        f" || CASE WHEN NOT {row}.may_publish THEN '' WHEN {row}.public_summary <> '' THEN ' ' || {row}.public_summary"
        f" ELSE ' ' || {row}.description END"
    )


def select(row: str, text: str) -> str:
    return (
        f"SELECT {row}.id, {text}, {row}.village_id, {row}.scheme_id, {row}.budget_year, {row}.theme,"
        f" {row}.granted_cents, {row}.decided_on"
    )


REMOVE = f"DELETE FROM {TEXTS} WHERE application_id = OLD.id;"

POSTGRESQL = f"""
CREATE FUNCTION applications_keep_public_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND ({", ".join(f"OLD.{c}" for c in SHOWN)})
      IS NOT DISTINCT FROM ({", ".join(f"NEW.{c}" for c in SHOWN)}) THEN
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    {REMOVE}
  END IF;
  IF TG_OP <> 'DELETE' THEN
    IF NEW.state = 'granted' THEN
      INSERT INTO {TEXTS} ({COLUMNS}) {select("NEW", translate_sql(words("NEW")))};
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_public_text AFTER INSERT OR UPDATE OR DELETE ON {CASES}
  FOR EACH ROW EXECUTE FUNCTION applications_keep_public_text();
"""

ACCENTED = "text GLOB '*[^ -~]*'"
"""Whether a row holds anything but plain signs; most do not."""
FOLD = [f"UPDATE {TEXTS} SET text = {folded} WHERE {ACCENTED}" for folded in replace_sql("text")]
CHANGED = "(" + " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in SHOWN) + ")"
LOWERED = f"lower({words('NEW')})"
PUT = f"INSERT INTO {TEXTS} ({COLUMNS}) {select('NEW', LOWERED)} WHERE NEW.state = 'granted';"
PUT += "".join(f" {fold} AND application_id = NEW.id;" for fold in FOLD)
SQLITE = {
    "public_text_insert": f"AFTER INSERT ON {CASES} WHEN NEW.state = 'granted' BEGIN {PUT} END",
    "public_text_delete": f"AFTER DELETE ON {CASES} WHEN OLD.state = 'granted' BEGIN {REMOVE} END",
    "public_text_update": f"AFTER UPDATE ON {CASES} WHEN (OLD.state = 'granted' OR NEW.state = 'granted') AND {CHANGED}"
    f" BEGIN {REMOVE} {PUT} END",
}


def keep_words(apps, schema_editor):
    lite = schema_editor.connection.vendor != "postgresql"
    text = f"lower({words('c')})" if lite else translate_sql(words("c"))
    schema_editor.execute(f"INSERT INTO {TEXTS} ({COLUMNS}) {select('c', text)} FROM {CASES} c WHERE state = 'granted'")
    if not lite:
        schema_editor.execute(POSTGRESQL)
        return
    for fold in FOLD:
        schema_editor.execute(fold)
    for name, body in SQLITE.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {body}")


def stop_keeping(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER keep_public_text ON {CASES}")
        schema_editor.execute("DROP FUNCTION applications_keep_public_text()")
        return
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0002_granted_totals"),
        ("schemes", "0001_initial"),
        ("villages", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicText",
            fields=[
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="applications.grantapplication",
                    ),
                ),
                ("text", models.TextField(help_text="Lower case, without accents.")),
                ("year", models.PositiveSmallIntegerField()),
                ("theme", models.CharField(blank=True, max_length=30)),
                ("granted_cents", kernkracht.foundation.money.fields.EuroCentsField()),
                ("decided_on", models.DateField()),
                (
                    "scheme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="schemes.scheme",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="villages.village",
                    ),
                ),
            ],
            options={"ordering": ["-decided_on", "-application"]},
        ),
        migrations.RunPython(keep_words, stop_keeping),
    ]
