"""What about volunteers may be seen and done, as pure predicates."""

from __future__ import annotations

from datetime import date

from .models import HelpWanted, Nomination, PrizeRound


def takes_offers(wanted: HelpWanted, on: date) -> bool:
    """Whether anybody may answer a request for help."""
    return wanted.state == HelpWanted.State.OPEN and (wanted.closes_on is None or wanted.closes_on >= on)


def takes_nominations(prizes: PrizeRound, on: date) -> bool:
    """Nominating is possible in an open round, from its first to its last day."""
    return prizes.state == PrizeRound.State.OPEN and prizes.opens_on <= on <= prizes.closes_on


def is_public_round(prizes: PrizeRound) -> bool:
    """A draft is nobody's business yet."""
    return prizes.state != PrizeRound.State.DRAFT


def is_winner(nomination: Nomination) -> bool:
    """Shown to everybody: it won, after the nominee agreed, in a round that was announced."""
    return bool(nomination.award) and nomination.round.state == PrizeRound.State.ANNOUNCED
