"""What moves the last day of a decision, what happens when it passes, and how we may write to somebody."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter

from .case import GrantApplication


class TermExtension(models.Model):
    """A letter that names another day to decide by (Awb 4:14). The day that held until then is kept beside it."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="extensions")
    told_on = models.DateField(help_text="Day of the letter.")
    original_due_on = models.DateField(help_text="Last day until then.")
    named_on = models.DateField(help_text="The day that the letter names.")
    reason = models.TextField()
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "told_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(named_on__gt=F("original_due_on")), name="extension_is_later"),
            models.CheckConstraint(condition=Q(told_on__lte=F("original_due_on")), name="extension_told_in_time"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
        ]

    def __str__(self) -> str:
        return f"extension to {self.named_on}"


class DefaultNotice(models.Model):
    """Somebody wrote that our decision is late (Awb 4:17). Counts only when it was late by then.

    Shared by notices about an application and, in a higher room, about an objection.
    """

    class Channel(models.TextChoices):
        WEBSITE = "website", _("Via de website")
        EMAIL = "email", _("Per e-mail")
        POST = "post", _("Per brief")
        COUNTER = "counter", _("Aan de balie")

    class NoPenalty(models.TextChoices):
        UNREASONABLY_LATE = "unreasonably_late", _("De ingebrekestelling kwam onredelijk laat (Awb 4:17 lid 6 onder a)")
        NOT_INTERESTED = "not_interested", _("De aanvrager is geen belanghebbende (Awb 4:17 lid 6 onder b)")
        MANIFEST = "manifest", _("De aanvraag kan duidelijk niet slagen (Awb 4:17 lid 6 onder c)")

    received_on = models.DateField()
    received_at = models.DateTimeField(null=True, blank=True, help_text="Time of receipt of an electronic message.")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    due_on_then = models.DateField(help_text="Last day to decide as it was on receipt; the notice counts after it.")
    is_too_early = models.BooleanField()
    no_penalty = models.CharField(max_length=20, choices=NoPenalty.choices, blank=True)
    no_penalty_reason = models.TextField(blank=True)
    text = models.TextField(blank=True, help_text="What was written, when it came through the website.")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"default notice of {self.received_on}"

    @property
    def counts(self) -> bool:
        """It was not too early, and no exception of the law holds."""
        return not self.is_too_early and not self.no_penalty


JUDGED_BY_ITS_DAY = Q(is_too_early=True, received_on__lte=F("due_on_then")) | Q(
    is_too_early=False, received_on__gt=F("due_on_then")
)
EXCEPTION_HAS_REASON = Q(no_penalty="") | ~Q(no_penalty_reason="")


class NoticeOfDefault(DefaultNotice):
    """A notice of default about an application."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="default_notices")

    class Meta:
        ordering = ["application", "received_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=JUDGED_BY_ITS_DAY, name="default_notice_judged_by_its_day"),
            models.CheckConstraint(condition=EXCEPTION_HAS_REASON, name="no_penalty_has_reason"),
        ]


class TermWarning(models.Model):
    """Somebody was told that a part of a decision term is used up: once per case, level and person or team.

    `round` counts the extensions so far: another named day is another promise, with warnings of its own.
    """

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="term_warnings")
    level = models.PositiveSmallIntegerField(help_text="Percentage of the term that was used.")
    round = models.PositiveSmallIntegerField(default=0)
    addressee = models.CharField(max_length=40, help_text="“user:12” or “team:3”.")
    due_on = models.DateField()
    warned_at = models.DateTimeField()

    class Meta:
        ordering = ["application", "level", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "level", "round", "addressee"], name="term_warning_once")
        ]

    def __str__(self) -> str:
        return f"{self.level} % of {self.application_id} to {self.addressee}"


class ElectronicConsent(models.Model):
    """Whether we may send one kind of message by e-mail (Awb 2:8). The newest row per case and kind counts.

    Without a row the case's own answer to "by e-mail or by post?" holds.
    """

    class Kind(models.TextChoices):
        DECISIONS = "decisions", _("Besluiten")
        QUESTIONS = "questions", _("Vragen en berichten over uw aanvraag")
        PAYMENT = "payment", _("Betaling en verantwoording")

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    is_given = models.BooleanField()
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "kind", "at", "pk"]  # the newest of a kind last: `consents_of` counts on it

    def __str__(self) -> str:
        return f"{self.kind} of {self.application_id}: {self.is_given}"
