"""By when a case must be decided, computed from facts: receipt, the scheme's term, suspensions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.deadlines import Deadline, Pause, Term, compute_deadline

from .models import GrantApplication, Suspension
from .rules import decision_term_of, rules_of


def pause_of(suspension: Suspension) -> Pause:
    """The days in which the term stands still (Awb 4:15)."""
    label = str(Suspension.Ground(suspension.ground).label)
    return Pause.after_request(suspension.invited_on, suspension.until_on, suspension.ended_on, reason=f"{label}.")


def decision_deadline(application: GrantApplication) -> Deadline:
    """The last day to decide, with the sentences that explain it. The case must have been received.

    The scheme's term in weeks or its fixed day; without one eight weeks (Awb 4:13 lid 2).
    """
    received_on = application.received_on
    if received_on is None:
        raise ValueError("a draft has no term")
    term = decision_term_of(rules_of(application.version))
    pauses = [pause_of(s) for s in application.suspensions.order_by("invited_on", "pk")]
    promised = term.due_day(received_on)
    if promised is not None and promised > received_on:
        return _fixed_day(received_on, promised, pauses)
    return compute_deadline(received_on, Term(weeks=term.weeks or 8), pauses)


def _fixed_day(received_on: date, promised: date, pauses: list[Pause]) -> Deadline:
    """A promised day is a term of so many days, so that suspensions move it; the day itself never rolls."""
    days = Term(days=(promised - received_on).days)
    computed = compute_deadline(received_on, days, pauses, roll=False)
    first = _("In de regeling staat dat wij uiterlijk op %(day)s beslissen.") % {"day": date_format(promised, "j F Y")}
    return replace(computed, steps=(first, *computed.steps[1:]))
