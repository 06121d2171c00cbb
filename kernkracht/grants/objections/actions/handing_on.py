"""Letting go of objections when their handler declares an interest in the case (Awb 2:4)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import InterestDeclaration

from ..models import Objection, ObjectionProposal, ObjectionState
from ..workflow import OPEN_STATES
from .gate import ObjectionRefusal, keep, lock, step
from .telling import tell_office


def hand_on_objections(declared: InterestDeclaration, by: Actor, at: datetime) -> None:
    """Part of the declaration: open objections on the case that `by` handles wait for somebody else."""
    own = Objection.objects.filter(application=declared.application_id, handler=by, state__in=OPEN_STATES)
    for objection in own.order_by("pk"):
        row = lock(objection)
        if row.state == ObjectionState.PROPOSED:
            ObjectionProposal.objects.filter(objection=row, returned_at__isnull=True).update(
                returned_at=at, returned_reason=_("Wie dit voorstelde, heeft daarna een eigen belang gemeld.")
            )
            step(row, "return_proposal", ObjectionRefusal)
        if row.state == ObjectionState.HANDLING:
            step(row, "hand_on", ObjectionRefusal)
        row.handler = None
        keep(row, at)
        record("objection.handed_on", row, by=by, at=at, ground="Awb 2:4")
        tell_office(row, _("Dit bezwaar wacht op een behandelaar."), f"handed_on:{declared.pk}", at=at)
