"""The life cycles of a claim and of a yearly contribution."""

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.workflow import Transition, Workflow

from .models import ClaimState, ContributionState

C = ClaimState
Y = ContributionState

CLAIM_WORKFLOW = Workflow(
    "state",
    ClaimState,
    [
        # The group, or an officer who types in paper. The action checks who speaks for the group.
        Transition("file", [C.DRAFT], C.FILED),
        Transition("withdraw", [C.FILED, C.HANDLED], C.WITHDRAWN),
        # The office.
        Transition("handle", [C.FILED], C.HANDLED, Permission.HANDLE_CLAIM),
        Transition("send_back", [C.HANDLED], C.FILED, Permission.APPROVE_CLAIM),
        Transition("refuse", [C.HANDLED, C.FILED], C.REFUSED, Permission.APPROVE_CLAIM),
        Transition("approve", [C.HANDLED], C.APPROVED, Permission.APPROVE_CLAIM),
    ],
)

CONTRIBUTION_WORKFLOW = Workflow(
    "state",
    ContributionState,
    [
        Transition("approve", [Y.PROPOSED], Y.APPROVED, Permission.APPROVE_CLAIM),
        Transition("drop", [Y.PROPOSED], Y.DROPPED, Permission.APPROVE_CLAIM),
    ],
)
