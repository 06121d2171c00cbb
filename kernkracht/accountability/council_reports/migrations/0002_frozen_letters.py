"""The database itself refuses to change or delete a frozen letter."""

from django.db import migrations

from kernkracht.foundation.frozen_rows import never_changes


class Migration(migrations.Migration):
    dependencies = [("council_reports", "0001_initial")]
    operations = [
        never_changes(
            "council_reports_councilletter", "A frozen letter to the council never changes.", name="council_letter", trigger="council_letter_frozen",
            when="OLD.frozen_at IS NOT NULL"
        )
    ]
