"""Who may do what with a report, a settlement and a recovery. Pure: the facts come in."""

from __future__ import annotations

from datetime import date

from .models import ReportState

R = ReportState


def may_hand_in(state: str) -> bool:
    """Whether the receiver may still write, also after the last day: late is better than nothing."""
    return state == R.EXPECTED


def may_propose_settlement(state: str, due_on: date | None, on: date) -> bool:
    """A report that came in, a plan that does not go on, or a last day that has passed without a report (Awb 4:47)."""
    return state in (R.RECEIVED, R.CALLED_OFF) or (state == R.EXPECTED and due_on is not None and due_on < on)


def may_decide_lower(*, actor_id: int, proposed_by_id: int) -> bool:
    """Four eyes: whoever proposed a lower settlement never decides on it."""
    return actor_id != proposed_by_id


def may_change_on(*, counted_from: date, last_on: date, on: date) -> bool:
    """Within the years of Awb 4:49 lid 3, counted from the settlement, or from the breach of a later duty."""
    return counted_from <= on <= last_on


def may_recover_on(*, settled_on: date, last_on: date, on: date) -> bool:
    """Within the years of Awb 4:57 lid 4, counted from the day of the settlement."""
    return settled_on <= on <= last_on


def may_set_off(*, same_receiver: bool, same_activity: bool, other_period: bool) -> bool:
    """Awb 4:57 lid 3: only against a grant of the same receiver, for the same activity, for another period."""
    return same_receiver and same_activity and other_period
