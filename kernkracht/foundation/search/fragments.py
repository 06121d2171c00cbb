"""A piece of a text around the words that were found, with those words marked; safe to show. Pure."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .words import Spotted, spotted, stem_of

AROUND = 90
LONGEST = 260
READ = 4000
"""Signs of a text in which the words are looked for; after that its beginning is shown."""


def marked(text: str, stems: Collection[str]) -> SafeString:
    """The whole text with the found words marked."""
    return _with_marks(text, 0, len(text), [word for word in spotted(text) if stem_of(word.folded) in stems])


def fragment(text: str, stems: Collection[str]) -> SafeString:
    """At most some 260 signs: from just before the first found word, cut between words."""
    text = text[:READ]
    first = next((word for word in spotted(text) if stem_of(word.folded) in stems), None)
    start = _cut_before(text, max(0, first.start - AROUND)) if first else 0
    end = _cut_after(text, start + LONGEST)
    found = [word for word in spotted(text[start:end]) if stem_of(word.folded) in stems]
    moved = [Spotted(word.start + start, word.end + start, word.folded) for word in found]
    shown = _with_marks(text, start, end, moved)
    return format_html("{}{}{}", "… " if start else "", shown, " …" if end < len(text) else "")


def _with_marks(text: str, start: int, end: int, words: list[Spotted]) -> SafeString:
    parts, here = [], start
    for word in words:
        parts += [escape(text[here : word.start]), format_html("<mark>{}</mark>", text[word.start : word.end])]
        here = word.end
    parts.append(escape(text[here:end]))
    return mark_safe("".join(parts))  # noqa: S308  (every part was escaped above)


def _cut_before(text: str, place: int) -> int:
    """The beginning of the word at a place, or of the next one."""
    space = text.find(" ", place, place + 30)
    return 0 if place == 0 else (space + 1 if space >= 0 else place)


def _cut_after(text: str, place: int) -> int:
    """The end of the last word before a place."""
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - 30, place)
    return space if space > 0 else place
