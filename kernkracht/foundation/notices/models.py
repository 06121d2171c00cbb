"""The outbox: a message is a row in the same transaction as the act, and is sent after commit."""

from __future__ import annotations

import uuid

from django.db import models

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter


class OutboxMessage(models.Model):
    """One message to one recipient, by e-mail or to the print queue. Never lost: it is sent, or it is on a list."""

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail"
        PRINT = "print", "Print and post"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        SENDING = "sending", "Being sent by a worker"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        BOUNCED = "bounced", "Came back"

    class Lane(models.IntegerChoices):
        PERSONAL = 0, "To one person about their own"
        BULK = 1, "The same to many, after all personal mail"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="Part of its Message-ID.")
    unique_key = models.CharField(max_length=160, unique=True, help_text="Same key, same message: never twice.")
    kind = models.CharField(max_length=80, help_text="Which notice, such as application_received.")
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.EMAIL)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    lane = models.PositiveSmallIntegerField(choices=Lane.choices, default=Lane.PERSONAL)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=60, blank=True)
    recipient_name = models.CharField(max_length=150, blank=True)
    recipient_email = models.EmailField(blank=True)
    recipient_address = models.TextField(blank=True)
    language = models.CharField(max_length=5, default="nl")
    subject = models.CharField(max_length=200)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    unsubscribe_url = models.URLField(blank=True, help_text="Where one POST ends mail like this (RFC 8058).")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    resends = models.PositiveSmallIntegerField(default=0, help_text="How often somebody sent it again by hand.")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True, help_text="When a worker began to send it.")
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "lane", "next_attempt_at"], name="outbox_due"),
            models.Index(fields=["subject_type", "subject_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="sent_message_has_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sending") | models.Q(claimed_at__isnull=False),
                name="message_being_sent_is_claimed",
            ),
            models.CheckConstraint(
                condition=~models.Q(channel="print") | models.Q(letter__isnull=False), name="printed_message_has_letter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class MessageTemplate(models.Model):
    """A version of a municipality's own text for one part of a notice. The highest version counts; all are kept.

    Without a row, or when the last version says so (`is_default`), the text in the code base is used.
    """

    kind = models.CharField(max_length=80)
    part = models.CharField(max_length=20)
    language = models.CharField(max_length=5, default="nl")
    version = models.PositiveIntegerField()
    is_default = models.BooleanField(default=False, help_text="From here on, the text of the software again.")
    body = models.TextField(blank=True)
    changed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "part", "language", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "part", "language", "version"], name="message_template_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(is_default=True) | ~models.Q(body=""), name="message_template_has_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.part} ({self.language}) {self.version}"
