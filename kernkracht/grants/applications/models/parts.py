"""What belongs to a plan: costs, other money, files, and people who stand behind it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.money import EuroCentsField

from .case import GrantApplication, new_token


class BudgetLine(models.Model):
    """One line of what the plan costs."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="budget_lines")
    position = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=150)
    cost_kind = models.CharField(max_length=60)
    amount_cents = EuroCentsField()

    class Meta:
        ordering = ["application", "position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gte=0), name="budget_line_not_negative")]

    def __str__(self) -> str:
        return self.description


class IncomeLine(models.Model):
    """Other money or effort for the same plan: own share, other grants, entrance fees, hours."""

    class Kind(models.TextChoices):
        OWN = "own", _("Eigen geld")
        PUBLIC = "public", _("Andere subsidie")
        OTHER = "other", _("Andere inkomsten")

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="income_lines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    description = models.CharField(max_length=150, blank=True)
    amount_cents = EuroCentsField()

    class Meta:
        ordering = ["application", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gte=0), name="income_line_not_negative")]

    def __str__(self) -> str:
        return self.description


class Attachment(models.Model):
    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="attachments")
    document = models.OneToOneField(StoredDocument, on_delete=models.PROTECT, related_name="attachment")
    document_kind = models.CharField(max_length=60, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "pk"]

    def __str__(self) -> str:
        return str(self.document)


class Companion(models.Model):
    """A co-applicant or supporter, who confirms by a mailed link."""

    class Kind(models.TextChoices):
        CO_APPLICANT = "co_applicant", _("Mede-aanvrager")
        SUPPORTER = "supporter", _("Steunt het plan")

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="companions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    address = models.CharField(max_length=200, blank=True, help_text="Postcode and number: tells households apart.")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    invited_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "kind", "email"], name="companion_once_per_application")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.application_id}"
