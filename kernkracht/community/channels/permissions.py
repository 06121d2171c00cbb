"""What may still happen with a message, as pure predicates."""

from __future__ import annotations

from .models import ChannelUse, MessagePlan

S = MessagePlan.State
OPEN_STATES = (S.PLANNED, S.SENT)
"""A message stands from when it is planned until its effect is written down (R71)."""


def takes_channels(plan: MessagePlan) -> bool:
    """Whether channels can be chosen for it: while it is prepared, and while it goes out."""
    return plan.state in (S.DRAFT, S.PLANNED)


def may_go_out(plan: MessagePlan) -> bool:
    """Whether it may be told to anybody."""
    return plan.state in OPEN_STATES


def may_be_scored(use: ChannelUse) -> bool:
    """Whether the effect can be written down, or written better: until the message is evaluated."""
    return use.state == ChannelUse.State.DONE and may_go_out(use.plan)
