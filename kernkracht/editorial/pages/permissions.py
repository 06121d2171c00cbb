"""What may be done with a text, as pure predicates."""

from __future__ import annotations

from .models import Audience, Page, PageKind

INTERNAL_KINDS = frozenset({PageKind.CHECKLIST, PageKind.ONBOARDING, PageKind.DIGITAL_MEANS})
"""Texts for colleagues, whoever writes them."""
FREE_KINDS = frozenset({PageKind.EXPLANATION, *INTERNAL_KINDS})
"""Kinds without facts of their own, that anybody with the right may begin."""


def audience_of(kind: str, wanted: str) -> str:
    """For whom a text is: fixed for texts about the work itself and for the pages of the site."""
    if kind in INTERNAL_KINDS:
        return Audience.INTERNAL
    return Audience.PUBLIC if kind in (PageKind.SITE, PageKind.NEWS) else wanted


def may_change_address(page: Page, was_published: bool) -> bool:
    """An address that people may have kept never changes; that of the site's own pages stands in the code."""
    return not was_published and page.kind != PageKind.SITE
