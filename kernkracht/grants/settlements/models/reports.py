"""The account a receiver gives of a grant: asked by a day, told by a person, looked at by an officer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.money import EuroCentsField
from kernkracht.grants.applications.models import GrantApplication, GrantDecision, new_token


class ReportForm(models.TextChoices):
    NONE = "none", _("Geen verslag nodig")
    LIGHT = "light", _("Kort verhaal met foto’s")
    RECEIPTS = "receipts", _("Verslag met bonnen")


class ReportState(models.TextChoices):
    NOT_NEEDED = "not_needed", _("Niet nodig")
    EXPECTED = "expected", _("Nog te ontvangen")
    RECEIVED = "received", _("Ontvangen")
    APPROVED = "approved", _("Goedgekeurd")
    CALLED_OFF = "called_off", _("Gaat niet door")


class SpendingReport(models.Model):
    """Verantwoording of one award. `steps` are the sentences that led to `due_on`; `token` opens it without account."""

    application = models.OneToOneField(GrantApplication, on_delete=models.PROTECT, related_name="spending_report")
    decision = models.OneToOneField(GrantDecision, on_delete=models.PROTECT, related_name="spending_report")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    form = models.CharField(max_length=10, choices=ReportForm.choices)
    state = models.CharField(max_length=12, choices=ReportState.choices)
    counted_from = models.DateField(help_text="Day on which the plan ends as far as the award says.")
    due_on = models.DateField(null=True, blank=True)
    steps = models.JSONField(default=list, blank=True)
    awarded_cents = EuroCentsField()

    what_happened = models.TextField(blank=True)
    people_count = models.PositiveIntegerField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    handed_in_on = models.DateField(null=True, blank=True, help_text="Day of receipt, also of a report on paper.")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Officer who typed it in."
    )
    sent_back_reason = models.TextField(blank=True)
    called_off_reason = models.TextField(blank=True)
    judged_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="report_due")]
        constraints = [
            models.CheckConstraint(condition=Q(awarded_cents__gt=0), name="report_is_about_money"),
            models.CheckConstraint(condition=Q(form="none") | Q(due_on__isnull=False), name="report_has_last_day"),
            models.CheckConstraint(
                condition=~Q(state__in=["received", "approved"]) | Q(handed_in_on__isnull=False),
                name="received_report_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(judged_by__isnull=False, judged_at__isnull=False),
                name="approved_report_has_judge",
            ),
            models.CheckConstraint(
                condition=~Q(state="called_off") | ~Q(called_off_reason=""), name="called_off_report_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="not_needed") | Q(form="none"), name="only_no_report_is_not_needed"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.application_id} {self.state}"


class ReportPhoto(models.Model):
    """A picture that goes with a report; `caption` says what it shows, for who cannot see it."""

    report = models.ForeignKey(SpendingReport, on_delete=models.CASCADE, related_name="photos")
    document = models.OneToOneField(StoredDocument, on_delete=models.PROTECT, related_name="report_photo")
    caption = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["report", "pk"]

    def __str__(self) -> str:
        return f"photo of {self.report_id}"


class ReceiptLine(models.Model):
    """One cost with its receipt. Amount in euro cents, above zero."""

    report = models.ForeignKey(SpendingReport, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    spent_on = models.DateField()
    what = models.CharField(max_length=200)
    cost_kind = models.CharField(max_length=40, blank=True)
    amount_cents = EuroCentsField()
    document = models.OneToOneField(
        StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="receipt_line"
    )

    class Meta:
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="receipt_line_position_once"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="receipt_line_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.amount_cents}"


class ReportReminder(models.Model):
    """A mail that asked for a report: at most one per report and moment, whatever the nightly job does."""

    class Moment(models.TextChoices):
        ASKED = "asked", _("Gevraagd")
        REMINDED = "reminded", _("Herinnerd")
        OVERDUE = "overdue", _("De laatste dag is voorbij")

    report = models.ForeignKey(SpendingReport, on_delete=models.CASCADE, related_name="reminders")
    moment = models.CharField(max_length=10, choices=Moment.choices)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["report", "sent_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "moment"], name="report_reminder_once")]

    def __str__(self) -> str:
        return f"{self.moment} {self.report_id}"
