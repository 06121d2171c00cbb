"""Proposal, decision, and the right to take it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import Assignment
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.money import EuroCentsField
from kernkracht.foundation.periods import valid_period_constraint
from kernkracht.grants.schemes.models import Scheme

from .case import GrantApplication


class Outcome(models.TextChoices):
    GRANT = "grant", _("Toekennen")
    REFUSE = "refuse", _("Afwijzen")
    CARRY_OVER = "carry_over", _("Doorschuiven naar volgend jaar")
    REFER = "refer", _("Doorverwijzen")
    NOT_TREAT = "not_treat", _("Buiten behandeling laten (Awb 4:5)")


class DecisionProposal(models.Model):
    """What the assessor proposes to the decision-maker."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="proposals")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    amount_cents = EuroCentsField(null=True, blank=True)
    refusal_ground = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    obligations = models.TextField(blank=True)
    carry_out_by = models.DateField(
        null=True, blank=True, help_text="Last day to carry the plan out; without it no revocation (RvS 2021:2172)."
    )
    refer_to = models.CharField(max_length=200, blank=True)
    refer_url = models.URLField(blank=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["application", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.outcome} for {self.application_id}"


class GrantDecision(models.Model):
    """Beschikking. One per decision moment; the letter as sent belongs to it."""

    application = models.ForeignKey(GrantApplication, on_delete=models.PROTECT, related_name="decisions")
    proposal = models.ForeignKey(DecisionProposal, on_delete=models.PROTECT, null=True, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    amount_cents = EuroCentsField(null=True, blank=True)
    refusal_ground = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    obligations = models.TextField(blank=True)
    carry_out_by = models.DateField(null=True, blank=True)
    budget_year = models.PositiveSmallIntegerField()
    carried_to_year = models.PositiveSmallIntegerField(null=True, blank=True)
    refer_to = models.CharField(max_length=200, blank=True)
    refer_url = models.URLField(blank=True)
    ceiling_snapshot = models.JSONField(default=dict, blank=True, help_text="Totals of the ceilings at decision time.")
    mandate = models.ForeignKey("Mandate", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    declared_no_interest = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    decided_on = models.DateField()
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="decision")

    class Meta:
        ordering = ["application", "decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal"], name="one_decision_per_proposal"),
            models.CheckConstraint(condition=~Q(outcome="grant") | Q(amount_cents__gt=0), name="award_has_amount"),
            models.CheckConstraint(
                condition=~Q(outcome="refuse") | ~Q(refusal_ground=""), name="refusal_has_coded_ground"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="carry_over") | Q(carried_to_year__isnull=False), name="carry_over_names_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.application_id}"


class Mandate(models.Model):
    """The right to decide in the executive's name (Awb ch. 10): up to an amount, for named schemes, for a period."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="mandates")
    schemes = models.ManyToManyField(Scheme, related_name="mandates")
    max_amount_cents = EuroCentsField(null=True, blank=True, help_text="Empty: no limit.")
    decides_for = models.JSONField(
        default=list,
        blank=True,
        help_text="Deciders that rules may name (codes of a role) in whose place this mandate decides.",
    )
    reference = models.CharField(max_length=150, help_text="Mandate decision.")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["assignment", "valid_from"]
        constraints = [
            valid_period_constraint("mandate_period_in_order"),
            models.CheckConstraint(
                condition=Q(max_amount_cents__isnull=True) | Q(max_amount_cents__gt=0), name="mandate_amount_above_zero"
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="mandate_names_its_decision"),
        ]

    def __str__(self) -> str:
        return self.reference
