"""The letter as data: what `kernkracht council-letter YEAR --format json` prints, and what a frozen letter keeps."""

from __future__ import annotations

from typing import Any

from kernkracht.foundation.money import to_euro_number

from .definitions import DEFINITIONS
from .figures import Figures, is_money
from .queries import YearFigures
from .rounding import rounded_euro


def figures_as_json(figures: YearFigures) -> dict[str, Any]:
    """`schemes` by slug, each with its figures (euros as numbers), their rounded form, the cases behind them, and the
    same figures per village."""
    return {
        "year": figures.year,
        "as_of": figures.as_of.isoformat(),
        "schemes": {
            scheme.slug: {
                "name": scheme.name,
                **values_as_json(scheme.total),
                "rounded": _rounded(scheme.total),
                "cases": {code: list(numbers) for code, numbers in scheme.total.cases.items()},
                "villages": {name: values_as_json(village) for name, village in scheme.villages.items()},
            }
            for scheme in figures.schemes
        },
    }


def letter_as_json(this_year: YearFigures, next_year: YearFigures | None) -> dict[str, Any]:
    """The figures of the year, the definitions, and what is known so far of the year after."""
    return {
        **figures_as_json(this_year),
        "next_year": figures_as_json(next_year) if next_year else None,
        "definitions": {d.code: {"label": str(d.label), "sentence": str(d.sentence)} for d in DEFINITIONS},
    }


def values_as_json(figures: Figures) -> dict[str, int | float | None]:
    return {
        code: to_euro_number(value) if value is not None and is_money(code) else value
        for code, value in figures.values.items()
    }


def _rounded(figures: Figures) -> dict[str, str]:
    return {code: rounded_euro(value) for code, value in figures.values.items() if value is not None and is_money(code)}
