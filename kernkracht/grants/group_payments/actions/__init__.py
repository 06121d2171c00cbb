"""The verbs of money for groups, and the only writers of its tables."""

from .claiming import LineFacts, add_receipt, file_claim, remove_receipt, start_claim, withdraw_claim
from .gate import UnableToPayGroup
from .handling import LineVerdict, approve_claim, handle_claim, refuse_claim, send_back_claim
from .leaving import clean_claim_drafts, discard_draft, remind_of_draft, remove_left_draft
from .yearly import approve_contribution, approve_contributions, drop_contribution, propose_contributions

__all__ = [
    "LineFacts",
    "LineVerdict",
    "UnableToPayGroup",
    "add_receipt",
    "approve_claim",
    "approve_contribution",
    "approve_contributions",
    "clean_claim_drafts",
    "discard_draft",
    "drop_contribution",
    "file_claim",
    "handle_claim",
    "propose_contributions",
    "refuse_claim",
    "remind_of_draft",
    "remove_left_draft",
    "remove_receipt",
    "send_back_claim",
    "start_claim",
    "withdraw_claim",
]
