"""Films of our own inside a text, written as a picture is: `![title](/film/…/)`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from uuid import UUID

from django.utils.translation import gettext
from markdown_it.token import Token

_KEY = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
FILM_FOLDER = "/film/"
OWN_FILM = re.compile(rf"{FILM_FOLDER}({_KEY})/")
_ALONE = re.compile(rf'<p><img src="{FILM_FOLDER}({_KEY})/" alt="[^"]*" loading="lazy"></p>')
_ANYWHERE = re.compile(rf'<img src="{FILM_FOLDER}{_KEY}/" alt="([^"]*)" loading="lazy">')


@dataclass(frozen=True)
class ShownFilm:
    """What a page tells of a film. `language` is that of the captions, `language_name` in words."""

    title: str
    language: str
    language_name: str
    transcript: str = ""


@dataclass(frozen=True)
class FilmLine:
    """A film in a text: its key (None: the address is none of ours), its line, and whether it stands alone there."""

    key: UUID | None
    line: int
    stands_alone: bool


def lines_with_films(tokens: Sequence[Token]) -> tuple[FilmLine, ...]:
    """Every film in the text that `tokens` were read from; lines count from 1."""
    found: list[FilmLine] = []
    for before, token in pairwise(tokens):
        if token.type != "inline":
            continue
        line = (token.map or [0])[0] + 1
        alone = before.type == "paragraph_open" and before.level == 0 and len(token.children or []) == 1
        for child in token.children or []:
            line += child.type in ("softbreak", "hardbreak")
            source = str(child.attrGet("src") or "") if child.type == "image" else ""
            if source.startswith(FILM_FOLDER):
                match = OWN_FILM.fullmatch(source)
                found.append(FilmLine(UUID(match[1]) if match else None, line, alone))
    return tuple(found)


def with_films(clean: str, films: Mapping[UUID, ShownFilm]) -> str:
    """Clean HTML in which the films that are known play; any other leaves its words."""
    shown = _ALONE.sub(lambda found: _film_or_itself(found, films), clean)
    return _ANYWHERE.sub(r"\1", shown)


def _film_or_itself(found: re.Match[str], films: Mapping[UUID, ShownFilm]) -> str:
    film = films.get(UUID(found[1]))
    return film_html(found[1], film) if film else found[0]


def film_html(key: str, film: ShownFilm) -> str:
    """A film that a reader starts, with captions on; these and the film itself can be taken along."""
    address, title = f"{FILM_FOLDER}{escape(key)}/", escape(film.title)
    captions = f"{address}ondertitels.vtt"
    takes = [
        (captions, gettext("Ondertitels (VTT)")),
        *([(f"{address}tekst.txt", gettext("Tekst van de film (TXT)"))] if film.transcript else []),
    ]
    links = " ".join(f'<a href="{where}" download>{escape(name)}</a>' for where, name in takes)
    return (
        f'<figure class="kk-film"><video controls preload="metadata" playsinline src="{address}" aria-label="{title}">'
        f'<track kind="captions" src="{captions}" srclang="{escape(film.language)}" '
        f'label="{escape(film.language_name)}" default>'
        f'<a href="{address}">{escape(gettext("Bekijk de film"))}</a></video>'
        f'<figcaption><strong>{title}</strong><span class="kk-film__links">{links}</span></figcaption>'
        f"{_transcript(film)}</figure>"
    )


def _transcript(film: ShownFilm) -> str:
    if not film.transcript:
        return ""
    parts = "".join(
        f"<p>{'<br>'.join(escape(line) for line in part.splitlines())}</p>"
        for part in re.split(r"\n\s*\n", film.transcript)
    )
    name = escape(gettext("Lees de tekst van de film"))
    return f'<details class="kk-details"><summary>{name}</summary><div class="kk-film__text">{parts}</div></details>'
