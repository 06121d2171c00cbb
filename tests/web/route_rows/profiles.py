"""Figures of villages: everybody reads them, who manages villages keeps them."""

from __future__ import annotations

from typing import Any

from tests.factories.profiles import FigureFactory, value_of

from ..route_answers import Row, everybody, only
from ..route_world import ADMINISTRATOR, World


def build(world: World) -> dict[str, Any]:
    figure = FigureFactory(code="inhabitants-of-rows")
    value_of(figure, world.village, "1200")
    return {"village_figure": figure}


def _village(world: World) -> dict[str, Any]:
    return {"slug": world.village.slug}


ROWS = [
    Row("compare_figures", everybody(200)),
    Row("all_figures_csv", everybody(200)),
    Row("village_figures", everybody(200), _village),
    Row("village_figures_csv", everybody(200), _village),
    Row("office_figures", only(ADMINISTRATOR)),
    Row("office_figures_import", only(ADMINISTRATOR)),
    Row("office_figure", only(ADMINISTRATOR), lambda world: {"code": world.things["village_figure"].code}),
]
