"""Which lines stand on the page: one sheet of A4 per village on paper, everything on the screen. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.foundation.money import format_euro

from .content import Content, Item, Money, Signal, Stage

LONGEST_LINE = 112
"""Characters that fit on one line of the printed page."""
MOST = {"changes": 6, "promises": 6, "plans": 3, "gatherings": 5, "agenda": 5, "joined": 3, "signals": 5, "money": 4}
"""Lines per heading that fit together on one sheet, with the line that counts the rest."""


@dataclass(frozen=True)
class Line:
    text: str
    is_late: bool = False


@dataclass(frozen=True)
class Block:
    """A heading with its lines; without lines `empty` says so kindly. `rest` counts what did not fit."""

    key: str
    heading: str
    lines: tuple[Line, ...]
    empty: str = ""
    rest: str = ""


@dataclass(frozen=True)
class Page:
    """One village, ready to be shown or printed."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]


def page_of(content: Content, changes: Iterable[str], since: date | None, *, is_paper: bool) -> Page:
    """The page of a village. `since` is the day of the briefing before, None for the first.

    On paper every heading has at most so many lines as fit on one sheet together, and every line fits.
    """
    longest = LONGEST_LINE if is_paper else None

    def items(rows: Iterable[Item]) -> tuple[Line, ...]:
        return tuple(Line(_said(item, longest), item.stage == Stage.LATE) for item in rows)

    blocks = (
        _changes(tuple(changes), since),
        Block("promises", _("Open beloften"), items(content.promises), _("Er zijn geen open beloften.")),
        Block("money", _("Geld"), _money(content.money)),
        Block("plans", _("Plannen die lopen"), items(content.plans), _("Er lopen geen plannen met geld.")),
        Block("gatherings", _("Bijeenkomsten"), items(content.gatherings), _("Er is niets gepland.")),
        Block("agenda", _("Agendapunten"), items(content.agenda), _("Er zijn geen agendapunten.")),
        Block("signals", _("Signalen"), _signals(content.signals), _("Er zijn geen signalen.")),
        *([Block("joined", _("Hier sluit u aan"), items(content.joined))] if content.joined else []),
    )
    where = [content.area, content.phase and _("fase: %s") % content.phase.lower()]
    when = _("Stand op %s") % date_format(content.as_of, "j F Y")
    return Page(
        title=content.village,
        subtitle=" · ".join([when, *(word for word in where if word)]),
        blocks=tuple(_on_one_row(first_lines(block)) for block in blocks) if is_paper else blocks,
    )


def first_lines(block: Block) -> Block:
    """The block with at most so many lines as it has on paper, and a line that counts the rest."""
    most = MOST[block.key]
    shown = block.lines if len(block.lines) <= most else block.lines[: most - 1]
    left = len(block.lines) - len(shown)
    rest = ngettext("En nog %d regel in het systeem.", "En nog %d regels in het systeem.", left) % left if left else ""
    return replace(block, lines=shown, rest=rest)


def _on_one_row(block: Block) -> Block:
    return replace(block, lines=tuple(Line(cut(line.text), line.is_late) for line in block.lines))


def cut(text: str, longest: int = LONGEST_LINE) -> str:
    """The text, ended with “…” at a space when it is longer than a line."""
    said = " ".join(text.split())
    if len(said) <= longest:
        return said
    head = said[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[longest // 2 :] else head).rstrip(",;: ") + "…"


def _changes(changes: tuple[str, ...], since: date | None) -> Block:
    if since is None:
        return Block("changes", _("Wat is er veranderd"), (), _("Dit is de eerste briefing van dit dorp."))
    heading = _("Wat is er veranderd sinds %s") % date_format(since, "j F Y")
    return Block("changes", heading, tuple(Line(text) for text in changes), _("Er is niets veranderd."))


def _said(item: Item, longest: int | None) -> str:
    """The item with its day; shortened, the words give way and not the day."""
    frames = {
        Stage.LATE: _("%(text)s (te laat: was %(day)s)"),
        Stage.HELD: _("%(text)s (gehouden op %(day)s)"),
        Stage.AHEAD: _("%(text)s (op %(day)s)"),
        Stage.OPEN: _("%(text)s (uiterlijk %(day)s)"),
    }
    frame = frames[Stage(item.stage)] if item.day else "%(text)s"
    rest = frame % {"text": "", "day": _day(item)}
    said = frame % {"text": cut(item.text, longest - len(rest)) if longest else item.text, "day": _day(item)}
    return f"{said}: {item.more}" if item.more else said


def _day(item: Item) -> str:
    return date_format(item.day, "j F") if item.day else ""


def _money(money: Money) -> tuple[Line, ...]:
    return (Line(_granted(money)), *(Line(_left(row.scheme, row.cents, is_own=row.is_own)) for row in money.left))


def _granted(money: Money) -> str:
    if not money.plans:
        return _("In %s is nog niets toegekend.") % money.year
    said = ngettext(
        "Toegekend in %(year)s: %(cents)s voor %(n)d plan.",
        "Toegekend in %(year)s: %(cents)s voor %(n)d plannen.",
        money.plans,
    )
    return said % {"year": money.year, "cents": format_euro(money.granted_cents), "n": money.plans}


def _left(scheme: str, cents: int, *, is_own: bool) -> str:
    said = _("%(scheme)s: nog %(cents)s voor dit dorp.") if is_own else _("%(scheme)s: nog %(cents)s voor alle dorpen.")
    return said % {"scheme": scheme, "cents": format_euro(cents)}


def _signals(signals: Iterable[Signal]) -> tuple[Line, ...]:
    return tuple(Line(_counted(signal)) for signal in signals)


def _counted(signal: Signal) -> str:
    if signal.count is None:
        return signal.text
    facts = {"text": signal.text, "now": signal.count, "then": signal.before or 0}
    if signal.before is None:
        return _("%(text)s: %(now)d.") % facts
    return _("%(text)s: %(now)d (periode ervoor: %(then)d).") % facts
