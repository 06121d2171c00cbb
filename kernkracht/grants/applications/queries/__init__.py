"""What others may read of cases."""

from ..consents import consents_of
from ..facts import facts_of
from ..intake import Intake, intake_on
from ..languages import language_of
from ..terms import decision_deadline as explained_deadline
from .cases import VIEWS, CaseFilter, CaseList, case_list, own_villages, visible_cases
from .choices import colleagues, grounds_for
from .dossier import ActRight, CeilingRoom, Dossier, case_by_number, dossier
from .drafts import case_by_token, companion_by_token, removed_at
from .findings import FindingRow, Sheet, current_findings
from .letters import letters_of
from .mandates import MANDATED_FOR, earlier_mandates, mandates, mandates_held, names_of, posts_that_decide
from .mine import NextStep, handler_name, is_applicant, my_cases, next_step, open_requests, timeline
from .payment import payment_plan
from .public import (
    NAMED_KINDS,
    AmountReason,
    Granted,
    GrantedRow,
    PublicFilter,
    PublicPlan,
    granted_by,
    granted_rows,
    latest_plans,
    other_plans,
    public_numbers,
    public_plan,
    public_plans,
    public_plans_numbered,
    public_rows,
    reason_of_amount,
    sum_of,
)
from .related import Link, RelatedCase, related_cases
from .reporting import carried_over, withdrawal_days
from .rights import decision_right_of, declarations_in, declared_interest_in, interests_of, mandates_of, permissions_in
from .similarity import similarity
from .stack import StackItem, stack_for
from .terms import (
    OwedPenalty,
    cases_at_risk,
    deadlines_of,
    exposure,
    penalties_of,
    risk_counts,
    running_suspension,
    untreated_deadline,
    untreated_until,
)
from .timeline import TimelineEntry, timeline_of

__all__ = [
    "MANDATED_FOR",
    "NAMED_KINDS",
    "VIEWS",
    "ActRight",
    "AmountReason",
    "CaseFilter",
    "CaseList",
    "CeilingRoom",
    "Dossier",
    "FindingRow",
    "Granted",
    "GrantedRow",
    "Intake",
    "Link",
    "NextStep",
    "OwedPenalty",
    "PublicFilter",
    "PublicPlan",
    "RelatedCase",
    "Sheet",
    "StackItem",
    "TimelineEntry",
    "carried_over",
    "case_by_number",
    "case_by_token",
    "case_list",
    "cases_at_risk",
    "colleagues",
    "companion_by_token",
    "consents_of",
    "current_findings",
    "deadlines_of",
    "decision_right_of",
    "declarations_in",
    "declared_interest_in",
    "dossier",
    "earlier_mandates",
    "explained_deadline",
    "exposure",
    "facts_of",
    "granted_by",
    "granted_rows",
    "grounds_for",
    "handler_name",
    "intake_on",
    "interests_of",
    "is_applicant",
    "language_of",
    "latest_plans",
    "letters_of",
    "mandates",
    "mandates_held",
    "mandates_of",
    "my_cases",
    "names_of",
    "next_step",
    "open_requests",
    "other_plans",
    "own_villages",
    "payment_plan",
    "penalties_of",
    "permissions_in",
    "posts_that_decide",
    "public_numbers",
    "public_plan",
    "public_plans",
    "public_plans_numbered",
    "public_rows",
    "reason_of_amount",
    "related_cases",
    "removed_at",
    "risk_counts",
    "running_suspension",
    "similarity",
    "stack_for",
    "sum_of",
    "timeline",
    "timeline_of",
    "untreated_deadline",
    "untreated_until",
    "visible_cases",
    "withdrawal_days",
]
