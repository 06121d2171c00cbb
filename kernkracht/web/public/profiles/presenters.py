"""From figures to what a page draws: a strip of counts, and per heading charts of what can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.profiles.models import Figure
from kernkracht.community.profiles.queries import Comparison, FigureLine, by_heading
from kernkracht.community.villages.models import Village

Unit = Figure.Unit
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Chart:
    """Figures in one unit, so that their bars may be compared."""

    caption: str
    rows: Rows


@dataclass(frozen=True)
class Panel:
    """Everything under one heading; `unknown` is what has no number, with the reason."""

    heading: str
    slug: str
    charts: tuple[Chart, ...]
    unknown: tuple[FigureLine, ...]


@dataclass(frozen=True)
class Profile:
    """A village in figures. `facts` are counts, `explained` every line, `sources` each source once with its day."""

    facts: tuple[dict[str, str], ...]
    panels: tuple[Panel, ...]
    explained: tuple[FigureLine, ...]
    sources: tuple[str, ...]

    @property
    def explanations(self) -> list[dict[str, str]]:
        """What each figure is, how it was made, of which day it is and where it comes from."""
        return [_explanation(line) for line in self.explained]

    @property
    def first_chart(self) -> Chart | None:
        """The chart that a village shows on its own page, with more than one bar if any has; None without charts."""
        charts = [chart for panel in self.panels for chart in panel.charts]
        return next((chart for chart in charts if len(chart.rows) > 1), charts[0] if charts else None)

    def __bool__(self) -> bool:
        return bool(self.explained)


def profile_for(lines: Sequence[FigureLine]) -> Profile:
    """Out of the lines of `profile_of`."""
    counts = [line for line in lines if line.is_count and line.own.number is not None]
    others = [line for line in lines if line not in counts]
    return Profile(
        facts=tuple(_fact(line) for line in counts),
        panels=tuple(_panel(n, heading, own) for n, (heading, own) in enumerate(by_heading(others).items(), start=1)),
        explained=tuple(lines),
        sources=sources_of(lines),
    )


def sources_of(lines: Iterable[FigureLine]) -> tuple[str, ...]:
    """“CBS, … (1 januari 2024)”, each once."""
    return tuple(dict.fromkeys(f"{line.source} ({date_format(line.reference_on, 'j F Y')})" for line in lines))


def _explanation(line: FigureLine) -> dict[str, str]:
    count = f"{line.own.count} {line.figure.get_unit_display()}" if line.own.count else ""
    note = ", ".join(part for part in (count, date_format(line.reference_on, "j F Y"), line.source) if part)
    value = " ".join(part for part in (line.figure.explanation, line.how) if part)
    return {"label": line.label, "value": value or "–", "note": note}


def _fact(line: FigureLine) -> dict[str, str]:
    whole = line.whole.text if line.whole is not None else ""
    note = _("hele gemeente: %(text)s") % {"text": whole} if whole else ""
    return {"value": line.own.text, "label": line.label, "note": note}


def _panel(number: int, heading: str, lines: list[FigureLine]) -> Panel:
    by_unit: dict[str, list[FigureLine]] = {}
    for line in lines:
        if line.own.number is not None:
            by_unit.setdefault(Unit.PERCENT if line.is_percent else line.figure.unit, []).append(line)
    charts = tuple(Chart(caption_of(unit), [_row(line) for line in own]) for unit, own in by_unit.items())
    return Panel(heading, f"cijfers-{number}", charts, tuple(line for line in lines if line.own.number is None))


def _row(line: FigureLine) -> dict[str, Any]:
    whole = line.whole
    return {
        "label": line.label,
        "value": line.own.number,
        "text": line.own.text,
        "other": whole.number if whole else None,
        "other_text": whole.text if whole and whole.number is not None else "",
    }


def caption_of(unit: str) -> str:
    """What the numbers of a chart are."""
    captions = {
        Unit.PERCENT: _("In procenten"),
        Unit.CENTS: _("In euro’s"),
        Unit.KILOMETRES: _("In kilometers"),
        Unit.HECTARES: _("In hectaren"),
        Unit.PER_SQUARE_KILOMETRE: _("Per vierkante kilometer"),
        Unit.PER_THOUSAND: _("Per 1.000 inwoners"),
        Unit.NUMBER: _("Gemiddeld"),
    }
    return captions.get(Unit(unit), _("Aantallen"))


def rows_of(comparison: Comparison, *, by_name: bool) -> Rows:
    """A bar per village; those without a number stand last, or among the others when they go by name."""
    whole = comparison.whole.number if comparison.whole and not _is_count(comparison.figure) else None
    rows = [_compared(village, line, whole) for village, line in comparison.lines]
    if by_name:
        return rows
    return sorted(rows, key=lambda row: (row["value"] is None, -(row["value"] or 0)))


def _is_count(figure: Figure) -> bool:
    return figure.adding == Figure.Adding.SUM and figure.share_of_id is None


def _compared(village: Village, line: FigureLine | None, whole: Any) -> dict[str, Any]:
    is_known = line is not None and line.own.number is not None
    return {
        "label": village.name,
        "href": reverse("village_figures", args=[village.slug]),
        "value": line.own.number if line is not None else None,
        "text": line.own.text if line is not None and is_known else _("Niet bekend"),
        "other": whole if is_known else None,
    }
