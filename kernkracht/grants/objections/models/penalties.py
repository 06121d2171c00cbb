"""The amount of a penalty for a late decision, established by a decision of its own (Awb 4:18)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.money import EuroCentsField
from kernkracht.grants.applications.models import GrantApplication, Mandate, NoticeOfDefault


class PenaltyDecision(models.Model):
    """Besluit over de dwangsom: how many days a decision was late, and what that costs us.

    `amount_cents` stays as the letter said; `raised_cents` is what a decision on objection put on top.
    """

    application = models.ForeignKey(GrantApplication, on_delete=models.PROTECT, related_name="penalty_decisions")
    notice = models.OneToOneField(NoticeOfDefault, on_delete=models.PROTECT, related_name="penalty_decision")
    first_day = models.DateField()
    last_day = models.DateField(help_text="Last day that cost money; the two weeks of Awb 4:18 count from it.")
    days = models.PositiveSmallIntegerField()
    amount_cents = EuroCentsField()
    raised_cents = EuroCentsField(default=0)
    raised_reason = models.TextField(blank=True)
    steps = models.JSONField(default=list, blank=True)
    due_on = models.DateField(help_text="Last day to take this decision.")
    pay_by = models.DateField()
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="penalty_decision")
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    decided_on = models.DateField()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0, days__gt=0, raised_cents__gte=0, last_day__gte=F("first_day")),
                name="penalty_decision_costs_something",
            ),
            models.CheckConstraint(condition=Q(decided_on__gt=F("last_day")), name="penalty_established_afterwards"),
            models.CheckConstraint(
                condition=Q(raised_cents=0) | ~Q(raised_reason=""), name="raised_penalty_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"penalty of {self.application_id}: {self.amount_cents}"

    @property
    def total_cents(self) -> int:
        """What we owe now, after a decision on objection."""
        return self.amount_cents + self.raised_cents
