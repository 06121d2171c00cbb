"""What may be done with a note of a visit, as pure predicates."""

from __future__ import annotations

from kernkracht.foundation.audit.models import Actor

from .models import VisitNote


def is_used(note: VisitNote) -> bool:
    """A question or trend came from it; then it stays as it is."""
    return note.question_id is not None or note.trend_id is not None


def may_change(note: VisitNote, actor: Actor) -> bool:
    """Only who wrote a note changes it or takes it away, as long as nothing came from it."""
    return note.written_by_id == actor.pk and not is_used(note)
