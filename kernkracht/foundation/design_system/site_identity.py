"""How this installation introduces itself. This room may not know what a municipality is, so a higher one tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class SiteIdentity:
    """Name of the site, the organisation behind it, where people find help, and a line for the footer."""

    name: str = "Kernkracht"
    organisation: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    notice: str = ""
    logo: str = ""


_sources: list[Callable[[], SiteIdentity]] = []


def introduce(source: Callable[[], SiteIdentity]) -> None:
    """Say who tells the identity; called once, when the application starts."""
    _sources[:] = [source]


def identity() -> SiteIdentity:
    """The identity as it is now; neutral when nobody tells it. May read the database."""
    return _sources[0]() if _sources else SiteIdentity()
