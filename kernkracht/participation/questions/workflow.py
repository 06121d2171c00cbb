"""The life cycle of a question: only an answer that was sent closes it (R233)."""

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.workflow import Transition, Workflow

from .models import QuestionState

Q = QuestionState
HANDLE = Permission.HANDLE_QUESTION
OPEN = [Q.RECEIVED, Q.ROUTED, Q.PROMISED, Q.REOPENED]

QUESTION_WORKFLOW = Workflow(
    "state",
    QuestionState,
    [
        Transition("route", [Q.RECEIVED, Q.ROUTED, Q.REOPENED], Q.ROUTED, HANDLE),
        Transition("hand_over", [Q.PROMISED], Q.PROMISED, HANDLE),
        Transition("answer_in_process", OPEN, Q.PROMISED, HANDLE),
        Transition("answer_in_content", OPEN, Q.ANSWERED, HANDLE),
        # The asker says that the answer did not help, or writes again. The action checks whose link it is.
        Transition("reopen", [Q.ANSWERED], Q.REOPENED),
    ],
)
