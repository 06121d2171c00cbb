"""The outbox: a message is a row in the same transaction as the act, and is sent after commit."""

from __future__ import annotations

from django.db import models

from kernkracht.foundation.documents.models import Letter


class OutboxMessage(models.Model):
    """One message to one recipient, by e-mail or to the print queue. Never lost: it is sent, or it is on a list."""

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail"
        PRINT = "print", "Print and post"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        BOUNCED = "bounced", "Came back"

    unique_key = models.CharField(max_length=160, unique=True, help_text="Same key, same message: never twice.")
    kind = models.CharField(max_length=80, help_text="Which notice, such as application_received.")
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.EMAIL)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=60, blank=True)
    recipient_name = models.CharField(max_length=150, blank=True)
    recipient_email = models.EmailField(blank=True)
    recipient_address = models.TextField(blank=True)
    language = models.CharField(max_length=5, default="nl")
    subject = models.CharField(max_length=200)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"]),
            models.Index(fields=["subject_type", "subject_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="sent_message_has_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class MessageTemplate(models.Model):
    """A municipality's own text for a notice or letter; without a row the text in the code base is used."""

    kind = models.CharField(max_length=80)
    part = models.CharField(max_length=20)
    language = models.CharField(max_length=5, default="nl")
    body = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "part", "language"]
        constraints = [models.UniqueConstraint(fields=["kind", "part", "language"], name="message_template_once")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.part} ({self.language})"
