"""What changed since the last briefing: computed from two frozen contents, and said in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.foundation.money import format_euro

from .content import Content, Item, Part, Signal, Stage


class Kind(StrEnum):
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    LATE = "late"
    HELD = "held"
    NUMBER = "number"


@dataclass(frozen=True)
class Change:
    """One difference. `key` is that of the item; of money and phase the name of the figure."""

    part: str
    kind: Kind
    key: str
    sentence: str


def changes_between(before: Content, after: Content) -> tuple[Change, ...]:
    """Every difference, the promises first; nothing for two alike."""
    found = [*_phase(before, after)]
    for part in Part:
        found += _items(part, before.items(part), after.items(part))
    return (*found, *_money(before, after), *_signals(before.signals, after.signals))


def sentences(changes: tuple[Change, ...]) -> list[str]:
    return [change.sentence for change in changes]


def _day(day: date | None) -> str:
    return date_format(day, "j F") if day else _("onbekend")


def _phase(before: Content, after: Content) -> Iterator[Change]:
    if before.phase != after.phase:
        said = _("Fase van de uitrol: %s.") % (after.phase or _("nog niet begonnen"))
        yield Change("phase", Kind.MOVED, "phase", said)


def _items(part: Part, before: tuple[Item, ...], after: tuple[Item, ...]) -> Iterator[Change]:
    then, now = {item.key: item for item in before}, {item.key: item for item in after}
    for key, item in now.items():
        if key not in then:
            kind = Kind.HELD if item.stage == Stage.HELD else Kind.NEW
            yield Change(part, kind, key, _appeared(part, kind, item))
        else:
            yield from _moved(part, then[key], item)
    for key, item in then.items():
        if key not in now and item.stage != Stage.HELD:  # what was held leaves the page by itself
            yield Change(part, Kind.GONE, key, _gone(part, item))


def _inside(item: Item) -> str:
    """The words of an item within a sentence: without a full stop of their own."""
    return item.text.removesuffix(".")


def _appeared(part: Part, kind: Kind, item: Item) -> str:
    if kind == Kind.HELD:
        return _("Gehouden: %s.") % _inside(item)
    said = {
        Part.PROMISES: _("Nieuwe belofte: %(text)s, uiterlijk %(day)s."),
        Part.PLANS: _("Nieuw plan met geld: %(text)s."),
        Part.GATHERINGS: _("Nieuw gepland: %(text)s, op %(day)s."),
        Part.AGENDA: _("Nieuw agendapunt: %(text)s."),
        Part.JOINED: _("U sluit nu aan bij: %(text)s."),
    }
    return said[part] % {"text": _inside(item), "day": _day(item.day)}


def _moved(part: Part, before: Item, after: Item) -> Iterator[Change]:
    if before.stage != Stage.HELD and after.stage == Stage.HELD:
        yield Change(part, Kind.HELD, after.key, _("Gehouden: %s.") % _inside(after))
    elif before.day != after.day:
        said = _("Andere datum: %(text)s, nu %(now)s (was %(then)s).")
        facts = {"text": _inside(after), "now": _day(after.day), "then": _day(before.day)}
        yield Change(part, Kind.MOVED, after.key, said % facts)
    elif before.stage != Stage.LATE and after.stage == Stage.LATE:
        yield Change(part, Kind.LATE, after.key, _("Nu te laat: %s.") % _inside(after))


def _gone(part: Part, item: Item) -> str:
    said = {
        Part.PROMISES: _("Klaar: %s."),
        Part.PLANS: _("Plan afgerond: %s."),
        Part.GATHERINGS: _("Gaat niet door: %s."),
        Part.AGENDA: _("Klaar of van de agenda: %s."),
        Part.JOINED: _("U sluit niet meer aan bij: %s."),
    }
    return said[part] % _inside(item)


def _money(before: Content, after: Content) -> Iterator[Change]:
    then, now = before.money, after.money
    if then.year != now.year:
        yield Change("money", Kind.NUMBER, "year", _("Nieuw begrotingsjaar: %s.") % now.year)
    elif (then.plans, then.granted_cents) != (now.plans, now.granted_cents):
        said = ngettext(
            "Toegekend in %(year)s: nu %(now)s voor %(plans)d plan (was %(then)s).",
            "Toegekend in %(year)s: nu %(now)s voor %(plans)d plannen (was %(then)s).",
            now.plans,
        )
        facts = {"now": format_euro(now.granted_cents), "then": format_euro(then.granted_cents)}
        yield Change("money", Kind.NUMBER, "granted", said % (facts | {"plans": now.plans, "year": now.year}))


def _signals(before: tuple[Signal, ...], after: tuple[Signal, ...]) -> Iterator[Change]:
    """New remarks, and counts that are others now."""
    then = {signal.key: signal for signal in before}
    for signal in after:
        known = then.get(signal.key)
        if signal.count is None:
            if known is None:
                yield Change("signals", Kind.NEW, signal.key, _("Nieuw signaal: %s.") % signal.text.rstrip("."))
        elif known is None or known.count != signal.count:
            was = known.count if known and known.count is not None else 0
            facts = {"text": signal.text, "now": signal.count, "then": was}
            yield Change("signals", Kind.NUMBER, signal.key, _("%(text)s: nu %(now)d (was %(then)d).") % facts)
