"""The database itself refuses to change or delete a briefing."""

from django.db import migrations

from kernkracht.foundation.frozen_rows import never_changes


class Migration(migrations.Migration):
    dependencies = [("briefings", "0001_initial")]
    operations = [
        never_changes(
            "briefings_briefing", "A briefing never changes.", name="briefing", trigger="briefing_frozen"
        )
    ]
