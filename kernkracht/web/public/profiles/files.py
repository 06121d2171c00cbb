"""Figures as open data. The columns are a promise to whoever reads them: add at the end, never rename."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from kernkracht.community.profiles.models import Figure
from kernkracht.community.profiles.queries import FigureLine, Reading
from kernkracht.community.villages.models import Village

from ..register.files import safe_cell

COLUMNS = (
    "village",
    "village_name",
    "figure",
    "label",
    "unit",
    "value",
    "share_percent",
    "municipality_value",
    "municipality_share_percent",
    "reference_date",
    "neighbourhoods",
    "source",
    "why_empty",
)


def as_csv(lines: Iterable[tuple[Village, FigureLine]]) -> str:
    """A CSV file in UTF-8 with a header, a decimal point and euros; an empty cell is not known or not shown."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for village, line in lines:
        writer.writerow([safe_cell(cell) for cell in _cells(village, line)])
    return out.getvalue()


def _cells(village: Village, line: FigureLine) -> list[str]:
    figure, whole = line.figure, line.whole or Reading()
    return [
        village.slug,
        village.name,
        figure.code,
        figure.label,
        "euro" if figure.unit == Figure.Unit.CENTS else figure.unit,
        _value(figure, line.own),
        _share(line, line.own),
        _value(figure, whole),
        _share(line, whole),
        line.reference_on.isoformat(),
        str(line.neighbourhoods),
        line.source,
        line.own.why,
    ]


def _value(figure: Figure, reading: Reading) -> str:
    if reading.value is None:
        return ""
    return plain(reading.value / 100 if figure.unit == Figure.Unit.CENTS else reading.value)


def _share(line: FigureLine, reading: Reading) -> str:
    if not line.is_share or reading.number is None:
        return ""
    return plain(reading.number.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def plain(value: Decimal) -> str:
    """“5910”, “0.7”: without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
