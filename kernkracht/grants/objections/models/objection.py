"""The objection itself: against which decision, by whom, when it came in."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.grants.applications.models import GrantApplication, GrantDecision
from kernkracht.grants.settlements.models import Recovery, Settlement

from .penalties import PenaltyDecision


def new_token() -> str:
    """An unguessable link of 256 bits."""
    return secrets.token_urlsafe(32)


class ObjectionState(models.TextChoices):
    RECEIVED = "received", _("Ontvangen")
    HANDLING = "handling", _("In behandeling")
    AWAITING_REPAIR = "awaiting_repair", _("Wacht op aanvulling")
    PROPOSED = "proposed", _("Wacht op besluit")
    DECIDED = "decided", _("Besloten")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


class Channel(models.TextChoices):
    ONLINE = "online", _("Online")
    PAPER = "paper", _("Op papier")
    COUNTER = "counter", _("Aan de balie")


class SubjectKind(models.TextChoices):
    """Which decision an objection is about; the value is the name of its foreign key."""

    DECISION = "decision", _("Besluit op de aanvraag")
    SETTLEMENT = "settlement", _("Vaststelling")
    RECOVERY = "recovery", _("Terugvordering")
    PENALTY = "penalty", _("Dwangsom")


ONE_SUBJECT = Q()
for _kind in SubjectKind.values:
    ONE_SUBJECT |= Q(**{f"{name}__isnull": name != _kind for name in SubjectKind.values})


class SignedBy(models.TextChoices):
    """How an objection was signed (Awb 6:5)."""

    ACCOUNT = "account", _("Ingelogd")
    CODE = "code", _("Code uit de e-mail")
    HAND = "hand", _("Handtekening op papier")


class Objection(models.Model):
    """Bezwaar. Who handles it had no part in the decision it is about; the database refuses the one who took it.

    The subject is one of four decisions; exactly one foreign key is set. Everything else asks `subjects.subject_of`.
    """

    number = models.CharField(max_length=20, unique=True)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    application = models.ForeignKey(GrantApplication, on_delete=models.PROTECT, related_name="objections")
    decision = models.ForeignKey(
        GrantDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="objections"
    )
    settlement = models.ForeignKey(
        Settlement, on_delete=models.PROTECT, null=True, blank=True, related_name="objections"
    )
    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, null=True, blank=True, related_name="objections")
    penalty = models.ForeignKey(
        PenaltyDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="objections"
    )
    contested_decider = models.ForeignKey(
        Actor, on_delete=models.PROTECT, related_name="+", help_text="Who took the decision; copied for the constraint."
    )
    state = models.CharField(max_length=20, choices=ObjectionState.choices, default=ObjectionState.RECEIVED)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="objections")
    entered_by = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Officer who typed it in."
    )

    name = models.CharField(max_length=150)
    address = models.TextField()
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    on_behalf_of = models.CharField(max_length=150, blank=True, help_text="Whom the objector speaks for, if not self.")
    wants_paper = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="nl")
    grounds = models.TextField(blank=True)

    received_at = models.DateTimeField()
    received_on = models.DateField()
    postmark_on = models.DateField(null=True, blank=True)
    announced_on = models.DateField(help_text="Day on which the letter of the decision was sent.")
    term_ends_on = models.DateField(help_text="Last day to object, as computed on receipt.")
    is_late = models.BooleanField(default=False)
    late_reason = models.TextField(blank=True, help_text="Why it came late, by the objector (Awb 6:11).")
    is_excused = models.BooleanField(null=True, blank=True)
    late_judgement = models.TextField(blank=True)

    signed_by = models.CharField(max_length=10, choices=SignedBy.choices, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    handler = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    committee_announced_on = models.DateField(null=True, blank=True)
    extension_weeks = models.PositiveSmallIntegerField(default=0)
    extended_on = models.DateField(null=True, blank=True)
    extension_reason = models.TextField(blank=True)
    due_on = models.DateField(help_text="Stored copy of the computed last day to decide.")

    waiver_ground = models.CharField(max_length=20, blank=True)
    waiver_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="objection_due")]
        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="objection_has_one_subject"),
            models.CheckConstraint(
                condition=Q(handler__isnull=True) | ~Q(handler=F("contested_decider")),
                name="objection_handled_by_another",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by="") | Q(signed_at__isnull=False) & ~Q(signed_by=""),
                name="objection_signed_somehow",
            ),
            models.CheckConstraint(
                condition=Q(extension_weeks=0)
                | Q(extended_on__isnull=False, extension_weeks__lte=6) & ~Q(extension_reason=""),
                name="objection_extended_once_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["handling", "proposed", "decided"]) | Q(handler__isnull=False),
                name="handled_objection_has_handler",
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(decided_on__isnull=False), name="decided_objection_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False), name="withdrawn_objection_has_moment"
            ),
            models.CheckConstraint(
                condition=Q(is_late=True) | Q(is_excused__isnull=True), name="only_late_objections_are_excused"
            ),
            models.CheckConstraint(
                condition=Q(is_excused__isnull=True) | ~Q(late_judgement=""), name="lateness_judged_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ObjectionAttachment(models.Model):
    """A file with an objection: proof, or the authorisation of whom one speaks for."""

    class Kind(models.TextChoices):
        PROOF = "proof", _("Bijlage")
        AUTHORISATION = "authorisation", _("Machtiging")
        LETTER = "letter", _("Het bezwaar op papier")

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="attachments")
    document = models.OneToOneField(StoredDocument, on_delete=models.PROTECT, related_name="objection_attachment")
    kind = models.CharField(max_length=15, choices=Kind.choices, default=Kind.PROOF)

    class Meta:
        ordering = ["objection", "pk"]

    def __str__(self) -> str:
        return str(self.document)
