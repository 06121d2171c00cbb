"""Files people send, and letters the software makes. Both live outside the web root."""

from __future__ import annotations

import uuid

from django.db import models

from kernkracht.foundation.audit.models import Actor


def upload_path(document: StoredDocument, name: str) -> str:
    """A path that says nothing about its content."""
    return f"documents/{document.key.hex[:2]}/{document.key.hex}"


class StoredDocument(models.Model):
    """An uploaded file after all checks: its content fits its name, its location data is gone, it was scanned."""

    class Scan(models.TextChoices):
        NOT_SCANNED = "not_scanned", "No scanner configured"
        CLEAN = "clean", "Clean"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=upload_path)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=Scan.choices)
    uploaded_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """A letter as it was sent. Stored once, never rendered again."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    html = models.TextField()
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    template_version = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.subject
