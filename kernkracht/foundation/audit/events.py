"""Every event has one sentence. Rooms declare theirs in their own events.py and register them when they load."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_SENTENCES: dict[str, StrOrPromise] = {}


class UnknownEvent(LookupError):
    """An event code was recorded that no room declared."""


class EventDeclaredTwice(ValueError):
    """Two rooms declared the same code with different sentences."""


def declare(sentences: Mapping[str, StrOrPromise]) -> None:
    """Add a room's events: code → Dutch sentence (a gettext lazy string), with {placeholders} filled from `data`."""
    for code, sentence in sentences.items():
        if code in _SENTENCES and str(_SENTENCES[code]) != str(sentence):
            raise EventDeclaredTwice(code)
        _SENTENCES[code] = sentence


def sentence_for(code: str) -> str:
    """The sentence template of an event. Raises `UnknownEvent`."""
    try:
        return str(_SENTENCES[code])
    except KeyError:
        raise UnknownEvent(code) from None


def declared() -> dict[str, str]:
    """All events, for the page that explains the log and for the test that checks their translation."""
    return {code: str(sentence) for code, sentence in _SENTENCES.items()}
