"""What the bank says happened, as far as it concerns our payments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import EuroCentsField

from .batches import PaymentAttempt


class BankStatement(models.Model):
    """One imported file (camt.053). The file itself is not kept: it tells of more than our payments."""

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    entries_seen = models.PositiveIntegerField(help_text="All entries in the file, also those about other matters.")
    entries_known = models.PositiveIntegerField(help_text="Entries that an earlier file held too.")
    imported_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-imported_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class BankStatementEntry(models.Model):
    """One movement that names a payment of ours. The same movement in two files counts once."""

    class Kind(models.TextChoices):
        RETURNED = "returned", _("Teruggekomen")
        PAID = "paid", _("Betaald")
        UNCLEAR = "unclear", _("Uit te zoeken")

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="entries")
    reference = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    attempt = models.ForeignKey(PaymentAttempt, on_delete=models.PROTECT, related_name="statement_entries")
    amount_cents = EuroCentsField()
    booked_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["statement", "pk"]
        verbose_name_plural = "bank statement entries"

    def __str__(self) -> str:
        return f"{self.kind} {self.attempt_id}"
