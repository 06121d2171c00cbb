"""What the receiver tells, how much the grant turns out to be, what comes back, and the story it may become."""

from .reports import ReceiptLine, ReportForm, ReportPhoto, ReportReminder, ReportState, SpendingReport
from .settling import ChangeGround, LowerGround, Recovery, RecoveryState, Repayment, Settlement, SettlementState
from .stories import Story, StoryPhoto, StoryState

__all__ = [
    "ChangeGround",
    "LowerGround",
    "ReceiptLine",
    "Recovery",
    "RecoveryState",
    "Repayment",
    "ReportForm",
    "ReportPhoto",
    "ReportReminder",
    "ReportState",
    "Settlement",
    "SettlementState",
    "SpendingReport",
    "Story",
    "StoryPhoto",
    "StoryState",
]
