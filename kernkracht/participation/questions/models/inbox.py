"""What came in by e-mail: taken as a question, added to one, or waiting for an officer who says which village."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .question import Question


class IncomingMail(models.Model):
    """One message of the mailbox. Its words stay here only while it waits; then they are the question's."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Wacht op een dorp")
        TAKEN = "taken", _("Vraag geworden")
        ADDED = "added", _("Bij een vraag gezet")
        LEFT = "left", _("Niets mee gedaan")

    message_key = models.CharField(max_length=64, unique=True, help_text="SHA-256 of its Message-ID: never twice.")
    state = models.CharField(max_length=7, choices=State.choices)
    reason = models.CharField(max_length=200, blank=True, help_text="Why nothing was done with it.")
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    received_at = models.DateTimeField()
    question = models.ForeignKey(Question, on_delete=models.SET_NULL, null=True, blank=True, related_name="mails")

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["state", "received_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(text="", name="", email="", subject=""),
                name="handled_mail_keeps_no_words",
            )
        ]

    def __str__(self) -> str:
        return f"mail {self.pk} {self.state}"
