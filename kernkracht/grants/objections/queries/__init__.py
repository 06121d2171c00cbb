"""What others may read of objections."""

from ..legal import numbers_for
from ..subjects import Subject, subject_of
from ..terms import appeal_term, decision_term, objection_term
from ..workflow import OPEN_STATES
from .case_file import case_file_of
from .listing import (
    Contestable,
    clock_of,
    contestable,
    contestable_of,
    due_of,
    my_objections,
    objection_by_number,
    objection_by_token,
    objections_in_office,
    open_objections,
    running_objections,
)
from .penalties import (
    OwedOnObjection,
    PenaltyStand,
    exposure_on_objections,
    penalty_decision_of,
    penalty_of_objection,
    stands_of,
)
from .replay import Replay, ReplayDifference, replay_evaluation
from .rights import Right, possible_handlers, right_to_decide, right_to_handle

__all__ = [
    "OPEN_STATES",
    "Contestable",
    "OwedOnObjection",
    "PenaltyStand",
    "Replay",
    "ReplayDifference",
    "Right",
    "Subject",
    "appeal_term",
    "case_file_of",
    "clock_of",
    "contestable",
    "contestable_of",
    "decision_term",
    "due_of",
    "exposure_on_objections",
    "my_objections",
    "numbers_for",
    "objection_by_number",
    "objection_by_token",
    "objection_term",
    "objections_in_office",
    "open_objections",
    "penalty_decision_of",
    "penalty_of_objection",
    "possible_handlers",
    "replay_evaluation",
    "right_to_decide",
    "right_to_handle",
    "running_objections",
    "stands_of",
    "subject_of",
]
