"""The register of channels, and messages that go by them."""

from .messages import ChannelUse, GroupDelivery, MessageAudience, MessagePlan
from .register import BEST, WORST, Channel, ChannelContact, ChannelKind, Coverage, OwnerKind, TargetGroup

__all__ = [
    "BEST",
    "WORST",
    "Channel",
    "ChannelContact",
    "ChannelKind",
    "ChannelUse",
    "Coverage",
    "GroupDelivery",
    "MessageAudience",
    "MessagePlan",
    "OwnerKind",
    "TargetGroup",
]
