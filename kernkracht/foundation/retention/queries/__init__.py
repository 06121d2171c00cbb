"""Reads about terms, lists, and what is held about one person."""

from .held import Held, HeldFile, Section, held_about
from .lists import (
    Candidate,
    DatedTerm,
    approved_lists,
    candidate_now,
    candidates,
    history_of_term,
    kept_until,
    leftovers,
    lists,
    spared_before,
    terms_on,
)
from .persons import Stay, Subject, rows_of_person, what_goes, what_stays

__all__ = [
    "Candidate",
    "DatedTerm",
    "Held",
    "HeldFile",
    "Section",
    "Stay",
    "Subject",
    "approved_lists",
    "candidate_now",
    "candidates",
    "held_about",
    "history_of_term",
    "kept_until",
    "leftovers",
    "lists",
    "rows_of_person",
    "spared_before",
    "terms_on",
    "what_goes",
    "what_stays",
]
