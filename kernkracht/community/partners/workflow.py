"""The life cycle of a request for support."""

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.workflow import Transition, Workflow

from .models import SupportRequest

S = SupportRequest.State

SUPPORT_WORKFLOW = Workflow(
    "state",
    SupportRequest.State,
    [
        Transition("agree", [S.ASKED], S.AGREED, Permission.MANAGE_PARTNERS),
        Transition("decline", [S.ASKED], S.DECLINED, Permission.MANAGE_PARTNERS),
        Transition("finish", [S.AGREED], S.DONE, Permission.MANAGE_PARTNERS),
    ],
)
