"""Ties of officers with cases: what they declare themselves, and where they live (Awb 2:4)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User

from .case import GrantApplication


class InterestDeclaration(models.Model):
    """What an officer declares about an own interest in one case. Rows are never changed; the newest counts.

    A trigger refuses that; rows go only with their whole case. The text is for who must weigh the tie later; letters
    and the audit trail leave it out.
    """

    class Kind(models.TextChoices):
        FAMILY = "family", _("Familie, partner of huisgenoot")
        FRIEND = "friend", _("Vriend, buur of bekende")
        BOARD = "board", _("Bestuurslid of lid van de organisatie die aanvraagt")
        MONEY = "money", _("Geld of werk: ik of iemand van mij verdient eraan")
        OTHER = "other", _("Iets anders")

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="interest_declarations")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    has_interest = models.BooleanField()
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    explanation = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(has_interest=False, kind="") | Q(has_interest=True) & ~Q(kind=""),
                name="declared_interest_has_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{'interest' if self.has_interest else 'no interest'} in {self.application_id}"


class OfficerHousehold(models.Model):
    """Postcode and house number of an officer, kept for one purpose: to see that a case comes from the same house.

    Nobody has to; the officer or the administrator records it, and either takes it away again.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="household")
    postcode = models.CharField(max_length=6)
    house_number = models.CharField(max_length=10)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["user"]
        constraints = [
            models.CheckConstraint(condition=~Q(postcode="") & ~Q(house_number=""), name="household_is_complete")
        ]

    def __str__(self) -> str:
        return f"household of {self.user_id}"

    @property
    def address(self) -> str:
        return f"{self.postcode} {self.house_number}"
