"""The life cycles of what is owed and of a batch."""

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.workflow import Transition, Workflow

from .models import BatchState, ObligationState

S, B = ObligationState, BatchState

OBLIGATION_WORKFLOW = Workflow(
    "state",
    ObligationState,
    [
        Transition("make_due", [S.WAITING], S.OPEN),
        Transition("batch", [S.OPEN], S.BATCHED, Permission.PROPOSE_PAYMENT),
        Transition("take_out", [S.BATCHED], S.OPEN, Permission.PROPOSE_PAYMENT),
        Transition("pay", [S.BATCHED], S.PAID, Permission.RELEASE_PAYMENT),
        Transition("come_back", [S.PAID], S.OPEN, Permission.PROPOSE_PAYMENT),
        Transition("cancel", [S.WAITING, S.OPEN], S.CANCELLED),
    ],
)

BATCH_WORKFLOW = Workflow(
    "state",
    BatchState,
    [
        Transition("release", [B.PROPOSED], B.RELEASED, Permission.RELEASE_PAYMENT),
        Transition("withdraw", [B.PROPOSED], B.WITHDRAWN, Permission.PROPOSE_PAYMENT),
    ],
)
