"""Texts of editors, written by the verbs, since versions never change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from kernkracht.editorial.pages.actions import PageFacts, publish, start_page
from kernkracht.editorial.pages.models import Page, PageKind
from kernkracht.foundation.audit.models import Actor

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def a_draft(title: str = "Zo werkt het", body: str = "Een tekst.", at: datetime = MOMENT, **more: Any) -> Page:
    """A text that nobody published."""
    facts = PageFacts(title, body, more.pop("summary", ""))
    kind = more.pop("kind", PageKind.EXPLANATION)
    return start_page(kind=kind, facts=facts, by=Actor.system("test"), at=at, **more)


def a_page(title: str = "Zo werkt het", body: str = "Een tekst.", at: datetime = MOMENT, **more: Any) -> Page:
    """A text that is on the website since `at`."""
    page = a_draft(title, body, at, **more)
    publish(page=page, number=1, by=Actor.system("test"), at=at)
    return page
