"""Reading village outlines from a GeoJSON file. A file with anything wrong is refused whole, with place and remedy."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from .geometry import Point, Ring, area, simplify_rings

MAX_BYTES = 30_000_000
WEST, EAST, SOUTH, NORTH = 3.2, 7.3, 50.7, 53.7
"""The European Netherlands in degrees."""
METRES_PER_DEGREE = 111_320.0
DEFAULT_TOLERANCE_M = 15.0
REMEDY_DEGREES = "convert it, for example with: ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson"


@dataclass(frozen=True)
class Fault:
    """What is wrong, where, and what to do about it."""

    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}. Remedy: {self.remedy}."


class UnusableOutlines(ValueError):
    """The file was refused; `faults` holds every fault that was found."""

    def __init__(self, faults: Collection[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


Geometry = dict[str, Any]


def read_outlines(
    content: bytes, villages: Collection[str], *, name_property: str = "kern", tolerance_m: float = DEFAULT_TOLERANCE_M
) -> Mapping[str, Geometry]:
    """GeoJSON → one simplified geometry (Polygon or MultiPolygon, degrees) per village name.

    The file must hold each of `villages` exactly once. Self-crossing rings are accepted: they only draw a little odd.
    Raises `UnusableOutlines`.
    """
    features = _features(_parsed(content))
    faults: list[Fault] = []
    polygons: dict[str, list[list[Ring]]] = {}
    for number, feature in enumerate(features, start=1):
        place = f"feature {number}"
        try:
            name = _name(feature, place, name_property, villages, polygons)
            polygons[name] = list(_polygons(feature.get("geometry"), f"{place} ({name})"))
        except UnusableOutlines as refusal:
            faults += refusal.faults
    faults += _missing(villages, polygons, has_faults=bool(faults))
    if faults:
        raise UnusableOutlines(faults)
    return _simplified(polygons, tolerance_m)


def _refuse(place: str, problem: str, remedy: str) -> UnusableOutlines:
    return UnusableOutlines([Fault(place, problem, remedy)])


def _parsed(content: bytes) -> Any:
    if len(content) > MAX_BYTES:
        raise _refuse("file", f"larger than {MAX_BYTES // 1_000_000} MB", "export fewer points")
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _refuse(f"byte {error.start}", "not UTF-8 text", "save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _refuse(place, f"not JSON ({error.msg.lower()})", "export the outlines as GeoJSON") from None
    except RecursionError:
        raise _refuse("file", "nested too deeply", "export the outlines as plain GeoJSON") from None


def _features(data: Any) -> list[Any]:
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise _refuse("file", 'no GeoJSON "FeatureCollection"', "export a layer with one feature per village")
    features = data.get("features")
    if not isinstance(features, list) or not features:
        raise _refuse("file", 'no "features"', "export a layer with one feature per village")
    if "28992" in json.dumps(data.get("crs", "")):
        raise _refuse("crs", "coordinates are on the Dutch grid (EPSG:28992), not in degrees", REMEDY_DEGREES)
    return features


def _name(feature: Any, place: str, name_property: str, villages: Collection[str], seen: Collection[str]) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    name = properties.get(name_property) if isinstance(properties, dict) else None
    if not isinstance(name, str) or not name.strip():
        known = ", ".join(sorted(properties)) if isinstance(properties, dict) and properties else "none"
        raise _refuse(place, f'no property "{name_property}"', f"choose one with --name-property (there are: {known})")
    name = name.strip()
    if name not in villages:
        close = get_close_matches(name, villages, n=1, cutoff=0.5)
        remedy = f'rename it to "{close[0]}"' if close else "add the village first, or take this feature out"
        raise _refuse(place, f'unknown village "{name}"', remedy)
    if name in seen:
        raise _refuse(place, f'"{name}" occurs twice', "merge both into one MultiPolygon")
    return name


def _polygons(geometry: Any, place: str) -> Iterator[list[Ring]]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _refuse(place, f"geometry is {kind or 'missing'}", "give a Polygon or a MultiPolygon")
    coordinates = geometry.get("coordinates")
    parts = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(parts, list) or not parts:
        raise _refuse(place, "geometry is empty", "give a Polygon or a MultiPolygon with coordinates")
    for part in parts:
        if not isinstance(part, list) or not part:
            raise _refuse(place, "a polygon has no rings", "export the outline again")
        yield [_ring(ring, place) for ring in part]


def _ring(raw: Any, place: str) -> Ring:
    if not isinstance(raw, list) or len(raw) < 4:
        raise _refuse(place, "a ring has fewer than four points", "export the outline again")
    ring = [_position(position, place) for position in raw]
    if ring[0] != ring[-1]:
        raise _refuse(place, "a ring is not closed", "repeat its first point at the end")
    ring = [point for before, point in zip([None, *ring[:-1]], ring, strict=True) if point != before][:-1]
    if len(set(ring)) < 3 or area(ring) == 0:
        raise _refuse(place, "a ring encloses nothing", "take it out or export the outline again")
    return ring


def _position(raw: Any, place: str) -> Point:
    if not isinstance(raw, list) or len(raw) < 2 or not all(_is_number(value) for value in raw[:2]):
        raise _refuse(place, f"{str(raw)[:40]} is no coordinate", "give [longitude, latitude] in degrees")
    x, y = float(raw[0]), float(raw[1])
    if WEST <= x <= EAST and SOUTH <= y <= NORTH:
        return x, y
    where = f"[{x:g}, {y:g}]"
    if WEST <= y <= EAST and SOUTH <= x <= NORTH:
        raise _refuse(place, f"{where} is latitude, longitude", "swap the two numbers of every coordinate")
    if -7_000 <= x <= 300_000 and 289_000 <= y <= 629_000:
        raise _refuse(place, f"{where} is on the Dutch grid (EPSG:28992), not in degrees", REMEDY_DEGREES)
    raise _refuse(place, f"{where} lies outside the Netherlands", "give [longitude, latitude] in degrees (EPSG:4326)")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _missing(villages: Collection[str], found: Collection[str], *, has_faults: bool) -> list[Fault]:
    """Villages without a feature; not told apart from misspelt ones, so only said when the rest is in order."""
    if has_faults:
        return []
    return [
        Fault("file", f'village "{name}" is missing', "add its feature, or end the village in the office")
        for name in sorted(set(villages) - set(found))
    ]


def _simplified(polygons: Mapping[str, list[list[Ring]]], tolerance_m: float) -> dict[str, Geometry]:
    """Simplify all villages together, so that neighbours keep one border. Longitude counts for its real length."""
    rings = [ring for parts in polygons.values() for part in parts for ring in part]
    latitude = sum(y for ring in rings for _x, y in ring) / sum(len(ring) for ring in rings)
    narrow = math.cos(math.radians(latitude))
    flat = [[(x * narrow, y) for x, y in ring] for ring in rings]
    simple = iter(simplify_rings(flat, tolerance_m / METRES_PER_DEGREE))
    return {
        name: _geometry([[_closed(next(simple), narrow) for _ring in part] for part in parts])
        for name, parts in polygons.items()
    }


def _closed(ring: Ring, narrow: float) -> list[list[float]]:
    positions = [[round(x / narrow, 5), round(y, 5)] for x, y in ring]
    return [*positions, positions[0]]


def _geometry(parts: list[list[list[list[float]]]]) -> Geometry:
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def count_points(geometry: Geometry) -> int:
    """How many points a geometry of `read_outlines` draws."""
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return sum(len(ring) - 1 for part in parts for ring in part)
