"""What stands in a feed: news, gatherings, public answers and stories, as anybody may read them at a moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.html import escape, linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.gatherings.queries import in_village, public_gatherings, when_text
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.editorial.news.queries import news_of
from kernkracht.editorial.pages.models import Publication
from kernkracht.editorial.stories.queries import village_stories
from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.participation.questions.models import PublishedAnswer
from kernkracht.participation.questions.queries import published_answers
from kernkracht.web.texts import html_of

MOST_ENTRIES = 50
MAY_TAKE_AWAY = (
    "page.withdrawn",
    "page.published",
    "question.unpublished",
    "question.published",
    "gathering.changed",
    "gathering.moved",
    "gathering.cancelled",
    "gathering.held",
    "gathering.mode_switched",
    "gathering.outcome_corrected",
)
"""Acts after which a feed may have less or other words than before, although nothing in it became younger."""


@dataclass(frozen=True)
class Entry:
    """One entry. `key` is the same for ever and makes its identity; `category` says what sort it is."""

    key: str
    title: str
    html: str
    link: str
    published_at: datetime
    updated_at: datetime
    category: str


def entries(village: Village | None, theme: Theme | None, at: datetime) -> list[Entry]:
    """The newest of everything, newest first. A theme has no gatherings and stories: those have none."""
    found = [_post(row) for row in news_of(village, at, theme)[:MOST_ENTRIES]]
    found += [_answer(row) for row in published_answers(village=village, theme=theme)[:MOST_ENTRIES]]
    if theme is None:
        found += [_gathering(row) for row in _gatherings(village)]
        found += [_story(row) for row in _stories(village, at)]
    return sorted(found, key=lambda entry: (entry.updated_at, entry.key), reverse=True)[:MOST_ENTRIES]


def _gatherings(village: Village | None) -> Iterable[Gathering]:
    rows = public_gatherings().order_by("-changed_at", "-pk")
    return (rows.filter(in_village(village)).distinct() if village else rows)[:MOST_ENTRIES]


def _stories(village: Village | None, at: datetime) -> Iterable[Publication]:
    rows = village_stories(at).prefetch_related(None)
    return (rows.filter(page__village_story__villages=village) if village else rows)[:MOST_ENTRIES]


def whole(html: str) -> str:
    """With whole addresses: a reader elsewhere has no site to complete them with."""
    return html.replace('="/', f'="{settings.SITE_URL.rstrip("/")}/')


def _post(row: Publication) -> Entry:
    link, html = reverse("news_post", args=[row.page.slug]), whole(html_of(row.version.body))
    return Entry(f"/nieuws/{row.page.slug}/", row.version.title, html, link, row.live_from, row.live_from, _("Nieuws"))


def _story(row: Publication) -> Entry:
    link, html = reverse("story", args=[row.page.slug]), whole(html_of(row.version.body))
    key = f"/verhalen/{row.page.slug}/"
    return Entry(key, row.version.title, html, link, row.live_from, row.live_from, _("Verhaal"))


def _answer(row: PublishedAnswer) -> Entry:
    link = f"{reverse('answered_questions')}?dorp={row.question.village.slug}#antwoord-{row.pk}"
    words = " ".join(row.question_text.split())
    title = words if len(words) <= 120 else f"{words[:120].rsplit(' ', 1)[0]}…"
    html = f"<p><strong>{escape(words)}</strong></p>{linebreaks(row.answer_text, autoescape=True)}"
    key = f"/vragen/antwoord/{row.pk}/"
    return Entry(key, title, html, link, row.published_at, row.published_at, _("Antwoord op een vraag"))


def _gathering(row: Gathering) -> Entry:
    when = when_text(row.starts_at, row.ends_at, get_language() or "nl")
    lines = [f"{when[:1].upper()}{when[1:]}", row.place, row.description, row.outcome]
    title = row.title
    if row.state == Gathering.State.CANCELLED:
        title = _("Gaat niet door: %(title)s") % {"title": row.title}
        lines.append(row.cancelled_because)
    html = "".join(str(linebreaks(line, autoescape=True)) for line in lines if line)
    link = reverse("gathering", args=[row.pk, row.slug])
    return Entry(f"/bijeenkomsten/{row.pk}/", title, html, link, row.planned_at, row.changed_at, _("Bijeenkomst"))


def fingerprint(found: list[Entry], language: str) -> str:
    """The same for the same words; for a conditional request."""
    text = "\n".join(f"{e.key}|{e.title}|{e.html}|{e.link}|{e.updated_at.isoformat()}" for e in found)
    return f'"{hashlib.sha256(f"{language}|{text}".encode()).hexdigest()[:32]}"'


def last_change(found: list[Entry]) -> datetime | None:
    """When the feed became what it is: its youngest entry, or an act that may have taken something away."""
    acts = AuditEvent.objects.filter(event__in=MAY_TAKE_AWAY).order_by().aggregate(last=Max("at"))["last"]
    moments = [entry.updated_at for entry in found] + ([acts] if acts else [])
    return max(moments, default=None)
