"""Reads offered to other rooms."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from kernkracht.community.villages.models import Village

from .calendar import calendar_of
from .models import Gathering, GatheringKind, Invitee


def kind_named(code: str) -> GatheringKind | None:
    """The kind with this code as the municipality has it now; None before the first of its sort is planned."""
    return GatheringKind.objects.filter(code=code).first()


def public_ahead(at: datetime, village: Village | None = None) -> QuerySet[Gathering]:
    """Public gatherings that are still to come, soonest first; of one village when given."""
    rows = Gathering.objects.filter(is_public=True, state=Gathering.State.PLANNED, ends_at__gte=at)
    if village is not None:
        rows = rows.filter(villages=village)
    return rows.select_related("kind").order_by("starts_at", "pk")


def invitee_by_token(token: str) -> Invitee | None:
    """Who a mailed link was meant for, with the gathering."""
    return Invitee.objects.select_related("gathering__kind").filter(token=token).first()


__all__ = ["calendar_of", "invitee_by_token", "kind_named", "public_ahead"]
