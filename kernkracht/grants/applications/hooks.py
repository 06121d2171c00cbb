"""Where higher rooms attach themselves to a decision.

A function registered here (in the room's `AppConfig.ready`) is called inside the deciding transaction, once for every
decision of whatever outcome, after its money, state, record and letter. Ceilings and case are locked by then. When it
raises, nothing of the decision stays.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kernkracht.foundation.audit.models import Actor

from .models import GrantDecision, InterestDeclaration

interest_declared: list[Callable[[InterestDeclaration, Actor, datetime], None]] = []
"""Called inside the transaction in which an officer declares an interest, so that higher rooms hand on their part."""
decision_taken: list[Callable[[GrantDecision, Actor, datetime], None]] = []


def announce(decision: GrantDecision, by: Actor, at: datetime) -> None:
    """Tell every registered room of a decision, in the order of the layers."""
    for hear in decision_taken:
        hear(decision, by, at)
