"""Money for groups without an application: real costs claimed back, and a fixed amount each year."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.groups.models import CovenantVersion, Group
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.money import EuroCentsField
from kernkracht.grants.schemes.models import Scheme, SchemeVersion


class ClaimAllowance(models.Model):
    """What a group may claim in a year, and how much of that is asked for (R140, R141).

    Locked before claims. The check constraint refuses a claim above the room, whoever presses when.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="claim_allowances")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="claim_allowances")
    year = models.PositiveSmallIntegerField()
    limit_cents = EuroCentsField()
    claimed_cents = EuroCentsField(default=0)

    class Meta:
        ordering = ["scheme", "group", "year"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "group", "year"], name="one_allowance_per_group_year"),
            models.CheckConstraint(
                condition=Q(claimed_cents__gte=0, claimed_cents__lte=F("limit_cents")), name="claims_within_allowance"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.year}"

    @property
    def room_cents(self) -> int:
        return self.limit_cents - self.claimed_cents


class ClaimState(models.TextChoices):
    DRAFT = "draft", _("Concept")
    FILED = "filed", _("Ontvangen")
    HANDLED = "handled", _("Wacht op goedkeuring")
    APPROVED = "approved", _("Goedgekeurd")
    REFUSED = "refused", _("Afgewezen")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


LIVE_CLAIMS = (ClaimState.FILED, ClaimState.HANDLED, ClaimState.APPROVED)
"""Claims that take up room of the year."""


class ExpenseClaim(models.Model):
    """Declaratie: real costs of a group with receipts, paid back up to the room of the year (R140, R141)."""

    class Channel(models.TextChoices):
        ONLINE = "online", _("Online")
        PAPER = "paper", _("Op papier")

    number = models.CharField(max_length=20, unique=True, null=True, blank=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="expense_claims")
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="expense_claims")
    year = models.PositiveSmallIntegerField(help_text="Year in which the costs were made; whose room they take.")
    state = models.CharField(max_length=10, choices=ClaimState.choices, default=ClaimState.DRAFT)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.ONLINE)
    explanation = models.TextField(blank=True)
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField(help_text="Last activity of whoever claims; a draft is kept from then.")
    reminded_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody was told that the draft will be thrown away."
    )
    filed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    filed_at = models.DateTimeField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    claimed_cents = EuroCentsField(null=True, blank=True)
    accepted_cents = EuroCentsField(null=True, blank=True)
    findings = models.JSONField(default=list, blank=True, help_text="What the rules said on receipt.")
    handled_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)
    handling_note = models.TextField(blank=True)
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    refusal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["state", "received_on"], name="claim_work")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(number__isnull=False, received_on__isnull=False, filed_by__isnull=False, claimed_cents__gt=0),
                name="filed_claim_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["handled", "approved"])
                | Q(handled_by__isnull=False, accepted_cents__gt=0, accepted_cents__lte=F("claimed_cents")),
                name="handled_claim_has_amount",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(decided_by__isnull=False), name="approved_claim_has_decider"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("handled_by")), name="claim_needs_four_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal_reason=""), name="refused_claim_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"draft of {self.group_id}"


class ClaimLine(models.Model):
    """One receipt: when, what for, how much, and the file itself."""

    claim = models.ForeignKey(ExpenseClaim, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    spent_on = models.DateField()
    description = models.CharField(max_length=150)
    cost_kind = models.CharField(max_length=60)
    amount_cents = EuroCentsField()
    receipt = models.OneToOneField(
        StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="claim_line"
    )
    accepted_cents = EuroCentsField(null=True, blank=True)
    less_reason = models.CharField(max_length=200, blank=True, help_text="Why less is accepted than was claimed.")

    class Meta:
        ordering = ["claim", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="claim_line_above_zero"),
            models.CheckConstraint(
                condition=Q(accepted_cents__isnull=True)
                | Q(accepted_cents=F("amount_cents"))
                | (Q(accepted_cents__gte=0, accepted_cents__lt=F("amount_cents")) & ~Q(less_reason="")),
                name="less_than_claimed_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.description


class ContributionState(models.TextChoices):
    PROPOSED = "proposed", _("Voorgesteld")
    APPROVED = "approved", _("Goedgekeurd")
    DROPPED = "dropped", _("Niet doorgegaan")


class YearlyContribution(models.Model):
    """Jaarlijkse bijdrage: a fixed amount a year without an application (R142, R143, R226)."""

    number = models.CharField(max_length=20, unique=True)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="yearly_contributions")
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="yearly_contributions")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="yearly_contributions")
    covenant = models.ForeignKey(
        CovenantVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="yearly_contributions"
    )
    year = models.PositiveSmallIntegerField()
    amount_cents = EuroCentsField()
    state = models.CharField(max_length=10, choices=ContributionState.choices, default=ContributionState.PROPOSED)
    proposed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    drop_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "scheme", "group"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "group", "year"], name="one_contribution_per_group_year"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="contribution_above_zero"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="approved_contribution_has_decider",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="contribution_needs_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(drop_reason=""), name="dropped_contribution_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number
