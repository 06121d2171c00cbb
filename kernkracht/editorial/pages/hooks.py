"""Where the rooms that add facts to a text attach themselves: they may refuse a publication, and hear of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kernkracht.foundation.audit.models import Actor

from .models import Page, Publication

PublicationHook = Callable[[Publication, Actor, datetime], None]
TurnDownHook = Callable[[Page, Actor, datetime], None]
_published: dict[str, list[PublicationHook]] = {}
_turned_down: dict[str, list[TurnDownHook]] = {}


def when_published(kind: str, hook: PublicationHook) -> None:
    """Call `hook` inside the act that publishes a text of this kind; it may raise `UnableToPublish`."""
    if hook not in _published.setdefault(kind, []):
        _published[kind].append(hook)


def when_turned_down(kind: str, hook: TurnDownHook) -> None:
    """Call `hook` inside the act that gives a text of this kind back to its writer."""
    if hook not in _turned_down.setdefault(kind, []):
        _turned_down[kind].append(hook)


def tell_published(publication: Publication, by: Actor, at: datetime) -> None:
    for hook in _published.get(publication.page.kind, ()):
        hook(publication, by, at)


def tell_turned_down(page: Page, by: Actor, at: datetime) -> None:
    for hook in _turned_down.get(page.kind, ()):
        hook(page, by, at)
