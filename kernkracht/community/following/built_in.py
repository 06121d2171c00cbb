"""What can always be followed: villages, themes, all of them together, and the gatherings of the room below."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.hooks import Happening
from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.gatherings.queries import public_gatherings, when_text
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village

from .actions.telling import About, tell_followers
from .models import What
from .sources import Line, Named, NewsSource, SubjectKind, declare_source, declare_subject_kind

EVERYTHING = "everything"
GATHERING = "gathering"
_WHAT: dict[Happening, What] = {
    "announced": What.NEW,
    "moved": What.MOVED,
    "switched": What.SWITCHED,
    "called_off": What.CALLED_OFF,
    "held": What.OUTCOME,
}


def _everything(keys: Collection[str]) -> Mapping[str, Named]:
    return {"": Named(_("alle dorpen"), "/nieuws/")} if "" in keys else {}


def _villages(keys: Collection[str]) -> Mapping[str, Named]:
    rows = Village.objects.active().filter(pk__in=[key for key in keys if key.isascii() and key.isdigit()])
    return {str(row.pk): Named(row.name, f"/dorpen/{row.slug}/") for row in rows}


def _themes(keys: Collection[str]) -> Mapping[str, Named]:
    rows = Theme.objects.filter(code__in=keys)
    return {row.code: Named(row.label, f"/nieuws/?thema={row.code}") for row in rows}


def _gatherings(keys: Collection[str]) -> Mapping[str, Named]:
    return {str(row.pk): Named(_("‘%(title)s’") % {"title": row.title}, link_of(row)) for row in _public(keys)}


def _public(keys: Collection[str]) -> list[Gathering]:
    return list(public_gatherings().filter(pk__in=[key for key in keys if key.isascii() and key.isdigit()]))


def link_of(gathering: Gathering) -> str:
    return f"/bijeenkomsten/{gathering.pk}-{gathering.slug}/"


def _read(keys: Collection[str], at: datetime) -> Mapping[str, Line]:
    """What is still ahead, is called off, or has an outcome; an announcement of yesterday's evening helps nobody."""
    return {
        str(row.pk): _line(row) for row in _public(keys) if row.ends_at > at or row.state != Gathering.State.PLANNED
    }


def _line(row: Gathering) -> Line:
    """The state of now decides, not what happened some days ago."""
    when = when_text(row.starts_at, row.ends_at, get_language() or "nl")
    is_off, is_held = row.state == Gathering.State.CANCELLED, row.state == Gathering.State.HELD
    text = ". ".join(part for part in (f"{when[:1].upper()}{when[1:]}", row.place) if part)
    label = str(What.CALLED_OFF.label) if is_off else str(What.OUTCOME.label) if is_held else ""
    return Line(row.title, link_of(row), row.cancelled_because if is_off else text, label, row.starts_at)


def tell_of_gathering(gathering: Gathering, what: Happening, at: datetime) -> None:
    """Tell who follows its villages, or the gathering itself; the room of gatherings calls this for public ones."""
    tell_followers(
        source=GATHERING,
        key=str(gathering.pk),
        what=_WHAT[what],
        occasion=f"{what}:{gathering.revision}",
        about=About(tuple(gathering.villages.order_by("pk")), things=((GATHERING, str(gathering.pk)),)),
        at=at,
    )


def register() -> None:
    declare_subject_kind(SubjectKind(EVERYTHING, gettext_lazy("Alles"), _everything))
    declare_subject_kind(SubjectKind("village", gettext_lazy("Dorp"), _villages))
    declare_subject_kind(SubjectKind("theme", pgettext_lazy("to follow", "Onderwerp"), _themes))
    declare_subject_kind(SubjectKind(GATHERING, gettext_lazy("Bijeenkomst"), _gatherings))
    declare_source(NewsSource(GATHERING, gettext_lazy("Bijeenkomsten"), _read, place=20))
