"""Making briefings, and letting the alderman join."""

from .joining import UnableToJoin, alderman_joins, end_attendance
from .making import UnableToMakeBriefing, inform_alderman, make_briefing

__all__ = [
    "UnableToJoin",
    "UnableToMakeBriefing",
    "alderman_joins",
    "end_attendance",
    "inform_alderman",
    "make_briefing",
]
