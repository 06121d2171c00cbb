"""Lists of messages for the office."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from .models import OutboxMessage

State, Channel, Lane = OutboxMessage.State, OutboxMessage.Channel, OutboxMessage.Lane


def _all() -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.select_related("letter").defer("letter__pdf", "letter__html")


def _listed() -> QuerySet[OutboxMessage]:
    """Mail to one person. What went to thousands has its own list, or nobody would find anything here."""
    return _all().filter(lane=Lane.PERSONAL)


def unsent_messages() -> QuerySet[OutboxMessage]:
    """What failed or came back, newest first: a person must act."""
    return _listed().filter(state__in=[State.FAILED, State.BOUNCED])


def waiting_messages() -> QuerySet[OutboxMessage]:
    """E-mail that waits for a worker or is being sent."""
    return _listed().filter(state__in=[State.QUEUED, State.SENDING], channel=Channel.EMAIL)


def bulk_messages() -> QuerySet[OutboxMessage]:
    """The same mail to many that did not go out (yet), newest first; nobody has to act, and a digest comes again."""
    return _all().filter(lane=Lane.BULK).exclude(state=State.SENT)


def print_queue() -> QuerySet[OutboxMessage]:
    """Letters to print and post, oldest first."""
    return _listed().filter(state=State.QUEUED, channel=Channel.PRINT).order_by("created_at", "pk")


def sent_messages() -> QuerySet[OutboxMessage]:
    """What went out, newest first."""
    return _listed().filter(state=State.SENT).order_by("-sent_at", "-pk")


def messages_about(obj: models.Model) -> QuerySet[OutboxMessage]:
    """All messages about one object, newest first."""
    return _all().filter(subject_type=obj._meta.label_lower, subject_id=str(obj.pk))
