"""The life cycle of an objection."""

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.workflow import Transition, Workflow

from .models import ObjectionState

S = ObjectionState
OPEN_STATES = (S.RECEIVED, S.HANDLING, S.AWAITING_REPAIR, S.PROPOSED)

OBJECTION_WORKFLOW = Workflow(
    "state",
    S,
    [
        Transition("take", [S.RECEIVED], S.HANDLING, Permission.HANDLE_OBJECTION),
        Transition("hand_on", [S.HANDLING], S.RECEIVED, Permission.HANDLE_OBJECTION),
        Transition("request_repair", [S.HANDLING], S.AWAITING_REPAIR, Permission.HANDLE_OBJECTION),
        Transition("repair", [S.AWAITING_REPAIR], S.HANDLING),
        Transition("repair_unhandled", [S.AWAITING_REPAIR], S.RECEIVED),
        Transition("propose", [S.HANDLING], S.PROPOSED, Permission.HANDLE_OBJECTION),
        Transition("return_proposal", [S.PROPOSED], S.HANDLING, Permission.DECIDE_OBJECTION),
        Transition("decide", [S.PROPOSED], S.DECIDED, Permission.DECIDE_OBJECTION),
        Transition("withdraw", OPEN_STATES, S.WITHDRAWN),
    ],
)
