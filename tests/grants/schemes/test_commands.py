"""Schemes from the console."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kernkracht.grants.schemes.interchange import json_schema, load_scheme_file
from tests.factories.villages import VillageFactory

from .test_files import GOOD


def run(*words: str | Path) -> str:
    out = StringIO()
    call_command("schemes", *map(str, words), stdout=out)
    return out.getvalue()


def refusal_of(*words: str | Path) -> str:
    with pytest.raises(CommandError) as refusal:
        run(*words)
    assert refusal.value.returncode == 2
    return str(refusal.value)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "proef.yaml"
    path.write_text(GOOD)
    return path


def test_schema() -> None:
    assert json.loads(run("schema")) == json.loads(json.dumps(json_schema()))


def test_check(good: Path) -> None:
    assert "2 criteria, 1 example cases" in run("check", good)
    good.write_text(GOOD.replace("amount: 750", "amont: 7").replace("weeks: 2", "weeks: x"))
    refusal = refusal_of("check", good)
    assert "regel 13, criteria[0].parameters.amont" in refusal
    assert "Bedoelt u “amount”?" in refusal
    assert "regel 18, criteria[1].parameters.weeks" in refusal
    assert "cannot be read" in refusal_of("check", good.parent / "nothing.yaml")
    assert "cannot be read" in refusal_of("check", good.parent)


def test_try_needs_no_database(good: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.yaml"
    cases.write_text(
        "- {requested: 900, activity_starts_on: 2026-01-10, received_on: 2026-01-01}\n- {requested: '99,95'}\n"
    )
    first, second = (json.loads(line) for line in run("try", good, cases).splitlines())
    assert (first["eligible_eur"], first["payable_eur"], first["bound_by"]) == (900, 750, "maximum")
    assert [(f["criterion"], f["kind"], f["outcome"]) for f in first["findings"]] == [
        ("maximum", "max_per_application", "met"),
        ("vooraf", "lead_time", "not_met"),
    ]
    assert first["findings"][1]["sentence"].startswith("U begint op 10 januari 2026.")
    assert (second["payable_eur"], second["findings"][1]["missing"]) == (99.95, ["activity_dates"])


@pytest.mark.parametrize(("name", "text"), [("c.json", '[{"requested": 900}]'), ("c.txt", '[{"requested": 900}]')])
def test_try_takes_json(good: Path, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert json.loads(run("try", good, tmp_path / name))["payable_eur"] == 750


def test_try_refuses_a_wrong_case_with_its_place(good: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.yaml"
    cases.write_text("- requested: 900\n- requestd: 3\n")
    assert "regel 2, [1].facts.requestd" in refusal_of("try", good, cases)


@pytest.mark.django_db
def test_import_and_export(good: Path) -> None:
    assert "Het dorp “asch” is hier onbekend" in refusal_of("import", good)
    VillageFactory(slug="asch")
    assert "created (published)" in run("import", good, "--publish")
    assert "unchanged (published)" in run("import", good, "--publish")
    assert load_scheme_file(run("export", "proef")) == load_scheme_file(GOOD)
    assert load_scheme_file(run("export", "proef", "--version", "2026")) == load_scheme_file(GOOD)
    assert "Known: proef 2026" in refusal_of("export", "proef", "--version", "1999")
