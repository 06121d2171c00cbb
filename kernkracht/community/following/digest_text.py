"""The words of a digest. Who follow the same things get the same text, made once; only their own links differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kernkracht.foundation.notices.kinds import SOURCE_LANGUAGE
from kernkracht.foundation.notices.texts import RenderedNotice, render_notice

from .models import NewsItem, Rhythm, What
from .notices import DIGEST, DigestLine, DigestNotice, DigestSection, manage_link, stop_link
from .sources import Line, Named, Thing, lines_of, names_of, sources

NOBODYS = "token-of-nobody-yet"
"""Stands in the shared text where the own token of each follower comes."""
MOST_KEPT = 500
MOST_NAMED = 3
MOST_LINES = 40


class DigestText:
    """Texts as they are at one moment, kept for one round."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._lines: dict[str, dict[Thing, Line]] = {}
        self._names: dict[str, dict[Thing, Named]] = {}
        self._made: dict[tuple[object, ...], RenderedNotice] = {}
        self._asked: set[Thing] = set()

    def public(self, things: Iterable[Thing]) -> Mapping[Thing, Line]:
        """What of these anybody may read now; from here on only that is told."""
        self._asked = set(things)
        return self._lines_in(SOURCE_LANGUAGE)

    def rendered(
        self, items: Sequence[NewsItem], because: Sequence[Thing], rhythm: Rhythm, language: str, token: str
    ) -> RenderedNotice:
        """One digest of these items, newest state first, for somebody who follows `because`."""
        key = (language, rhythm, tuple(item.pk for item in items), tuple(because))
        shared = self._made.get(key)
        if shared is None:
            if len(self._made) >= MOST_KEPT:
                self._made.clear()
            shared = self._made[key] = self._render(items, because, rhythm, language)
        return replace(
            shared,
            body_text=shared.body_text.replace(NOBODYS, token),
            body_html=shared.body_html.replace(NOBODYS, token),
        )

    def _render(
        self, items: Sequence[NewsItem], because: Sequence[Thing], rhythm: Rhythm, language: str
    ) -> RenderedNotice:
        with translation.override(language):
            notice = self._notice(items, because, rhythm, language)
        return render_notice(DIGEST, notice, language)

    def _notice(
        self, items: Sequence[NewsItem], because: Sequence[Thing], rhythm: Rhythm, language: str
    ) -> DigestNotice:
        told = newest_of(items, self._lines_in(language))
        about = self._about(because, language)
        return DigestNotice(
            about=about,
            about_first=f"{about[:1].upper()}{about[1:]}",
            count=len(told),
            first_title=told[0][1].title,
            rhythm=rhythm.value,
            sections=tuple(_sections(told[:MOST_LINES])),
            more=max(0, len(told) - MOST_LINES),
            manage_link=manage_link(NOBODYS),
            stop_link=stop_link(NOBODYS),
            site_link=f"{settings.SITE_URL}/nieuws/",
        )

    def _about(self, because: Sequence[Thing], language: str) -> str:
        """“Zoelen”, “Zoelen en Maurik”, or “Zoelen, Maurik en meer”."""
        if language not in self._names:
            with translation.override(language):
                self._names[language] = {}
        known = self._names[language]
        if missing := [thing for thing in because if thing not in known]:
            known.update(names_of(missing))
        names = [known[thing].name for thing in because if thing in known]
        if len(names) > MOST_NAMED:
            names = [*names[: MOST_NAMED - 1], pgettext("things that somebody follows", "meer")]
        if not names:
            return _("wat u volgt")
        if len(names) == 1:
            return names[0]
        return _("%(names)s en %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}

    def _lines_in(self, language: str) -> dict[Thing, Line]:
        """The lines in a language. What was not public in the first one stays out, whatever changed since."""
        if language not in self._lines:
            with translation.override(language):
                found = lines_of(self._asked, self.now)
            first = self._lines.get(SOURCE_LANGUAGE, found)
            self._lines[language] = {thing: line for thing, line in found.items() if thing in first}
        return self._lines[language]


Row = tuple[NewsItem, Line]


def newest_of(items: Sequence[NewsItem], lines: Mapping[Thing, Line]) -> list[Row]:
    """Each thing once, with the last that happened to it and the newest first; what has no line is left out."""
    newest = {(item.source, item.key): item for item in sorted(items, key=lambda item: (item.at, item.pk))}
    told = [(item, lines[thing]) for thing, item in newest.items() if thing in lines]
    return sorted(told, key=lambda row: (row[0].at, row[0].pk), reverse=True)


def sections_of(items: Sequence[NewsItem], lines: Mapping[Thing, Line]) -> tuple[tuple[DigestSection, ...], int]:
    """What is shown of these items in the language of the moment, and how many things that are."""
    told = newest_of(items, lines)
    return tuple(_sections(told[:MOST_LINES])), len(told)


def _sections(told: Sequence[Row]) -> Iterable[DigestSection]:
    """By source, in the order of the house; an empty one is left out."""
    for source in sources():
        rows = [row for row in told if row[0].source == source.code]
        if rows and all(line.begins_at for _item, line in rows):
            rows.sort(key=lambda row: (row[1].begins_at, row[0].pk))
        lines = tuple(_line(item, line) for item, line in rows)
        if lines:
            yield DigestSection(str(source.heading), lines)


def _line(item: NewsItem, line: Line) -> DigestLine:
    label = line.label or ("" if item.what == What.NEW else str(What(item.what).label))
    return DigestLine(label, line.title, f"{settings.SITE_URL}{line.link}", line.text)
