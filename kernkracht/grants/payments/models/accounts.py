"""Whose account: the municipality's own, and a payee's that changes under four eyes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import GrantApplication


class DebtorAccount(models.Model):
    """The municipality's account to pay from, since a day. Rows are added, never changed."""

    name = models.CharField(max_length=70, help_text="Account holder, as the bank knows it.")
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    valid_from = models.DateField(unique=True)
    set_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-valid_from"]
        constraints = [models.CheckConstraint(condition=~Q(iban="") & ~Q(name=""), name="debtor_account_complete")]

    def __str__(self) -> str:
        return f"{self.iban} since {self.valid_from}"


class AccountChange(models.Model):
    """A payee gives an account, or another one. Somebody of finance who did not enter it confirms or refuses it."""

    class State(models.TextChoices):
        GIVEN = "given", _("Wacht op controle")
        CONFIRMED = "confirmed", _("Gecontroleerd")
        REFUSED = "refused", _("Niet overgenomen")

    application = models.ForeignKey(GrantApplication, on_delete=models.PROTECT, related_name="account_changes")
    iban = models.CharField(max_length=34)
    account_holder = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=State.choices, default=State.GIVEN)
    given_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    checked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["application", "given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(state="given"), name="one_account_change_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="given") | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="checked_account_has_checker",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("given_by")), name="account_checked_by_another"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="refused_account_has_reason"),
        ]

    def __str__(self) -> str:
        return f"account of {self.application_id}, {self.state}"
