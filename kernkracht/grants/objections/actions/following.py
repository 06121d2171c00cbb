"""What the objector does after filing: add what is missing, say why it came late, withdraw."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..letters import facts_for, tell
from ..messages import WITHDRAWN, ObjectionNotice
from ..models import Objection, ObjectionState
from .filing import Upload, attach
from .gate import ObjectionRefusal, keep, lock, require_open, step, text_of
from .handling import mend
from .hearings import cancel_planned
from .telling import tell_office


class UnableToFollow(ObjectionRefusal):
    """The objection is over, or nothing was asked."""


def answer_repair(
    *, objection: Objection, answer: str, by: Actor, at: datetime, uploads: Iterable[Upload] = ()
) -> Objection:
    """The objector adds what was missing; the term runs again (Awb 6:6). Raises `ObjectionRefusal` kinds."""
    with transaction.atomic(durable=True):
        row = lock(objection)
        if row.state != ObjectionState.AWAITING_REPAIR:
            raise UnableToFollow(_("Wij wachten nu niet op een aanvulling."))
        attach(row, uploads, by=by, at=at)
        mend(row, answer, by=by, at=at)
        tell_office(row, _("De indiener heeft het bezwaar aangevuld."), f"repaired:{at.isoformat()}", at=at)
        return row


def explain_lateness(*, objection: Objection, reason: str, by: Actor, at: datetime) -> Objection:
    """The objector says why it came late (Awb 6:11). Raises `UnableToFollow`."""
    with transaction.atomic(durable=True):
        row = lock(objection)
        require_open(row, UnableToFollow)
        if not row.is_late or row.is_excused is not None:
            raise UnableToFollow(_("Wij hoeven dit niet (meer) van u te weten."))
        row.late_reason = text_of(reason, UnableToFollow, _("Schrijf op waarom uw bezwaar later kwam."), "reason")
        keep(row, at)
        record("objection.lateness_explained", row, by=by, at=at, ground="Awb 6:11")
        return row


def withdraw_objection(*, objection: Objection, reason: str, by: Actor, at: datetime) -> Objection:
    """Stop an open objection (Awb 6:21). Raises `UnableToFollow`."""
    with transaction.atomic(durable=True):
        row = lock(objection)
        step(row, "withdraw", UnableToFollow)
        row.withdrawn_at, row.withdrawal_reason = at, reason.strip()
        cancel_planned(row, _("U heeft uw bezwaar ingetrokken."), by=by, at=at)
        keep(row, at)
        record("objection.withdrawn", row, by=by, at=at, ground="Awb 6:21")
        notice = ObjectionNotice(**facts_for(row))  # type: ignore[arg-type]  # facts by their own names
        tell(row, WITHDRAWN, notice, key=f"{WITHDRAWN}:{row.pk}", by=by, at=at)
        tell_office(row, _("Het bezwaar is ingetrokken."), "withdrawn", at=at)
        return row
