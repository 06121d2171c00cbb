"""Reading the trail back."""

from __future__ import annotations

from django.db import models

from .models import AuditEvent


def history_of(obj: models.Model) -> models.QuerySet[AuditEvent]:
    """Events about one object, oldest first."""
    return AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).select_related("actor")
