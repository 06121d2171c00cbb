"""The start gathering of a village: no village runs before one was held, or somebody says why (R41)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import RolloutStep, Village

from .models import Gathering

START_GATHERING = "start_gathering"
"""The code of the kind; what it is called is data."""


def start_gatherings(village: Village) -> QuerySet[Gathering]:
    """Every start gathering of a village, cancelled ones included, the latest first."""
    rows = Gathering.objects.filter(kind__code=START_GATHERING, villages=village)
    return rows.select_related("kind", "host").order_by("-starts_at", "-pk")


def why_not_running(village: Village, phase: RolloutStep.Phase) -> str:
    """What keeps a village from the phase of running; "" when nothing does."""
    if phase != RolloutStep.Phase.RUN or start_gatherings(village).filter(state=Gathering.State.HELD).exists():
        return ""
    return _("Er is nog geen startbijeenkomst afgerond. Rond die eerst af, of schrijf op waarom het zonder kan.")
