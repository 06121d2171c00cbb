"""One village in a small square, to point at a place in it: from degrees to the square, and back. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .geometry import Point
from .models import Village

SIDE = 280
"""Pixels: fits the narrowest telephone, so the square is never scaled and a click tells its own place."""
MARGIN = 6.0
WITHOUT_OUTLINE = 0.02
"""Degrees north and south of the centre that are shown of a village whose outline nobody imported."""


@dataclass(frozen=True)
class PinMap:
    """`path` is the outline in the square ("" without one); `scale` is pixels per degree of latitude."""

    path: str
    left: float
    top: float
    scale: float
    narrow: float

    def point_of(self, longitude: float, latitude: float) -> Point:
        """Where a place is in the square, in pixels from the upper left corner."""
        x = MARGIN + (longitude * self.narrow - self.left) * self.scale
        return round(x, 1), round(MARGIN + (self.top - latitude) * self.scale, 1)

    def place_of(self, x: float, y: float) -> Point | None:
        """Longitude and latitude of a point in the square; None outside it."""
        if not (0 <= x <= SIDE and 0 <= y <= SIDE):
            return None
        longitude = (self.left + (x - MARGIN) / self.scale) / self.narrow
        return round(longitude, 5), round(self.top - (y - MARGIN) / self.scale, 5)


def pin_map(village: Village) -> PinMap:
    """The square around a village."""
    narrow = math.cos(math.radians(village.centre_latitude))
    rings = _rings(village)
    points = [point for ring in rings for point in ring] or _around(village)
    west, east = min(x for x, _y in points) * narrow, max(x for x, _y in points) * narrow
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    scale = (SIDE - 2 * MARGIN) / max(east - west, north - south, 1e-6)
    spare = (SIDE - 2 * MARGIN) / scale
    left, top = west - (spare - (east - west)) / 2, north + (spare - (north - south)) / 2
    empty = PinMap("", left, top, scale, narrow)
    path = "".join("M" + "L".join("{:g} {:g}".format(*empty.point_of(*p)) for p in ring) + "Z" for ring in rings)
    return PinMap(path, left, top, scale, narrow)


def _rings(village: Village) -> list[list[Point]]:
    if village.outline is None:
        return []
    coordinates = village.outline["coordinates"]
    parts = [coordinates] if village.outline["type"] == "Polygon" else coordinates
    return [[(float(x), float(y)) for x, y in ring[:-1]] for part in parts for ring in part]


def _around(village: Village) -> list[Point]:
    x, y = village.centre_longitude, village.centre_latitude
    return [(x - WITHOUT_OUTLINE, y - WITHOUT_OUTLINE), (x + WITHOUT_OUTLINE, y + WITHOUT_OUTLINE)]
