"""Groups of a village, their people, and what they and the municipality agreed."""

from .changes import AccountChange, ChangeState, MonthlyFeedback, PageChange
from .covenants import Covenant, CovenantDuty, CovenantVersion, DutyEvidence
from .register import (
    PAGE_TEXTS,
    Group,
    GroupContact,
    GroupKind,
    GroupKindLabel,
    GroupState,
    Nature,
)

__all__ = [
    "PAGE_TEXTS",
    "AccountChange",
    "ChangeState",
    "Covenant",
    "CovenantDuty",
    "CovenantVersion",
    "DutyEvidence",
    "Group",
    "GroupContact",
    "GroupKind",
    "GroupKindLabel",
    "GroupState",
    "MonthlyFeedback",
    "Nature",
    "PageChange",
]
