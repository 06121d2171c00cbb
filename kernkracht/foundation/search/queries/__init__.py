"""Asking what can be found."""

from ..declarations import SearchKind, kinds
from ..readers import EVERYBODY, Reader
from .searching import Correction, Group, Hit, Results, Wanted, search

__all__ = [
    "EVERYBODY",
    "Correction",
    "Group",
    "Hit",
    "Reader",
    "Results",
    "SearchKind",
    "Wanted",
    "kinds",
    "search",
]
