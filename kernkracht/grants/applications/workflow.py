"""The life cycle of a grant application."""

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.workflow import Transition, Workflow

from .models import OPEN_STATES, ApplicationState

S = ApplicationState

APPLICATION_WORKFLOW = Workflow(
    "state",
    ApplicationState,
    [
        # The applicant, or an officer for them. The action checks who holds the case.
        Transition("submit", [S.DRAFT], S.SUBMITTED),
        Transition("withdraw", OPEN_STATES, S.WITHDRAWN),
        Transition("complete", [S.AWAITING_COMPLETION], S.ASSESSING),
        # The office.
        Transition("start_assessment", [S.SUBMITTED], S.ASSESSING, Permission.ASSESS_APPLICATION),
        Transition(
            "request_completion", [S.SUBMITTED, S.ASSESSING], S.AWAITING_COMPLETION, Permission.ASSESS_APPLICATION
        ),
        Transition("resume", [S.AWAITING_COMPLETION], S.ASSESSING, Permission.ASSESS_APPLICATION),
        Transition("propose", [S.ASSESSING], S.PROPOSED, Permission.ASSESS_APPLICATION),
        Transition("return_proposal", [S.PROPOSED], S.ASSESSING, Permission.DECIDE_APPLICATION),
        Transition("grant", [S.PROPOSED], S.GRANTED, Permission.DECIDE_APPLICATION),
        Transition("refuse", [S.PROPOSED], S.REFUSED, Permission.DECIDE_APPLICATION),
        Transition("not_treat", [S.PROPOSED], S.NOT_TREATED, Permission.DECIDE_APPLICATION),
        Transition("refer", [S.PROPOSED], S.REFERRED, Permission.DECIDE_APPLICATION),
        # A new decision on an objection; the room of objections sees to who may.
        Transition(
            "grant_on_objection",
            [S.REFUSED, S.NOT_TREATED, S.REFERRED, S.GRANTED],
            S.GRANTED,
            Permission.DECIDE_OBJECTION,
        ),
        Transition(
            "refuse_on_objection", [S.REFUSED, S.NOT_TREATED, S.REFERRED], S.REFUSED, Permission.DECIDE_OBJECTION
        ),
        Transition("carry_over", [S.PROPOSED], S.ASSESSING, Permission.DECIDE_APPLICATION),
    ],
)
