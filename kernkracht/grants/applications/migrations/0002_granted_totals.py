"""The table of counted cases, the triggers that keep it, and the indexes of the public lists.

On SQLite a later migration that alters the table of cases rebuilds it and loses its triggers; such a migration must run
`count_cases` again. tests/web/public/test_granted_totals.py notices when it did not.
"""

import django.db.models.deletion
from django.db import migrations, models

import kernkracht.foundation.money.fields

CASES, TOTALS = "applications_grantapplication", "applications_grantedtotal"
COUNTED = ("state", "scheme_id", "village_id", "budget_year", "granted_cents")

ADD = f"""
INSERT INTO {TOTALS} (scheme_id, village_id, year, plans, granted_cents)
VALUES (NEW.scheme_id, NEW.village_id, NEW.budget_year, 1, NEW.granted_cents)
ON CONFLICT (scheme_id, village_id, year) DO UPDATE
SET plans = {TOTALS}.plans + 1, granted_cents = {TOTALS}.granted_cents + excluded.granted_cents;
"""
TAKE_OFF = f"""
UPDATE {TOTALS} SET plans = plans - 1, granted_cents = granted_cents - OLD.granted_cents
WHERE scheme_id = OLD.scheme_id AND village_id = OLD.village_id AND year = OLD.budget_year;
"""
FROM_THE_START = f"""
INSERT INTO {TOTALS} (scheme_id, village_id, year, plans, granted_cents)
SELECT scheme_id, village_id, budget_year, COUNT(*), SUM(granted_cents) FROM {CASES} WHERE state = 'granted'
GROUP BY scheme_id, village_id, budget_year
"""

POSTGRESQL = f"""
CREATE FUNCTION applications_count_granted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND ({", ".join(f"OLD.{c}" for c in COUNTED)})
      IS NOT DISTINCT FROM ({", ".join(f"NEW.{c}" for c in COUNTED)}) THEN
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    IF OLD.state = 'granted' THEN {TAKE_OFF} END IF;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    IF NEW.state = 'granted' THEN {ADD} END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_granted AFTER INSERT OR UPDATE OR DELETE ON {CASES}
  FOR EACH ROW EXECUTE FUNCTION applications_count_granted();
"""
FILTERED = {
    "village": "application_of_village",
    "scheme": "application_of_scheme",
    "budget_year": "application_of_year",
    "theme": "application_of_theme",
}
"""Lists of public cases, newest first, narrowed by one column: the database reads only what the page shows."""
CHANGED = "(" + " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in COUNTED) + ")"
SQLITE = {
    "count_granted_insert": f"AFTER INSERT ON {CASES} WHEN NEW.state = 'granted' BEGIN {ADD} END",
    "count_granted_delete": f"AFTER DELETE ON {CASES} WHEN OLD.state = 'granted' BEGIN {TAKE_OFF} END",
    "count_granted_before": f"AFTER UPDATE ON {CASES} WHEN OLD.state = 'granted' AND {CHANGED} BEGIN {TAKE_OFF} END",
    "count_granted_after": f"AFTER UPDATE ON {CASES} WHEN NEW.state = 'granted' AND {CHANGED} BEGIN {ADD} END",
}


def count_cases(apps, schema_editor):
    schema_editor.execute(FROM_THE_START)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for name, body in SQLITE.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {body}")


def stop_counting(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER count_granted ON {CASES}")
        schema_editor.execute("DROP FUNCTION applications_count_granted()")
        return
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0001_initial"),
        ("schemes", "0001_initial"),
        ("villages", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="GrantedTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(help_text="The budget year of the cases.")),
                ("plans", models.PositiveIntegerField(default=0)),
                ("granted_cents", kernkracht.foundation.money.fields.EuroCentsField(default=0)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="schemes.scheme"
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="villages.village"
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "scheme", "village"],
                "indexes": [models.Index(fields=["village", "year"], name="granted_total_village")],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "village", "year"), name="granted_total_once"),
                    models.CheckConstraint(
                        condition=models.Q(("granted_cents__gte", 0)), name="granted_total_not_negative"
                    ),
                ],
            },
        ),
        migrations.RunPython(count_cases, stop_counting),
        migrations.RemoveIndex(model_name="grantapplication", name="application_village"),
        *(
            migrations.AddIndex(
                model_name="grantapplication",
                index=models.Index(fields=[column, "state", "-decided_on", "-id"], name=name),
            )
            for column, name in FILTERED.items()
        ),
    ]
