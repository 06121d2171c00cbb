"""Reads about terms, lists, and what is held about one person."""

from .choices import KeptAgreement, agreements_kept, latest_requests, model_with_agreements
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
    "KeptAgreement",
    "Section",
    "Stay",
    "Subject",
    "agreements_kept",
    "approved_lists",
    "candidate_now",
    "candidates",
    "held_about",
    "history_of_term",
    "kept_until",
    "latest_requests",
    "leftovers",
    "lists",
    "model_with_agreements",
    "rows_of_person",
    "spared_before",
    "terms_on",
    "what_goes",
    "what_stays",
]
