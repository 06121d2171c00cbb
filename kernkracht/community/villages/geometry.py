"""Plane geometry for maps of villages: simplify outlines without gaps, and divide land between centre points.

Points are (x, y) tuples in one flat unit; rings are lists of points without the closing repeat. Pure and deterministic.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Ring = list[Point]


def area(ring: Sequence[Point]) -> float:
    """Enclosed area, without sign."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def simplify_rings(rings: Sequence[Ring], tolerance: float) -> list[Ring]:
    """Drop points closer than `tolerance` to the line (Douglas-Peucker), equally for both neighbours of a border.

    Rings are cut into arcs where borders meet; an arc shared by two rings is simplified in one direction, so that no
    gaps or overlaps appear. A ring that would collapse keeps all its points.
    """
    meeting = _meeting_points(rings)
    return [_simplify_ring(ring, meeting, tolerance) for ring in rings]


def _meeting_points(rings: Iterable[Ring]) -> set[Point]:
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for before, here, after in zip([ring[-1], *ring[:-1]], ring, [*ring[1:], ring[0]], strict=True):
            neighbours[here].update((before, after))
    return {point for point, around in neighbours.items() if len(around) != 2}


def _simplify_ring(ring: Ring, meeting: set[Point], tolerance: float) -> Ring:
    cuts = [place for place, point in enumerate(ring) if point in meeting] or _own_cuts(ring)
    if len(cuts) == 1:
        cuts = sorted({cuts[0], _farthest(ring, cuts[0])})
    simple: Ring = []
    for start, end in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        arc = [ring[place % len(ring)] for place in range(start, end + 1)]
        simple.extend(_simplify_arc(arc, tolerance)[:-1])
    return simple if len(simple) >= 3 and area(simple) > 0 else ring


def _own_cuts(ring: Ring) -> list[int]:
    start = ring.index(min(ring))
    return sorted({start, _farthest(ring, start)})


def _farthest(ring: Ring, start: int) -> int:
    return max(range(len(ring)), key=lambda place: (math.dist(ring[start], ring[place]), ring[place]))


def _simplify_arc(arc: Ring, tolerance: float) -> Ring:
    backwards = arc[::-1]
    if backwards < arc:
        return douglas_peucker(backwards, tolerance)[::-1]
    return douglas_peucker(arc, tolerance)


def douglas_peucker(line: Ring, tolerance: float) -> Ring:
    """Keep the ends and every point that lies farther than `tolerance` from the simplified line.

    Of points equally far the middle one splits the line, so that a regular zigzag takes n log n steps.
    """
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        inner = range(first + 1, last)
        if not inner:
            continue
        away = {place: _distance(line[place], line[first], line[last]) for place in inner}
        farthest = max(inner, key=lambda place: (away[place], -abs(2 * place - first - last)))
        if away[farthest] > tolerance:
            keep.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [line[place] for place in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length))
    return math.hypot(px - ax - along * dx, py - ay - along * dy)


def hull(points: Iterable[Point]) -> Ring:
    """The convex hull, counter-clockwise (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return [*_half_hull(ordered)[:-1], *_half_hull(ordered[::-1])[:-1]]


def _half_hull(points: Sequence[Point]) -> Ring:
    chain: Ring = []
    for point in points:
        while len(chain) >= 2 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def divide_land(centres: Sequence[Point]) -> list[Ring]:
    """Give each centre the land nearest to it (a Voronoi cell), inside a rounded hull around all centres."""
    distinct = _apart(centres)
    around = _land_around(distinct)
    return [_cell(place, distinct, around) for place in range(len(distinct))]


def _apart(centres: Sequence[Point]) -> list[Point]:
    """Centres that coincide are moved a hair, in a fixed direction, so that each keeps land of its own."""
    seen: set[Point] = set()
    moved: list[Point] = []
    step = (_spread(centres) or 1.0) / 50
    for x, y in centres:
        while (x, y) in seen:
            x += step
        seen.add((x, y))
        moved.append((x, y))
    return moved


def _spread(points: Sequence[Point]) -> float:
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return max(max(xs) - min(xs), max(ys) - min(ys)) if points else 0.0


def _land_around(centres: Sequence[Point]) -> Ring:
    radius = (_spread(centres) or 1.0) / (2 * math.sqrt(len(centres)) or 1.0)
    turns = [math.tau * part / 16 for part in range(16)]
    return hull((x + radius * math.cos(turn), y + radius * math.sin(turn)) for x, y in centres for turn in turns)


def _cell(place: int, centres: Sequence[Point], around: Ring) -> Ring:
    cell, (x, y) = around, centres[place]
    for other_place, (ox, oy) in enumerate(centres):
        if other_place != place:
            middle, normal = ((x + ox) / 2, (y + oy) / 2), (ox - x, oy - y)
            cell = _clip(cell, middle, normal)
    return cell


def _clip(ring: Ring, middle: Point, normal: Point) -> Ring:
    """The part of a convex ring on the near side of the line through `middle`, across `normal`."""

    def beyond(point: Point) -> float:
        return (point[0] - middle[0]) * normal[0] + (point[1] - middle[1]) * normal[1]

    kept: Ring = []
    for here, after in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        now, then = beyond(here), beyond(after)
        if now <= 0:
            kept.append(here)
        if now * then < 0:
            part = now / (now - then)
            kept.append((here[0] + part * (after[0] - here[0]), here[1] + part * (after[1] - here[1])))
    return kept
