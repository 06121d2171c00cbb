"""The database itself refuses to change or delete what was recorded."""

from django.db import migrations

from kernkracht.foundation.frozen_rows import never_changes


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        never_changes(
            "audit_auditevent", "The audit trail is append-only.", name="audit", trigger="audit_append_only"
        )
    ]
