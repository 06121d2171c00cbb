"""How long, what goes, who said so, and the paper of it. Nothing here names a person: tests look for that."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter

from .declarations import DataClass


class RetentionTerm(models.Model):
    """How long a class is kept, from a day on. Rows are added, never changed; without a row the default counts."""

    data_class = models.CharField(max_length=20, choices=DataClass.choices)
    years = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: for ever.")
    from_january = models.BooleanField(default=False, help_text="Counts from 1 January after the end.")
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    set_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["data_class", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["data_class", "valid_from"], name="retention_term_once_a_day"),
            models.CheckConstraint(condition=~Q(source=""), name="retention_term_names_its_source"),
            models.CheckConstraint(
                condition=Q(years__isnull=True) | Q(years__gte=1, years__lte=200), name="retention_term_in_years"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.data_class} since {self.valid_from}"


class ClassChoice(models.Model):
    """The archivist's choice for one object, such as a covenant that is kept for ever (16.1.2). The newest counts."""

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    data_class = models.CharField(max_length=20, choices=DataClass.choices)
    reason = models.CharField(max_length=300)
    chosen_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["chosen_at", "pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="class_choice_of_object")]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="class_choice_has_reason")]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}: {self.data_class}"


class ListState(models.TextChoices):
    PROPOSED = "proposed", _("Voorgesteld")
    APPROVED = "approved", _("Goedgekeurd")
    EXECUTED = "executed", _("Uitgevoerd")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


class DestructionList(models.Model):
    """What may go, as it stood on a day. Approved by somebody else than who made it."""

    as_of = models.DateField()
    state = models.CharField(max_length=10, choices=ListState.choices, default=ListState.PROPOSED)
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approver_role = models.CharField(max_length=100, blank=True, help_text="What the certificate names instead of who.")
    executed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("made_by")),
                name="destruction_needs_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "executed"])
                | (Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approver_role="")),
                name="destruction_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="executed") | Q(executed_at__isnull=False), name="executed_list_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"destruction list {self.pk}"


class ItemState(models.TextChoices):
    LISTED = "listed", _("Op de lijst")
    TAKEN_OFF = "taken_off", _("Van de lijst gehaald")
    HELD = "held", _("Niet vernietigd")
    DESTROYED = "destroyed", _("Vernietigd")
    DROPPED = "dropped", _("Lijst ingetrokken")


class DestructionItem(models.Model):
    """One object on a list: what it is, why it may go, and what became of it. Never more than a number of it."""

    list = models.ForeignKey(DestructionList, on_delete=models.CASCADE, related_name="items")
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    number = models.CharField(max_length=150, help_text="What the office calls it; a number for whatever has people.")
    data_class = models.CharField(max_length=20, choices=DataClass.choices)
    ended_on = models.DateField()
    years = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    source = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.LISTED)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was taken off, or was not destroyed.")
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["list", "data_class", "due_on", "pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="destruction_of_object")]
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id"],
                condition=Q(state__in=["listed", "destroyed"]),
                name="destroyed_once_and_on_one_list",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["taken_off", "held"]) | ~Q(reason=""), name="spared_item_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="listed") | Q(decided_at__isnull=False), name="decided_item_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} {self.state}"


class DestructionCertificate(models.Model):
    """The paper of an executed list: counts and classes, the approver's role and day, never a person."""

    list = models.OneToOneField(DestructionList, on_delete=models.PROTECT, related_name="certificate")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="+")
    counts = models.JSONField(help_text="How many were destroyed per class, and how many rows and files in all.")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        return f"certificate of list {self.list_id}"


class FileToRemove(models.Model):
    """A file whose row is gone and that must still leave the disk. A path says nothing about what was in it."""

    path = models.CharField(max_length=255, unique=True)
    item = models.ForeignKey(DestructionItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="files")
    noted_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["noted_at", "pk"]
        verbose_name_plural = "files to remove"

    def __str__(self) -> str:
        return self.path


class PersonRequest(models.Model):
    """Somebody asked what is held about them, or to erase it, at the counter. Whom it was about is not kept here."""

    class Kind(models.TextChoices):
        EXPORT = "export", _("Inzage")
        ERASE = "erase", _("Verwijderen")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    identity_checked = models.CharField(max_length=200, help_text="How the officer made sure who it was; no number.")
    outcome = models.JSONField(default=dict, help_text="How many rows per model were given, erased or kept.")
    handled_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField()

    class Meta:
        ordering = ["-handled_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(identity_checked=""), name="person_request_checked_identity")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.handled_at:%Y-%m-%d}"
