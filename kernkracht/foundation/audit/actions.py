"""The only writer of the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import override

from .events import sentence_for
from .models import Actor, AuditEvent


class RecordedOutsideTransaction(RuntimeError):
    """An act and its record succeed or vanish together; without a transaction they cannot."""


def record(
    event: str,
    obj: models.Model,
    *,
    by: Actor,
    at: datetime,
    ground: str = "",
    data: Mapping[str, object] | None = None,
) -> AuditEvent:
    """Write one event about `obj` inside the transaction of the act itself.

    Raises `RecordedOutsideTransaction` outside a transaction and `UnknownEvent` for a code without a sentence.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RecordedOutsideTransaction(event)
    sentence_for(event)
    return AuditEvent.objects.create(
        event=event,
        actor=by,
        at=at,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        ground=ground,
        data=_plain(data or {}),
    )


def _plain(data: Mapping[str, object]) -> dict[str, object]:
    """The trail is kept in the language of the house, whatever the screen of who acts shows."""
    with override(settings.LANGUAGE_CODE):
        return {key: str(value) if isinstance(value, Promise) else value for key, value in data.items()}
