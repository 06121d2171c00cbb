"""The life of a message, and of one use of a channel for it."""

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.workflow import Transition, Workflow

from .models import ChannelUse, MessagePlan

M, U = MessagePlan.State, ChannelUse.State
MANAGE = Permission.MANAGE_CHANNELS

MESSAGE_WORKFLOW = Workflow(
    "state",
    M,
    [
        Transition("change", [M.DRAFT], M.DRAFT, MANAGE),
        Transition("plan", [M.DRAFT], M.PLANNED, MANAGE),
        Transition("take_back", [M.PLANNED], M.DRAFT, MANAGE),
        Transition("send", [M.PLANNED], M.SENT, MANAGE),
        Transition("evaluate", [M.SENT], M.EVALUATED, MANAGE),
        Transition("call_off", [M.DRAFT, M.PLANNED], M.CALLED_OFF, MANAGE),
    ],
)

USE_WORKFLOW = Workflow(
    "state",
    U,
    [
        Transition("move", [U.PLANNED], U.PLANNED, MANAGE),
        Transition("do", [U.PLANNED], U.DONE, MANAGE),
        Transition("drop", [U.PLANNED], U.DROPPED, MANAGE),
        Transition("score", [U.DONE], U.DONE, MANAGE),
    ],
)
