"""Making briefings, and letting the alderman join."""

from .joining import UnableToJoin, alderman_joins, end_attendance
from .making import UnableToBrief, brief_alderman, make_briefing

__all__ = [
    "UnableToBrief",
    "UnableToJoin",
    "alderman_joins",
    "brief_alderman",
    "end_attendance",
    "make_briefing",
]
