"""What is proposed and decided on an objection."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.money import EuroCentsField
from kernkracht.grants.applications.models import GrantDecision, Mandate
from kernkracht.grants.settlements.models import Settlement

from .objection import Objection


class Outcome(models.TextChoices):
    UNFOUNDED = "unfounded", _("Ongegrond: het besluit blijft")
    FOUNDED = "founded", _("Gegrond, met een nieuw besluit")
    PARTLY = "partly", _("Deels gegrond, met een nieuw besluit")
    INADMISSIBLE = "inadmissible", _("Niet-ontvankelijk: wij kijken niet naar de inhoud")


class CostsOutcome(models.TextChoices):
    """Whether costs of the proceedings are repaid (Awb 7:15); only on request, and when the decision was unlawful."""

    NOT_ASKED = "not_asked", _("Niet gevraagd")
    REFUSED = "refused", _("Gevraagd en afgewezen")
    GRANTED = "granted", _("Gevraagd en toegekend")


class ObjectionProposal(models.Model):
    """What the handler proposes to who decides, with the new decision that comes in the place of the contested one."""

    class New(models.TextChoices):
        GRANT = "grant", _("Toekennen")
        REFUSE = "refuse", _("Afwijzen op een andere grond")
        SETTLE = "settle", _("Hoger vaststellen")
        ASK_LESS = "ask_less", _("Minder of niets terugvorderen")
        RAISE = "raise", _("Een hogere dwangsom")

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="proposals")
    outcome = models.CharField(max_length=15, choices=Outcome.choices)
    reason = models.TextField()
    new_outcome = models.CharField(max_length=10, choices=New.choices, blank=True)
    amount_cents = EuroCentsField(null=True, blank=True)
    refusal_ground = models.CharField(max_length=60, blank=True)
    obligations = models.TextField(blank=True)
    carry_out_by = models.DateField(null=True, blank=True)
    costs = models.CharField(max_length=10, choices=CostsOutcome.choices, default=CostsOutcome.NOT_ASKED)
    costs_cents = EuroCentsField(null=True, blank=True)
    costs_reason = models.TextField(blank=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["objection", "at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="objection_proposal_has_reason"),
            models.CheckConstraint(
                condition=Q(outcome__in=["founded", "partly"]) & ~Q(new_outcome="")
                | Q(outcome__in=["unfounded", "inadmissible"], new_outcome=""),
                name="founded_objection_has_new_decision",
            ),
            models.CheckConstraint(
                condition=Q(new_outcome="grant", amount_cents__gt=0, carry_out_by__isnull=False)
                | Q(new_outcome__in=["settle", "raise"], amount_cents__gt=0)
                | Q(new_outcome="ask_less", amount_cents__gte=0)
                | Q(new_outcome__in=["", "refuse"], amount_cents__isnull=True),
                name="new_award_has_amount_and_day",
            ),
            models.CheckConstraint(
                condition=~Q(new_outcome="refuse") | ~Q(refusal_ground=""), name="new_refusal_has_ground"
            ),
            models.CheckConstraint(
                condition=Q(costs="granted", costs_cents__gt=0) | ~Q(costs="granted") & Q(costs_cents__isnull=True),
                name="repaid_costs_have_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} for {self.objection_id}"


class ObjectionDecision(models.Model):
    """Beslissing op bezwaar, with its letter as sent. Taken by neither who took the decision nor who handled this."""

    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="outcome")
    proposal = models.OneToOneField(ObjectionProposal, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=15, choices=Outcome.choices)
    new_decision = models.OneToOneField(
        GrantDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="on_objection"
    )
    new_settlement = models.OneToOneField(
        Settlement, on_delete=models.PROTECT, null=True, blank=True, related_name="on_objection"
    )
    beyond_cents = EuroCentsField(default=0, help_text="How much of it lies above a ceiling (Awb 4:25 lid 3).")
    ceiling_reason = models.TextField(blank=True)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    contested_decider = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    handled_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    decided_on = models.DateField()
    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="objection_decision"
    )

    class Meta:
        ordering = ["objection"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by=F("contested_decider")), name="objection_decided_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("handled_by")), name="objection_not_decided_by_its_handler"
            ),
            models.CheckConstraint(
                condition=~Q(handled_by=F("contested_decider")), name="decided_objection_handled_by_another"
            ),
            models.CheckConstraint(
                condition=Q(beyond_cents=0) | ~Q(ceiling_reason=""), name="award_above_ceiling_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} on {self.objection_id}"
