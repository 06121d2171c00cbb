"""What can be searched of each public case: one narrow row with its public words, written plain.

Searching reads every row, so a row holds what a search needs and no more: the words without capitals and accents, and
what narrows, orders and adds up what was found. The rows are kept by triggers on the cases (migration 0003), in the
transaction that grants or changes a case, so that no road can forget them and nothing that is not public gets in.
"""

from __future__ import annotations

from django.db import models

from kernkracht.community.villages.models import Village
from kernkracht.foundation.money import EuroCentsField
from kernkracht.grants.schemes.models import Scheme


class PublicText(models.Model):
    """The public words of one granted case: number, title, organisation where public, summary. Written by triggers."""

    application = models.OneToOneField(
        "applications.GrantApplication", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    text = models.TextField(help_text="Lower case, without accents.")
    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="+", db_index=False)
    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=30, blank=True)
    granted_cents = EuroCentsField()
    decided_on = models.DateField()

    class Meta:
        ordering = ["-decided_on", "-application"]

    def __str__(self) -> str:
        return f"words of {self.application_id}"
