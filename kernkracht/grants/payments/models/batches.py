"""A batch: payments that one officer proposes, another releases, and one file takes to the bank."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import EuroCentsField

from .accounts import DebtorAccount
from .obligations import PaymentObligation


class BatchState(models.TextChoices):
    PROPOSED = "proposed", _("Wacht op vrijgave")
    RELEASED = "released", _("Vrijgegeven")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


class PaymentFile(models.Model):
    """The file for the bank, made once at release and never again; a trigger refuses every change."""

    name = models.CharField(max_length=80, unique=True)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class PaymentBatch(models.Model):
    """Betaalpartij. Who proposes never releases; the database says so too."""

    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.PROPOSED)
    execute_on = models.DateField(help_text="Day on which the bank is asked to pay, a TARGET working day.")
    debtor = models.ForeignKey(DebtorAccount, on_delete=models.PROTECT, related_name="batches")
    file = models.OneToOneField(PaymentFile, on_delete=models.PROTECT, null=True, blank=True, related_name="batch")
    total_cents = EuroCentsField()
    count = models.PositiveIntegerField()
    proposed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    released_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(total_cents__gt=0, count__gt=0), name="batch_pays_something"),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("proposed_by")),
                name="batch_released_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(released_by__isnull=False, released_at__isnull=False),
                name="released_batch_has_releaser",
            ),
            models.CheckConstraint(
                condition=Q(state="released") | Q(released_by__isnull=True), name="only_released_batch_has_releaser"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="withdrawn_batch_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PaymentAttempt(models.Model):
    """One try to pay an obligation, as it stands in a batch: amount, name and account are those of that moment.

    `end_to_end_id` travels with the money and comes back with it; every try has its own.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Voorgesteld")
        SENT = "sent", _("Naar de bank")
        RETURNED = "returned", _("Teruggekomen")
        WITHDRAWN = "withdrawn", _("Ingetrokken")

    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, related_name="attempts")
    obligation = models.ForeignKey(PaymentObligation, on_delete=models.PROTECT, related_name="attempts")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    end_to_end_id = models.CharField(max_length=35, unique=True)
    amount_cents = EuroCentsField()
    payee_name = models.CharField(max_length=150)
    iban = models.CharField(max_length=34)
    returned_on = models.DateField(null=True, blank=True)
    return_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["batch", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(state__in=["proposed", "sent"]), name="obligation_in_one_live_batch"
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="attempt_above_zero"),
            models.CheckConstraint(condition=~Q(iban=""), name="attempt_has_account"),
            models.CheckConstraint(
                condition=~Q(state="returned") | (Q(returned_on__isnull=False) & ~Q(return_reason="")),
                name="returned_attempt_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.end_to_end_id
