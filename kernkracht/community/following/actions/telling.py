"""Something happened: who follows it hears of it. A few rows inside the act, however many follow; the worker does the
rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village

from ..models import FollowedSubject, NewsItem, What
from ..sources import Thing, kind_of, source_of


class ToldOutsideTransaction(RuntimeError):
    """An act and the news of it succeed or vanish together; without a transaction they cannot."""


@dataclass(frozen=True)
class About:
    """What something that happened is about: these villages (none means all), a theme, and things of other rooms."""

    villages: tuple[Village, ...] = ()
    theme: Theme | None = None
    things: tuple[Thing, ...] = ()


def tell_followers(
    *,
    source: str,
    key: str,
    about: About,
    at: datetime,
    since: datetime | None = None,
    what: str = What.NEW,
    occasion: str = "",
) -> NewsItem:
    """Let followers hear what anybody may read, from `since` on (None: now). The same occasion twice is one item.

    What is planned for later may be told again with another `since`, as long as nobody was told. Whether it is public
    is asked of its source when it is told. Raises `ToldOutsideTransaction`, `UnknownSource`, `UnknownSubjectKind`.
    """
    return _told(source, key, about, at, since or at, (what, occasion or what, NewsItem.Audience.PUBLIC))


def tell_colleagues(
    *, source: str, key: str, about: About, at: datetime, what: str = What.NEW, occasion: str = ""
) -> NewsItem:
    """Let colleagues of the villages hear of it (R24), as far as they hold the right that its source needs."""
    return _told(source, key, about, at, at, (what, occasion or what, NewsItem.Audience.INTERNAL))


def _told(source: str, key: str, about: About, at: datetime, since: datetime, how: tuple[str, str, str]) -> NewsItem:
    if not transaction.get_connection().in_atomic_block:
        raise ToldOutsideTransaction(source)
    what, occasion, audience = how
    source_of(source)
    item, is_new = NewsItem.objects.get_or_create(
        source=source,
        key=key,
        occasion=occasion[:40],
        defaults={"what": what, "audience": audience, "at": since, "made_at": at},
    )
    if not is_new and not item.told.exists():
        item.at, item.round = since, None
        item.save(update_fields=["at", "round"])
    item.subjects.set(_subjects(about))
    return item


def _subjects(about: About) -> list[FollowedSubject]:
    """The rows of what it is about; what nobody ever followed gets one too."""
    villages = [village.pk for village in about.villages]
    if not villages:
        villages = list(Village.objects.active().order_by("pk").values_list("pk", flat=True))
    wanted: set[Thing] = {("everything", ""), *(("village", str(pk)) for pk in villages), *about.things}
    if about.theme is not None:
        wanted.add(("theme", about.theme.code))
    for kind, _key in wanted:
        kind_of(kind)
    rows = [FollowedSubject(kind=kind, key=key) for kind, key in sorted(wanted)]
    FollowedSubject.objects.bulk_create(rows, ignore_conflicts=True)
    found = FollowedSubject.objects.filter(
        kind__in={kind for kind, _key in wanted}, key__in={key for _k, key in wanted}
    )
    return [row for row in found.order_by("pk") if (row.kind, row.key) in wanted]
