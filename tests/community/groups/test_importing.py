"""Taking in files with groups: whole or not at all, with the line and the remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.groups.actions import (
    UnableToImportGroups,
    UnusableKinds,
    import_groups,
    load_kinds,
)
from kernkracht.community.groups.importing import read_groups
from kernkracht.community.groups.models import Group, GroupKind, Nature
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from tests.factories.groups import GroupFactory, kind_of
from tests.factories.villages import VillageFactory

from .conftest import AT

ROOT = Path(__file__).parents[3]
YAML = """groups:
  - name: Signaleringsgroep Voorbeeld
    kind: signalling-group
    villages: [dorp-a, dorp-b]
    founded: 2000-09
  - name: Vereniging Voorbeeld
    kind: signalling-group
    coordinated_by: signaleringsgroep-voorbeeld
    website: www.voorbeeld.nl
"""
CSV = "name;kind;villages;founded\nSignaleringsgroep Voorbeeld;signalling-group;dorp-a,dorp-b;2000-09\n"


def take(text: str, *, is_yaml: bool = True) -> list[Group]:
    return import_groups(content=text.encode(), source="bestand", is_yaml=is_yaml, by=Actor.system("import"), at=AT)


@pytest.fixture
def places(db: None) -> list[Village]:
    kind_of(Nature.SIGNALLING_GROUP)
    return [VillageFactory(slug="dorp-a"), VillageFactory(slug="dorp-b")]


@pytest.mark.parametrize(
    ("text", "is_yaml"),
    [(YAML, True), (CSV, False), (CSV.replace(";", ",").replace("dorp-a,dorp-b", '"dorp-a,dorp-b"'), False)],
)
def test_groups_come_in_with_villages_and_the_known_part_of_a_date(
    places: list[Village], text: str, is_yaml: bool
) -> None:
    group = take(text, is_yaml=is_yaml)[0]
    assert list(group.villages.all()) == places
    assert (group.founded_on, group.founded_precision) == (date(2000, 9, 1), Group.Precision.MONTH)


def test_a_group_may_name_its_coordinator_on_an_earlier_line(places: list[Village]) -> None:
    first, second = take(YAML)
    assert (second.coordinated_by, second.website) == (first, "https://www.voorbeeld.nl")


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ("    kind: bestaat-niet\n", "Regel 6, kind"),
        ("    kind: signalling-group\n    villages: [nergens]\n", "Regel 6, villages"),
        ("    kind: signalling-group\n    founded: 2023-13\n", "Regel 6, founded"),
        ("    kind: signalling-group\n    website: geen webadres\n", "Regel 6, website"),
        ("    kind: signalling-group\n    coordinated_by: niemand\n", "Regel 6, coordinated_by"),
        ("    kind: signalling-group\n    iban: NL91\n", "Regel 6, iban"),
        ("    villages: [dorp-a]\n", "Regel 6, kind"),
        ("    kind: ''\n", "Regel 6, kind"),
    ],
)
def test_one_wrong_group_refuses_the_whole_file(places: list[Village], wrong: str, place: str) -> None:
    text = YAML.split("  - name: Vereniging")[0] + "  - name: Vereniging Fout\n" + wrong
    with pytest.raises(UnableToImportGroups) as refusal:
        take(text)
    assert [str(fault).startswith(place) for fault in refusal.value.faults] == [True]
    assert not Group.objects.exists()


@pytest.mark.parametrize(
    ("text", "is_yaml", "place"),
    [
        ("", True, "Het bestand"),
        ("groepen: []", True, "Regel 1"),
        ("groups: [een, twee]", True, "Regel 1"),
        ("groups:\n  - name: [", True, "Regel 2"),
        ("", False, "Regel 1"),
        ("name;kind\n", False, "Het bestand"),
        ("name;soort\nEen;x\n", False, "Regel 1"),
        ("name;kind\nEen\n", False, "Regel 2"),
        ('name;kind\n"Een;x\n', False, "Regel"),
        ("name;kind\nEen;signalling-group\nEEN;signalling-group\n", False, "Regel 3, name"),
    ],
)
def test_a_file_that_is_no_list_of_groups_says_where(
    places: list[Village], text: str, is_yaml: bool, place: str
) -> None:
    with pytest.raises(UnableToImportGroups) as refusal:
        take(text, is_yaml=is_yaml)
    assert str(refusal.value.faults[0]).startswith(place)
    assert not Group.objects.exists()


def test_a_group_that_is_there_is_not_overwritten(places: list[Village]) -> None:
    GroupFactory(name="signaleringsgroep VOORBEELD", purpose="Door de groep geschreven")
    with pytest.raises(UnableToImportGroups, match="Regel 2, name"):
        take(YAML)
    assert Group.objects.get().purpose == "Door de groep geschreven"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"name\0;kind", b"x" * 2_000_001])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    rows, faults = read_groups(content, is_yaml=False)
    assert (rows, len(faults)) == ([], 1)


@given(content=st.binary(max_size=400), is_yaml=st.booleans())
def test_no_file_whatsoever_breaks_the_reader(content: bytes, is_yaml: bool) -> None:
    rows, faults = read_groups(content, is_yaml=is_yaml)
    assert rows or faults


def test_the_command_names_every_fault_and_ends_with_two(
    places: list[Village], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "goed.yaml", tmp_path / "fout.csv"
    good.write_text(YAML)
    bad.write_text("name;kind\nEen;x\nTwee;y\n")
    with pytest.raises(SystemExit) as ending:
        call_command("groups", "import", str(good), str(bad), str(tmp_path / "weg.csv"))
    said = capsys.readouterr()
    assert ending.value.code == 2
    assert "2 groepen toegevoegd" in said.out
    assert said.err.count("Regel") == 2
    assert "weg.csv" in said.err
    assert Group.objects.count() == 2


def test_the_usual_kinds_come_once_and_keep_what_the_office_made_of_them(db: None, tmp_path: Path) -> None:
    call_command("groups", "kinds")
    kind = GroupKind.objects.get(code="sports-club")
    kind.sort_order = 99
    kind.save()
    assert load_kinds(ROOT / "seed" / "group_kinds.yaml") == 0
    kind.refresh_from_db()
    assert kind.sort_order == 99
    assert GroupKind.objects.filter(nature=Nature.SIGNALLING_GROUP).count() == 1
    wrong = tmp_path / "kinds.yaml"
    wrong.write_text("kinds: [{code: x, nature: toverkring, labels: []}]")
    with pytest.raises(UnusableKinds, match="kind 1"):
        load_kinds(wrong)


def test_the_demo_file_fits_the_demo_villages(db: None) -> None:
    import yaml

    load_kinds(ROOT / "seed" / "group_kinds.yaml")
    folder = ROOT / "seed" / "municipality" / "buren"
    for row in yaml.safe_load((folder / "villages.yaml").read_text())["villages"]:
        VillageFactory(slug=row["slug"], name=row["name"])
    groups = take((folder / "groups.yaml").read_text())
    assert all(group.source for group in groups)
    assert [group.name for group in groups if "Verzonnen" in group.source and "(voorbeeld)" not in group.name] == []
