"""Meetings of the municipality, who takes part, and what came of them."""

from .gathering import (
    Audience,
    Gathering,
    GatheringKind,
    GatheringSeries,
    Invitee,
    LadderRung,
    Mode,
    new_door_code,
    new_token,
    source_mark,
)
from .outcomes import ActionPointOfGathering, GatheringFeedback, PolicyDocument
from .taking_part import Attendance, SignUp, Slot, Way

__all__ = [
    "ActionPointOfGathering",
    "Attendance",
    "Audience",
    "Gathering",
    "GatheringFeedback",
    "GatheringKind",
    "GatheringSeries",
    "Invitee",
    "LadderRung",
    "Mode",
    "PolicyDocument",
    "SignUp",
    "Slot",
    "Way",
    "new_door_code",
    "new_token",
    "source_mark",
]
