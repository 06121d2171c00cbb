"""The life of a gathering."""

from kernkracht.foundation.workflow import Transition, Workflow

from .models import Gathering

S = Gathering.State

GATHERING_WORKFLOW = Workflow(
    "state",
    S,
    [
        Transition("move", [S.PLANNED], S.PLANNED),
        Transition("cancel", [S.PLANNED], S.CANCELLED),
        Transition("hold", [S.PLANNED], S.HELD),
    ],
)
"""Who may plan, move or cancel depends on what the gathering is for: the room that plans it asks its own permission."""
