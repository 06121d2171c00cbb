"""The life of a group, and of a wish to change something about it."""

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.workflow import Transition, Workflow

from .models import ChangeState, GroupState

G, C = GroupState, ChangeState

GROUP_WORKFLOW = Workflow(
    "state",
    GroupState,
    [
        Transition("approve", [G.PROPOSED], G.ACTIVE, Permission.MANAGE_GROUPS),
        Transition("turn_down", [G.PROPOSED], G.ENDED, Permission.MANAGE_GROUPS),
        Transition("end", [G.ACTIVE], G.ENDED, Permission.MANAGE_GROUPS),
        Transition("reopen", [G.ENDED], G.ACTIVE, Permission.MANAGE_GROUPS),
    ],
)

CHANGE_WORKFLOW = Workflow(
    "state",
    ChangeState,
    [
        Transition("approve", [C.WAITING], C.APPROVED, Permission.MANAGE_GROUPS),
        Transition("turn_down", [C.WAITING], C.TURNED_DOWN, Permission.MANAGE_GROUPS),
        # The group itself: a newer wish takes the place of one that still waits.
        Transition("withdraw", [C.WAITING], C.WITHDRAWN),
    ],
)
