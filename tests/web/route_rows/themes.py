"""Themes: who manages questions keeps the list."""

from __future__ import annotations

from typing import Any

from tests.factories.themes import ThemeFactory

from ..route_answers import Row, only
from ..route_world import ADMINISTRATOR, MANAGER, World

KEEPERS = (MANAGER, ADMINISTRATOR)


def build(world: World) -> dict[str, Any]:
    return {"theme": ThemeFactory()}


ROWS = [
    Row("office_themes", only(*KEEPERS)),
    Row("office_theme_add", only(*KEEPERS)),
    Row("office_theme", only(*KEEPERS), lambda world: {"code": world.things["theme"].code}),
]
