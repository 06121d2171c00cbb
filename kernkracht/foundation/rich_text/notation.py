"""One notation for everything that editors write: a part of CommonMark (ADR 0018).

Raw HTML, code and rules are left out on purpose: nobody writes them by accident, and what cannot be written cannot
break a page. The editor in the browser knows exactly the same part, so that nothing is lost by opening a text in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any
from uuid import UUID

import nh3
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from .films import FILM_FOLDER, OWN_FILM, FilmLine, ShownFilm, lines_with_films, with_films

TAGS = {"a", "blockquote", "br", "em", "h2", "h3", "h4", "img", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "img": {"src", "alt", "loading"}, "ol": {"start"}}
LINKS = {"https", "http", "mailto", "tel"}
LEFT_OUT = ["code", "fence", "backticks", "hr", "lheading", "html_block", "html_inline", "reference"]
OWN_PICTURE = re.compile(r"/beeld/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
TERM_LINK = re.compile(r'<a href="/woorden/#([a-z0-9-]+)" rel="noreferrer">(.*?)</a>', re.DOTALL)
LEVELS = {"h1": "h2", "h5": "h4", "h6": "h4"}
"""The page itself has the first level; below the fourth nobody hears the difference any more."""


@dataclass(frozen=True)
class Explained:
    """What a word means, in one or two sentences."""

    word: str
    meaning: str


def as_html(
    text: str, terms: Mapping[str, Explained] | None = None, films: Mapping[UUID, ShownFilm] | None = None
) -> str:
    """Safe HTML of `text`. A link to `/woorden/#<slug>` of one of `terms` becomes a word that explains itself.

    A film of `films` (by its key) plays; any other leaves its words.
    """
    clean = nh3.clean(
        _MARKDOWN.render(_plain(text)), tags=TAGS, attributes=ATTRIBUTES, url_schemes=LINKS, link_rel="noreferrer"
    )
    found = terms or {}
    return with_films(TERM_LINK.sub(lambda link: _explained(link, found), clean), films or {})


def as_words(text: str) -> str:
    """Only the words, on one line: for a summary, a feed or a search index."""
    return " ".join(unescape(nh3.clean(as_html(text).replace("<", " <"), tags=set())).split())


def pictures_in(text: str) -> tuple[UUID, ...]:
    """The keys of our own pictures that a text shows, each once."""
    found = (OWN_PICTURE.fullmatch(source) for source, _words in _images(text))
    return tuple(dict.fromkeys(UUID(match[1]) for match in found if match))


def undescribed_pictures(text: str) -> int:
    """How many pictures of a text have no words for who cannot see them."""
    return sum(not words.strip() for source, words in _images(text) if not source.startswith(FILM_FOLDER))


def film_lines(text: str) -> tuple[FilmLine, ...]:
    """The films of a text and where they stand."""
    return lines_with_films(_MARKDOWN.parse(_plain(text))) if FILM_FOLDER in text else ()


def _images(text: str) -> list[tuple[str, str]]:
    inline = (child for token in _MARKDOWN.parse(_plain(text)) for child in _all_children(token))
    return [(str(token.attrGet("src") or ""), token.content) for token in inline if token.type == "image"]


def _all_children(token: Token) -> list[Token]:
    return [found for child in token.children or [] for found in (child, *_all_children(child))]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "")


def word_html(label: str, slug: str, term: Explained, key: str) -> str:
    """A word (`label` as text) with a button that opens its meaning by the browser itself.

    A browser that cannot do that shows the meaning after the word. `key` makes it one of its kind on the page.
    """
    return _button(escape(label), slug, term, key)


def _explained(link: re.Match[str], terms: Mapping[str, Explained]) -> str:
    term = terms.get(link[1])
    return _button(link[2], link[1], term, str(link.start())) if term else link[0]


def _button(label: str, slug: str, term: Explained, key: str) -> str:
    """`label` is safe HTML already."""
    name = f"woord-{escape(slug)}-{escape(key)}"
    return (
        f'<button type="button" class="kk-term" popovertarget="{name}">{label}</button>'
        f'<span class="kk-term__meaning" id="{name}" popover><strong>{escape(term.word)}</strong> '
        f'{escape(term.meaning)} <a href="/woorden/#{escape(slug)}">{escape(gettext("Alle woorden"))}</a></span>'
    )


def _image(self: RendererHTML, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    """Pictures and films (see `with_films`) of our own; any other leaves its words: no page fetches from elsewhere."""
    token = tokens[idx]
    words = escape(self.renderInlineAsText(token.children or [], options, env))
    source = str(token.attrGet("src") or "")
    own = OWN_PICTURE.fullmatch(source) or OWN_FILM.fullmatch(source)
    return f'<img src="{source}" alt="{words}" loading="lazy">' if own else words


def _heading(self: RendererHTML, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    tokens[idx].tag = LEVELS.get(tokens[idx].tag, tokens[idx].tag)
    return self.renderToken(tokens, idx, options, env)


def _made() -> MarkdownIt:
    notation = MarkdownIt("commonmark", {"html": False}).disable(LEFT_OUT)
    notation.add_render_rule("image", _image)
    notation.add_render_rule("heading_open", _heading)
    notation.add_render_rule("heading_close", _heading)
    return notation


_MARKDOWN = _made()
