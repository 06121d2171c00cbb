"""Words that may stand on a page that leaves the house: never a text that points at a person."""

from __future__ import annotations

from kernkracht.foundation.personal_traces import explained

from ..layout import cut


def safe(text: str, instead: str, longest: int = 200) -> str:
    """The text on one line, or `instead` when something in it points at a person."""
    said = " ".join(text.split())
    return instead if explained(said) else cut(said, longest)
