"""Money the municipality owes to somebody, for a reason that happens once."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.money import EuroCentsField
from kernkracht.grants.applications.models import GrantApplication


class ObligationState(models.TextChoices):
    WAITING = "waiting", _("Wacht")
    OPEN = "open", _("Te betalen")
    BATCHED = "batched", _("In een betaalpartij")
    PAID = "paid", _("Betaald")
    CANCELLED = "cancelled", _("Vervallen")


OUTSTANDING = (ObligationState.WAITING, ObligationState.OPEN)
"""Not on its way to the bank: account and amount may still change."""


class ObligationKind(models.TextChoices):
    AWARD = "award", _("Toegekend geld")
    ADVANCE = "advance", _("Voorschot")
    REST = "rest", _("Rest van toegekend geld")
    CLAIM = "claim", _("Declaratie")
    CONTRIBUTION = "contribution", _("Jaarlijkse bijdrage")
    PENALTY = "penalty", _("Dwangsom")


class Condition(models.TextChoices):
    NONE = "", _("Niets")
    RECEIPTS = "receipts", _("Bonnen")
    REPORT = "report", _("Verslag")


class Block(models.TextChoices):
    """Why money that is due cannot be paid yet."""

    NONE = "", _("Geen")
    NO_ACCOUNT = "no_account", _("Er is geen rekeningnummer")
    WRONG_ACCOUNT = "wrong_account", _("Het rekeningnummer klopt niet")
    PAYEE_RULE = "payee_rule", _("De regels staan betalen aan deze aanvrager niet toe")
    CAME_BACK = "came_back", _("De bank kon niet op deze rekening betalen")


class ObligationQuerySet(models.QuerySet["PaymentObligation"]):
    def with_changes(self) -> Self:
        """Marks rows (`has_change`) of which a new account waits for confirmation."""
        from .accounts import AccountChange

        waiting = AccountChange.objects.filter(application=OuterRef("application"), state=AccountChange.State.GIVEN)
        return self.annotate(has_change=Exists(waiting))

    def changing(self) -> Self:
        """Those of which a new account waits for confirmation."""
        return self.with_changes().filter(has_change=True)

    def payable(self) -> Self:
        """What can go in a batch: open, with a usable account that nobody is changing."""
        return self.with_changes().filter(state=ObligationState.OPEN, block=Block.NONE, has_change=False)


class PaymentObligation(models.Model):
    """An amount owed to one payee. `source_key` names the reason, so that one reason never makes two obligations.

    The last day (`due_on`) is that of Awb 4:87: `term_weeks` counted from `counted_from`, when both are known. A
    waiting obligation has none: its term starts when what it waits for came in.
    """

    source_key = models.CharField(max_length=120, unique=True)
    application = models.ForeignKey(
        GrantApplication, on_delete=models.PROTECT, null=True, blank=True, related_name="payment_obligations"
    )
    case_number = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=12, choices=ObligationKind.choices)
    description = models.CharField(max_length=140, help_text="What the payee reads on the bank statement.")
    promised_cents = EuroCentsField(help_text="What was owed at first; what is paid may turn out lower.")
    amount_cents = EuroCentsField()
    state = models.CharField(max_length=10, choices=ObligationState.choices, default=ObligationState.OPEN)
    condition = models.CharField(max_length=10, choices=Condition.choices, blank=True)
    counted_from = models.DateField(null=True, blank=True)
    term_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    payee_name = models.CharField(max_length=150)
    iban = models.CharField(max_length=34, blank=True)
    block = models.CharField(max_length=15, choices=Block.choices, blank=True)
    paid_on = models.DateField(null=True, blank=True, help_text="Day on which the bank is asked to pay.")
    returned_on = models.DateField(null=True, blank=True, help_text="Last time the money came back.")
    return_reason = models.CharField(max_length=200, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="obligation_due")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="obligation_above_zero"),
            models.CheckConstraint(
                condition=Q(amount_cents__lte=F("promised_cents")), name="obligation_within_promise"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "cancelled"]) | Q(due_on__isnull=False),
                name="obligation_has_last_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | ~Q(condition=""), name="waiting_obligation_names_condition"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["batched", "paid"]) | ~Q(iban=""), name="paid_obligation_has_account"
            ),
            models.CheckConstraint(condition=~Q(state="batched") | Q(block=""), name="blocked_obligation_not_batched"),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_on__isnull=False), name="paid_obligation_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | (Q(cancelled_on__isnull=False) & ~Q(cancel_reason="")),
                name="cancelled_obligation_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_key} {self.state}"
