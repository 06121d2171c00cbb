"""What the office does before a decision: ask, judge, listen."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import EuroCentsField
from kernkracht.grants.schemes.models import SchemeVersion

from .case import GrantApplication


class Suspension(models.Model):
    """A stretch in which the decision term stands still (Awb 4:15). Counts from the day after `invited_on`.

    It always has a last day, so that nobody waits without end; ending it earlier is an act.
    """

    class Ground(models.TextChoices):
        COMPLETION = "completion", _("Aanvulling gevraagd (Awb 4:15 lid 1 onder a)")
        CONSENT = "consent", _("Uitstel met instemming (Awb 4:15 lid 2 onder a)")
        APPLICANT_DELAY = "applicant_delay", _("Vertraging door aanvrager (Awb 4:15 lid 2 onder b)")
        FORCE_MAJEURE = "force_majeure", _("Overmacht (Awb 4:15 lid 2 onder c)")
        CARRIED_OVER = "carried_over", _("Doorgeschoven naar een volgend begrotingsjaar")

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="suspensions")
    ground = models.CharField(max_length=20, choices=Ground.choices)
    invited_on = models.DateField()
    until_on = models.DateField(help_text="Last day of the repair term; no term named, no suspension (RvS 2016:2527).")
    named_until_on = models.DateField(
        null=True, blank=True, help_text="Last day as we named it, when an outage moved it (Awb 2:21)."
    )
    ended_on = models.DateField(null=True, blank=True, help_text="Day the completion came in, or the hindrance ended.")
    consented_on = models.DateField(null=True, blank=True, help_text="Day of the applicant's written consent.")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["application", "invited_on"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=models.F("invited_on")), name="repair_term_after_request"),
            models.CheckConstraint(
                condition=~Q(ground="consent") | Q(consented_on__isnull=False), name="consent_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground} from {self.invited_on}"


class CompletionRequest(models.Model):
    """What the applicant is asked to add, by when (Awb 4:5), and the answer."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="completion_requests")
    suspension = models.OneToOneField(Suspension, on_delete=models.PROTECT, related_name="completion_request")
    question = models.TextField()
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "asked_at"]

    def __str__(self) -> str:
        return f"completion of {self.application_id}"


class Assessment(models.Model):
    """What the rules said, and what the assessor judged, at one moment: version, facts and findings kept together."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="assessments")
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField()
    findings = models.JSONField()
    eligible_cents = EuroCentsField()
    payable_cents = EuroCentsField()
    bound_by = models.CharField(max_length=60, blank=True)
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["application", "made_at", "pk"]

    def __str__(self) -> str:
        return f"assessment of {self.application_id}"


class Judgement(models.Model):
    """The assessor's tick on one criterion, with the reason. The newest row per criterion counts."""

    class Verdict(models.TextChoices):
        MET = "met", _("Voldoet")
        NOT_MET = "not_met", _("Voldoet niet")

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="judgements")
    criterion = models.CharField(max_length=60)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.TextField()
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "criterion", "at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="judgement_has_reason")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.verdict}"


class Advice(models.Model):
    """A colleague's advice on a case (R46, R118)."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="advices")
    asked_of = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "asked_at"]

    def __str__(self) -> str:
        return f"advice on {self.application_id}"


class Talk(models.Model):
    """A conversation about the plan (mandatory in some schemes): when, how, what was agreed."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="talks")
    held_on = models.DateField()
    how = models.CharField(max_length=60, blank=True)
    summary = models.TextField()
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "held_on", "pk"]

    def __str__(self) -> str:
        return f"talk about {self.application_id}"
