"""Parts of the demo, for tests that need no more of it: loading all of it takes as long as fifty other tests."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
import yaml
from pytest_django.fixtures import Settings

from kernkracht.web.demo.loading import loaders

FEW = {"Zonnebloemenlint", "Straatfeest Kersenhof", "Pluktuin achter de kerk", "Muziektent opknappen"}


def rooms_until(last: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the demo of the rooms up to and including this one."""
    rooms = list(loaders())
    place = [label for label, _load in rooms].index(last)
    monkeypatch.setattr("kernkracht.web.demo.loading.loaders", lambda: iter(rooms[: place + 1]))


def few_plans(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the demo up to its cases, with the imported registers and four invented plans."""
    folder = tmp_path / settings.DEMO_SEED_DIR.name
    copytree(settings.DEMO_SEED_DIR, folder)
    file = folder / "applications.yaml"
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    kept = [plan for plan in raw["plans"] if plan["title"] in FEW]
    file.write_text(yaml.safe_dump({**raw, "plans": kept}, allow_unicode=True), encoding="utf-8")
    settings.DEMO_SEED_DIR = folder
    rooms_until("applications", monkeypatch)
