"""The database itself refuses to change or delete a version of a text."""

from django.db import migrations

from kernkracht.foundation.frozen_rows import never_changes


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]
    operations = [
        never_changes(
            "pages_pageversion", "A version of a text never changes.", name="page_version", trigger="page_version_immutable"
        )
    ]
