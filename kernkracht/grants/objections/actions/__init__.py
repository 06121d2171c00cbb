"""The verbs of an objection, and the only writers of its tables."""

from .deciding import UnableToDecideObjection, decide_objection
from .defaulting import UnableToDefault, file_default, register_default, waive_default
from .filing import Filing, UnableToFile, Upload, file_objection, register_objection
from .following import UnableToFollow, answer_repair, explain_lateness, withdraw_objection
from .gate import ObjectionRefusal
from .handling import (
    UnableToHandle,
    adjourn_with_consent,
    announce_committee,
    assign_objection,
    extend_term,
    judge_lateness,
    note_repair,
    request_repair,
    resume_after_unused_repair,
    running_pause,
    take_objection,
)
from .hearings import UnableToHear, move_hearing, plan_hearing, planned_hearing, record_hearing, waive_hearing
from .penalties import UnableToEstablishPenalty, establish_penalty
from .proposing import (
    OutcomeProposal,
    UnableToProposeOutcome,
    UnableToReturnOutcome,
    open_outcome,
    possible_outcomes,
    propose_outcome,
    return_outcome,
)
from .signing import UnableToSign, send_code_again, sign_objection

__all__ = [
    "Filing",
    "ObjectionRefusal",
    "OutcomeProposal",
    "UnableToDecideObjection",
    "UnableToDefault",
    "UnableToEstablishPenalty",
    "UnableToFile",
    "UnableToFollow",
    "UnableToHandle",
    "UnableToHear",
    "UnableToProposeOutcome",
    "UnableToReturnOutcome",
    "UnableToSign",
    "Upload",
    "adjourn_with_consent",
    "announce_committee",
    "answer_repair",
    "assign_objection",
    "decide_objection",
    "establish_penalty",
    "explain_lateness",
    "extend_term",
    "file_default",
    "file_objection",
    "judge_lateness",
    "move_hearing",
    "note_repair",
    "open_outcome",
    "plan_hearing",
    "planned_hearing",
    "possible_outcomes",
    "propose_outcome",
    "record_hearing",
    "register_default",
    "register_objection",
    "request_repair",
    "resume_after_unused_repair",
    "return_outcome",
    "running_pause",
    "send_code_again",
    "sign_objection",
    "take_objection",
    "waive_default",
    "waive_hearing",
    "withdraw_objection",
]
