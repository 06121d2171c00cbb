"""The life cycle of a message."""

from kernkracht.foundation.workflow import Transition, Workflow

from .models import OutboxMessage

S = OutboxMessage.State

OUTBOX_WORKFLOW = Workflow(
    "state",
    S,
    [
        # The worker.
        Transition("claim", [S.QUEUED], S.SENDING),
        Transition("delivered", [S.SENDING], S.SENT),
        Transition("try_later", [S.SENDING], S.QUEUED),
        Transition("give_up", [S.SENDING], S.FAILED),
        Transition("refused", [S.SENDING], S.BOUNCED),
        # The office, or the receiving mail server.
        Transition("came_back", [S.SENT], S.BOUNCED),
        Transition("printed", [S.QUEUED], S.SENT, "mail.resend"),
        Transition("resend", [S.SENT, S.FAILED, S.BOUNCED], S.QUEUED, "mail.resend"),
    ],
)
