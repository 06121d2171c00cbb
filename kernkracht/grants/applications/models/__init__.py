"""The case: from a first thought to a letter that was sent."""

from ..granted_totals import GrantedTotal
from ..public_texts import PublicText
from .case import (
    ENDED_STATES,
    OPEN_STATES,
    ApplicationState,
    GrantApplication,
    GrantApplicationQuerySet,
    Theme,
    new_token,
)
from .clock import (
    EXCEPTION_HAS_REASON,
    JUDGED_BY_ITS_DAY,
    DefaultNotice,
    ElectronicConsent,
    NoticeOfDefault,
    TermExtension,
    TermWarning,
)
from .decisions import DecisionProposal, GrantDecision, Mandate, Outcome
from .handling import Advice, Assessment, CompletionRequest, Judgement, Suspension, Talk
from .interests import InterestDeclaration, OfficerHousehold
from .parts import Attachment, BudgetLine, Companion, IncomeLine

__all__ = [
    "ENDED_STATES",
    "EXCEPTION_HAS_REASON",
    "JUDGED_BY_ITS_DAY",
    "OPEN_STATES",
    "Advice",
    "ApplicationState",
    "Assessment",
    "Attachment",
    "BudgetLine",
    "Companion",
    "CompletionRequest",
    "DecisionProposal",
    "DefaultNotice",
    "ElectronicConsent",
    "GrantApplication",
    "GrantApplicationQuerySet",
    "GrantDecision",
    "GrantedTotal",
    "IncomeLine",
    "InterestDeclaration",
    "Judgement",
    "Mandate",
    "NoticeOfDefault",
    "OfficerHousehold",
    "Outcome",
    "PublicText",
    "Suspension",
    "Talk",
    "TermExtension",
    "TermWarning",
    "Theme",
    "new_token",
]
