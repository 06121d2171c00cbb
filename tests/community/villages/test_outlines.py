"""Outlines from GeoJSON: the real file, and files with anything wrong in them."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.actions import NotAllowedToManageVillages, import_outlines
from kernkracht.community.villages.models import Village
from kernkracht.community.villages.outlines import UnusableOutlines, count_points, read_outlines
from kernkracht.community.villages.queries import map_shapes
from kernkracht.foundation.audit.models import Actor, AuditEvent
from tests.factories.people import officer_with
from tests.factories.villages import VillageFactory

NOW = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "buren-kernen.geojson"
SQUARE = [[5.3, 51.9], [5.4, 51.9], [5.4, 52.0], [5.3, 52.0], [5.3, 51.9]]
NEXT = [[5.4, 51.9], [5.5, 51.9], [5.5, 52.0], [5.4, 52.0], [5.4, 51.9]]
GOOD: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"kern": "Aa"}, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}},
        {
            "type": "Feature",
            "properties": {"kern": "Bb"},
            "geometry": {"type": "MultiPolygon", "coordinates": [[NEXT]]},
        },
    ],
}


def read(data: Any, **options: Any) -> Any:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return read_outlines(content, {"Aa", "Bb"}, **options)


def with_ring(ring: Any) -> dict[str, Any]:
    data = copy.deepcopy(GOOD)
    data["features"][0]["geometry"]["coordinates"] = [ring]
    return data


def with_feature(**changes: Any) -> dict[str, Any]:
    data = copy.deepcopy(GOOD)
    data["features"][0] |= changes
    return data


def test_good_file_gives_a_geometry_per_village() -> None:
    outlines = read(GOOD)
    assert set(outlines) == {"Aa", "Bb"}
    assert outlines["Aa"]["type"] == "Polygon"
    (ring,) = outlines["Aa"]["coordinates"]
    assert sorted(ring[1:]) == sorted(SQUARE[1:])
    assert ring[0] == ring[-1]


def test_a_byte_order_mark_and_heights_do_no_harm() -> None:
    assert read(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    assert read(with_ring([[*point, 3.5] for point in SQUARE]))


def test_another_name_property() -> None:
    data = json.loads(json.dumps(GOOD).replace('"kern"', '"naam"'))
    assert read(data, name_property="naam")
    with pytest.raises(UnusableOutlines, match=r'no property "kern".*there are: naam'):
        read(data)


def test_a_self_crossing_ring_is_accepted() -> None:
    bow_tie = [[5.3, 51.9], [5.4, 52.0], [5.4, 51.9], [5.3, 51.99], [5.3, 51.9]]
    assert count_points(read(with_ring(bow_tie))["Aa"]) >= 3


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "line 1, column 1: not JSON"),
        (b'{"type": "FeatureCollection",\n "features": [', "line 2, column 15: not JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[" * 200_000, "nested too deeply|not JSON"),
        ([], "FeatureCollection"),
        ({"type": "Polygon", "coordinates": [SQUARE]}, "FeatureCollection"),
        ({"type": "FeatureCollection", "features": []}, "features"),
        ({"type": "FeatureCollection", "features": "all"}, "features"),
        ({"type": "FeatureCollection", "features": [None]}, "feature 1: no property"),
        (with_feature(properties=None), "there are: none"),
        (with_feature(properties={"kern": 7}), "no property"),
        (with_feature(properties={"kern": "AA"}), 'unknown village "AA".*rename it to "Aa"'),
        (with_feature(properties={"kern": "Nergenshuizen"}), "unknown village.*add the village first"),
        (with_feature(properties={"kern": "Bb"}), 'feature 2: "Bb" occurs twice'),
        (with_feature(geometry=None), "geometry is missing"),
        (with_feature(geometry={"type": "Point", "coordinates": [5.3, 51.9]}), "geometry is Point"),
        (with_feature(geometry={"type": "LineString", "coordinates": SQUARE}), "geometry is LineString"),
        (with_feature(geometry={"type": "Polygon", "coordinates": []}), "no rings"),
        (with_feature(geometry={"type": "MultiPolygon", "coordinates": [[]]}), "no rings"),
        (with_feature(geometry={"type": "Polygon"}), "no rings"),
        (with_feature(geometry={"type": "MultiPolygon", "coordinates": []}), "empty"),
        (with_ring(SQUARE[:3]), "fewer than four"),
        (with_ring(SQUARE[:-1]), "not closed"),
        (with_ring([SQUARE[0]] * 5), "encloses nothing"),
        (with_ring([[5.3, 51.9], [5.4, 51.9], [5.5, 51.9], [5.3, 51.9]]), "encloses nothing"),
        (with_ring([["5.3", "51.9"], *SQUARE[1:]]), "is no coordinate"),
        (with_ring([[True, False], *SQUARE[1:]]), "is no coordinate"),
        (with_ring([[5.3], *SQUARE[1:]]), "is no coordinate"),
        (with_ring([[float("nan"), 51.9], *SQUARE[1:]]), "is no coordinate"),
        (with_ring([[y, x] for x, y in SQUARE]), "latitude, longitude.*swap"),
        (with_ring([[155_000, 463_000], [156_000, 463_000], [156_000, 464_000], [155_000, 463_000]]), "28992.*ogr2ogr"),
        (with_ring([[2.35, 48.85], *SQUARE[1:]]), "outside the Netherlands"),
        (GOOD | {"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}}, "Dutch grid.*ogr2ogr"),
        ({"type": "FeatureCollection", "features": GOOD["features"][:1]}, 'village "Bb" is missing'),
    ],
)
def test_wrong_file_is_refused_with_place_and_remedy(data: Any, complaint: str) -> None:
    with pytest.raises(UnusableOutlines, match=complaint) as refusal:
        read(data)
    for fault in refusal.value.faults:
        assert fault.place
        assert fault.remedy


def test_every_fault_is_named_at_once() -> None:
    data = copy.deepcopy(GOOD)
    for feature in data["features"]:
        feature["geometry"] = None
    with pytest.raises(UnusableOutlines) as refusal:
        read(data)
    assert [fault.place for fault in refusal.value.faults] == ["feature 1 (Aa)", "feature 2 (Bb)"]


@pytest.fixture
def two_villages(db: None) -> None:
    VillageFactory(name="Aa")
    VillageFactory(name="Bb")
    VillageFactory(name="Weg", status=Village.Status.ENDED)


def test_import_stores_and_records(two_villages: None) -> None:
    assert map_shapes().is_schematic
    content = json.dumps(GOOD).encode()
    result = import_outlines(content=content, source="test", by=Actor.system(), at=NOW)
    assert (result.villages, result.points) == (2, 8)
    assert not map_shapes().is_schematic
    assert AuditEvent.objects.filter(event="village.outline_imported").count() == 2


def test_one_fault_takes_nothing_in(two_villages: None) -> None:
    content = json.dumps(with_feature(geometry=None)).encode()
    with pytest.raises(UnusableOutlines):
        import_outlines(content=content, source="test", by=Actor.system(), at=NOW)
    assert not Village.objects.filter(outline__isnull=False).exists()
    assert not AuditEvent.objects.exists()


def test_import_needs_the_right(two_villages: None) -> None:
    officer = officer_with(Permission.READ_OFFICE)
    with pytest.raises(NotAllowedToManageVillages):
        import_outlines(content=json.dumps(GOOD).encode(), source="test", by=officer.actor, at=NOW)


def test_console_says_what_is_wrong_and_exits_2(two_villages: None, tmp_path: Path) -> None:
    file = tmp_path / "wrong.geojson"
    file.write_text(json.dumps(with_ring([[y, x] for x, y in SQUARE])))
    with pytest.raises(CommandError, match="swap the two numbers") as refusal:
        call_command("villages", "import-outlines", str(file))
    assert refusal.value.returncode == 2
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("villages", "import-outlines", str(tmp_path / "nowhere.geojson"))


@pytest.mark.skipif(not REAL.exists(), reason="the open data of Buren is not beside this checkout")
def test_the_real_outlines_of_buren(db: None) -> None:
    names = [feature["properties"]["kern"] for feature in json.loads(REAL.read_bytes())["features"]]
    for name in names:
        VillageFactory(name=name)
    out = StringIO()
    call_command("villages", "import-outlines", str(REAL), stdout=out)
    assert "15 villages" in out.getvalue()
    drawing = map_shapes(800)
    assert len(drawing.shapes) == 15
    assert all(shape.has_outline and shape.path.startswith("M") for shape in drawing.shapes)
    assert drawing.without_outline == ()
