"""Objections: what came in, what was done with it, and what was decided."""

from .decisions import CostsOutcome, ObjectionDecision, ObjectionProposal, Outcome
from .defaults import ObjectionDefault
from .handling import Hearing, ObjectionPause, WaiverGround
from .objection import Channel, Objection, ObjectionAttachment, ObjectionState, SignedBy, SubjectKind
from .penalties import PenaltyDecision

__all__ = [
    "Channel",
    "CostsOutcome",
    "Hearing",
    "Objection",
    "ObjectionAttachment",
    "ObjectionDecision",
    "ObjectionDefault",
    "ObjectionPause",
    "ObjectionProposal",
    "ObjectionState",
    "Outcome",
    "PenaltyDecision",
    "SignedBy",
    "SubjectKind",
    "WaiverGround",
]
