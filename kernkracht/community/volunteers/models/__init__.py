"""Volunteers: help that is wanted and offered, knowledge, prizes, and the pages that say how it works."""

from .help import HelpWanted, KnowledgeEntry, SupportPoint, VolunteerOffer, new_token
from .pages import InfoPage, InfoPageVersion
from .prizes import JuryMember, JuryScore, Nomination, PrizeRound

__all__ = [
    "HelpWanted",
    "InfoPage",
    "InfoPageVersion",
    "JuryMember",
    "JuryScore",
    "KnowledgeEntry",
    "Nomination",
    "PrizeRound",
    "SupportPoint",
    "VolunteerOffer",
    "new_token",
]
