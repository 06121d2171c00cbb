"""What every act on an objection does first: lock it, check the right, move the state."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.days import day_of

from ..models import Objection, ObjectionState
from ..queries.listing import due_of
from ..queries.rights import right_to_handle
from ..workflow import OBJECTION_WORKFLOW, OPEN_STATES


class ObjectionRefusal(Exception):
    """An act on an objection that did not happen. `sentences` say why and what to do; `field` names the answer."""

    def __init__(self, *sentences: str | Promise, field: str = "") -> None:
        self.sentences = [str(sentence) for sentence in sentences]
        self.field = field
        super().__init__(" ".join(self.sentences))


def lock(objection: Objection) -> Objection:
    """The objection as it is now, locked until the transaction ends. Ceilings and cases are locked before it."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an objection is locked inside a transaction")
    return (
        Objection.objects.select_for_update(of=("self",))
        .select_related("application", "decision", "settlement", "recovery", "penalty")
        .get(pk=objection.pk)
    )


def handled_by(objection: Objection, refusal: type[ObjectionRefusal], *, by: Actor, at: datetime) -> Objection:
    """The locked objection, when `by` may handle it and has it; else raises `refusal` with every reason."""
    row = lock(objection)
    right = right_to_handle(by, row, day_of(at))
    if not right.allowed:
        raise refusal(*right.reasons)
    if row.handler_id != by.pk:
        raise refusal(_("Iemand anders behandelt dit bezwaar, of nog niemand. Pak het eerst op."))
    return row


def require_open(row: Objection, refusal: type[ObjectionRefusal]) -> None:
    if row.state not in OPEN_STATES:
        raise refusal(_("Dit bezwaar is klaar (%(state)s).") % {"state": ObjectionState(row.state).label})


def require_state(row: Objection, state: ObjectionState, refusal: type[ObjectionRefusal]) -> None:
    if row.state != state:
        raise refusal(_wrong_state(ObjectionState(row.state).label))


def step(row: Objection, name: str, refusal: type[ObjectionRefusal]) -> None:
    """Set the next state (not saved), or raise `refusal` naming the present one."""
    OBJECTION_WORKFLOW.move(row, name, lambda label: refusal(_wrong_state(label)))


def _wrong_state(label: str | Promise) -> str:
    return _("Dit kan nu niet: het bezwaar staat op ‘%(state)s’. Ververs de pagina.") % {"state": label}


def text_of(text: str, refusal: type[ObjectionRefusal], message: str | Promise, field: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise refusal(message, field=field)
    return stripped


def keep(row: Objection, at: datetime) -> None:
    """Save, with the last day to decide computed anew from what is known now."""
    row.due_on = due_of(row).due_on
    row.changed_at = at
    row.save()
