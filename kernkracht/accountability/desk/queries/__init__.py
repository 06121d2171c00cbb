"""What a colleague must see today."""

from .agenda import Agenda, Moment
from .desk import CHANNEL_QUERIES, FIRST_LOOK, MOST_QUERIES, Desk, desk_of
from .fresh import FreshRow
from .posts import Focus, Posts, Scope, posts_of
from .promises import DueRow
from .villages import CONTACTS, VillageRow, quiet_first, village_rows
from .waiting import WaitingRow

__all__ = [
    "CHANNEL_QUERIES",
    "CONTACTS",
    "FIRST_LOOK",
    "MOST_QUERIES",
    "Agenda",
    "Desk",
    "DueRow",
    "Focus",
    "FreshRow",
    "Moment",
    "Posts",
    "Scope",
    "VillageRow",
    "WaitingRow",
    "desk_of",
    "posts_of",
    "quiet_first",
    "village_rows",
]
