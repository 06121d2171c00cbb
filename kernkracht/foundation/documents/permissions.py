"""Who may see a file or a letter. Each room that attaches them registers its rule; without a rule nobody may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from .models import Letter, StoredDocument


@dataclass(frozen=True)
class Viewer:
    """Somebody at the door: the account (or anonymous), the keys of mailed links they opened, and the day."""

    user: AbstractBaseUser | AnonymousUser
    held_tokens: frozenset[str]
    on: date


DocumentRule = Callable[[StoredDocument, Viewer], bool]
LetterRule = Callable[[Letter, Viewer], bool]
_document_rules: list[DocumentRule] = []
_letter_rules: list[LetterRule] = []


def register_document_rule(rule: DocumentRule) -> DocumentRule:
    """Add a rule that says yes for the files its room knows; call it when the app loads, or use as decorator."""
    if rule not in _document_rules:
        _document_rules.append(rule)
    return rule


def register_letter_rule(rule: LetterRule) -> LetterRule:
    """The same for letters."""
    if rule not in _letter_rules:
        _letter_rules.append(rule)
    return rule


def may_see_document(document: StoredDocument, viewer: Viewer) -> bool:
    return any(rule(document, viewer) for rule in _document_rules)


def may_see_letter(letter: Letter, viewer: Viewer) -> bool:
    return any(rule(letter, viewer) for rule in _letter_rules)
