"""Every event has one sentence. Rooms declare theirs in their own events.py and register them when they load."""

from __future__ import annotations

from collections.abc import Mapping

_SENTENCES: dict[str, str] = {}


class UnknownEvent(LookupError):
    """An event code was recorded that no room declared."""


class EventDeclaredTwice(ValueError):
    """Two rooms declared the same code with different sentences."""


def declare(sentences: Mapping[str, str]) -> None:
    """Add a room's events: code → Dutch sentence (a gettext lazy string), with {placeholders} filled from `data`."""
    for code, sentence in sentences.items():
        if code in _SENTENCES and str(_SENTENCES[code]) != str(sentence):
            raise EventDeclaredTwice(code)
        _SENTENCES[code] = sentence


def sentence_for(code: str) -> str:
    """The sentence template of an event. Raises `UnknownEvent`."""
    try:
        return _SENTENCES[code]
    except KeyError:
        raise UnknownEvent(code) from None


def declared() -> dict[str, str]:
    """All events, for the page that explains the log and for the test that checks their translation."""
    return dict(_SENTENCES)
