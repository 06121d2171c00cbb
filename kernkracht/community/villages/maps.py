"""Villages as shapes to draw: their outlines, or a sketch computed from the centre points when nobody imported any."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .geometry import Point, Ring, divide_land, hull
from .models import Village

MARGIN = 8.0
DOT_SHARE = 0.02
"""Radius of the mark of a village without outline among villages with one, as a share of the map's width."""


@dataclass(frozen=True)
class VillageShape:
    """One village: an SVG path (fill rule evenodd) and where its name goes."""

    village: Village
    path: str
    label_x: float
    label_y: float
    has_outline: bool

    @property
    def name(self) -> str:
        return self.village.name

    @property
    def slug(self) -> str:
        return self.village.slug


@dataclass(frozen=True)
class VillageMap:
    """All shapes in one drawing of `width` × `height` units."""

    width: float
    height: float
    shapes: tuple[VillageShape, ...]
    is_schematic: bool
    """True: no village has an outline; say “schematische kaart, geen echte grenzen”."""

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width:g} {self.height:g}"

    @property
    def without_outline(self) -> tuple[str, ...]:
        """Villages drawn as a mark because only others have an outline."""
        return () if self.is_schematic else tuple(shape.name for shape in self.shapes if not shape.has_outline)


def draw(villages: Sequence[Village], width: int) -> VillageMap:
    """Draw these villages `width` units wide; the height follows from the land."""
    if not villages:
        return VillageMap(width, width, (), is_schematic=True)
    narrow = math.cos(math.radians(sum(v.centre_latitude for v in villages) / len(villages)))
    centres = [(v.centre_longitude * narrow, -v.centre_latitude) for v in villages]
    is_schematic = all(village.outline is None for village in villages)
    land = [[cell] for cell in divide_land(centres)] if is_schematic else _outlines(villages, centres, narrow)
    return _fitted(villages, centres, land, width, is_schematic)


def _outlines(villages: Sequence[Village], centres: Sequence[Point], narrow: float) -> list[list[Ring]]:
    drawn = [_rings(village, narrow) for village in villages]
    xs = [x for rings in drawn for ring in rings for x, _y in ring]
    radius = (max(xs) - min(xs)) * DOT_SHARE
    return [rings or [_dot(centre, radius)] for rings, centre in zip(drawn, centres, strict=True)]


def _rings(village: Village, narrow: float) -> list[Ring]:
    if village.outline is None:
        return []
    coordinates = village.outline["coordinates"]
    parts = [coordinates] if village.outline["type"] == "Polygon" else coordinates
    return [[(x * narrow, -y) for x, y in ring[:-1]] for part in parts for ring in part]


def _dot(centre: Point, radius: float) -> Ring:
    turns = [math.tau * part / 12 for part in range(12)]
    return hull((centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn)) for turn in turns)


def _fitted(
    villages: Sequence[Village], centres: Sequence[Point], land: list[list[Ring]], width: int, is_schematic: bool
) -> VillageMap:
    points = [point for rings in land for ring in rings for point in ring]
    left, top = min(x for x, _y in points), min(y for _x, y in points)
    across = max(x for x, _y in points) - left or 1.0
    down = max(y for _x, y in points) - top
    scale = (width - 2 * MARGIN) / across

    def place(point: Point) -> Point:
        return round(MARGIN + (point[0] - left) * scale, 1), round(MARGIN + (point[1] - top) * scale, 1)

    shapes = tuple(
        VillageShape(
            village, _path([[place(p) for p in ring] for ring in rings]), *place(centre), bool(village.outline)
        )
        for village, centre, rings in zip(villages, centres, land, strict=True)
    )
    return VillageMap(width, round(down * scale + 2 * MARGIN, 1), shapes, is_schematic)


def _path(rings: list[Ring]) -> str:
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings)
