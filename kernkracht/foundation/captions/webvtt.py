"""Reading WebVTT strictly: who depends on captions gets all of them, each at its moment.

A browser skips a cue it cannot read and says nothing; here it is refused, with its line. What comes out is written
anew from what was understood, without notes, styles and regions: nothing that was not read reaches a reader.
Format: https://www.w3.org/TR/webvtt1/ (section 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 1024 * 1024
"""A talk of a whole day is about 500 kB; more is not captions."""
_CLOCK = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_CLOCK}[ \t]+-->[ \t]+{_CLOCK}(?:[ \t]+(.*?))?[ \t]*")
_SETTINGS = re.compile(r"(?:(?:vertical|line|position|size|align):[A-Za-z0-9.,%-]+[ \t]*)*")
_TAG = re.compile(r"<[^>]*>")
_SUBRIP_TIMES = re.compile(r"\d+:\d\d:\d\d,\d{3}[ \t]+-->[ \t]+\d+:\d\d:\d\d,\d{3}")
_LEFT_OUT = ("NOTE", "STYLE", "REGION")

SAVE_AS_VTT = _("Bewaar de ondertitels als WebVTT (.vtt) en kies het bestand opnieuw.")
MEND_LINE = _("Verbeter deze regel en kies het bestand opnieuw.")


class UnreadableCaptions(Exception):
    """Captions that are refused; `line` counts from 1, 0 when the whole file is meant."""

    def __init__(self, reason: str | Promise, remedy: str | Promise, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.remedy, self.line = reason, remedy, line

    def __str__(self) -> str:
        place = _("Ondertitels, regel %(line)d:") % {"line": self.line} if self.line else _("Ondertitels:")
        return f"{place} {self.reason} {self.remedy}"


@dataclass(frozen=True)
class Cue:
    """What is shown from one moment until another, in milliseconds from the start of the film."""

    starts: int
    ends: int
    text: str
    settings: str = ""


@dataclass(frozen=True)
class Captions:
    """The cues in their order; `was_subrip` when they came in that form."""

    cues: tuple[Cue, ...]
    was_subrip: bool = False

    def as_webvtt(self) -> str:
        """The file as it is kept and served."""
        return "\n\n".join(["WEBVTT", *(_written(cue) for cue in self.cues)]) + "\n"

    def as_words(self) -> str:
        """Only what is said, a cue on a line."""
        return "\n".join(_words(cue.text) for cue in self.cues)


def read_captions(raw: bytes) -> Captions:
    """The captions of a WebVTT file, or of a SubRip file, which says the same with commas. Raises `UnreadableCaptions`.

    Refused: another form, no UTF-8, no cues, a time that cannot be read, an end before its start, cues out of order,
    and a cue that says nothing.
    """
    text = _decoded(raw)
    lines = text.split("\n")
    was_subrip = not text.startswith("WEBVTT") and any(_SUBRIP_TIMES.match(line) for line in lines[:6])
    if was_subrip:
        lines = [line.replace(",", ".") if _SUBRIP_TIMES.match(line) else line for line in lines]
    elif not re.match(r"WEBVTT(?:[ \t].*)?$", lines[0]):
        raise UnreadableCaptions(_("het bestand begint niet met WEBVTT."), SAVE_AS_VTT, 1)
    cues = tuple(_cues(lines, first=0 if was_subrip else _after_header(lines)))
    if not cues:
        raise UnreadableCaptions(
            _("er staat geen enkele ondertitel in."), _("Kies het bestand waar de ondertitels in staan.")
        )
    return Captions(cues, was_subrip)


def _decoded(raw: bytes) -> str:
    if not raw.strip():
        raise UnreadableCaptions(_("het bestand is leeg."), _("Kies het bestand met de ondertitels."))
    if len(raw) > MAX_BYTES:
        raise UnreadableCaptions(_("het bestand is groter dan 1 MB."), SAVE_AS_VTT)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnreadableCaptions(
            _("deze regel is niet in UTF-8 geschreven."),
            _("Bewaar het bestand met codering UTF-8 en kies het opnieuw."),
            raw.count(b"\n", 0, fault.start) + 1,
        ) from fault
    if "\x00" in text:
        raise UnreadableCaptions(_("dit is geen tekstbestand."), SAVE_AS_VTT)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _after_header(lines: list[str]) -> int:
    """The lines behind the first one up to a blank line are about the file itself; a cue there lacks its blank line."""
    for number, line in enumerate(lines):
        if not line.strip():
            return number
        if "-->" in line:
            raise UnreadableCaptions(
                _("voor de eerste ondertitel ontbreekt een lege regel."),
                _("Zet een lege regel onder WEBVTT."),
                number + 1,
            )
    return len(lines)


def _cues(lines: list[str], *, first: int) -> Iterator[Cue]:
    last = 0
    for start, block in _blocks(lines, first):
        if "-->" not in block[0] and block[0].split()[0] in _LEFT_OUT:
            continue
        offset = 0 if "-->" in block[0] else 1
        if len(block) <= offset or "-->" not in block[offset]:
            raise UnreadableCaptions(
                _("hier staat tekst zonder tijd."),
                _("Zet er een regel boven zoals 00:01.000 --> 00:04.000, of haal een lege regel weg."),
                start,
            )
        cue = _cue(block[offset], block[offset + 1 :], start + offset)
        if cue.starts < last:
            raise UnreadableCaptions(
                _("deze ondertitel begint eerder dan de vorige."), _("Zet de ondertitels op volgorde."), start + offset
            )
        last = cue.starts
        yield cue


def _blocks(lines: list[str], first: int) -> Iterator[tuple[int, list[str]]]:
    """Lines that stand together, with the number of the first one, counted from 1."""
    block: list[str] = []
    for number, line in enumerate([*lines[first:], ""], start=first + 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _cue(times: str, text: list[str], line: int) -> Cue:
    found = _TIMES.fullmatch(times.strip())
    if found is None:
        raise UnreadableCaptions(_("de tijden zijn niet te lezen."), _("Schrijf ze zo: 00:01.000 --> 00:04.000."), line)
    starts, ends = _moment(*found.groups()[:4]), _moment(*found.groups()[4:8])
    settings = found[9] or ""
    if ends <= starts:
        raise UnreadableCaptions(_("deze ondertitel eindigt voordat hij begint."), MEND_LINE, line)
    if not _SETTINGS.fullmatch(settings):
        raise UnreadableCaptions(_("achter de tijden staat iets wat wij niet kennen."), MEND_LINE, line)
    for number, row in enumerate(text, start=line + 1):
        if "-->" in row:
            raise UnreadableCaptions(
                _("tussen twee ondertitels ontbreekt een lege regel."), _("Zet een lege regel boven de tijden."), number
            )
    said = "\n".join(row.strip() for row in text)
    if not _words(said):
        raise UnreadableCaptions(
            _("deze ondertitel is leeg."), _("Schrijf op wat er gezegd wordt, of haal de tijden weg."), line
        )
    return Cue(starts, ends, said, " ".join(settings.split()))


def _moment(hours: str | None, minutes: str, seconds: str, milliseconds: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(milliseconds)


def _words(text: str) -> str:
    plain = _TAG.sub("", text)
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&")):
        plain = plain.replace(name, sign)
    return " ".join(plain.split())


def _written(cue: Cue) -> str:
    times = f"{_clock(cue.starts)} --> {_clock(cue.ends)}"
    return f"{times} {cue.settings}".strip() + f"\n{cue.text}"


def _clock(moment: int) -> str:
    seconds, milliseconds = divmod(moment, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{milliseconds:03d}"
