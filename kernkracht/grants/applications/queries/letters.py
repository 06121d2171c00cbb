"""The letters of a case."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.notices.models import OutboxMessage

from ..models import GrantApplication


def letters_of(application: GrantApplication) -> QuerySet[Letter]:
    """Every letter that was mailed or printed about a case, newest first; without the texts themselves.

    Each letter leaves with a message about its case, and both go when the case goes, so none can be missed here.
    """
    label = GrantApplication._meta.label_lower
    sent = OutboxMessage.objects.filter(letter=OuterRef("pk"), subject_type=label, subject_id=str(application.pk))
    return Letter.objects.filter(Exists(sent)).defer("html", "pdf").order_by("-made_at", "-pk")
