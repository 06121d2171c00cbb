"""The console command: help that reads as help, and Django's behaviour for everything else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from config.console import ROOT, SUBJECTS, as_module_name, asks_for_help, help_text, own_commands

LISTED = {call.split()[0] for commands in SUBJECTS.values() for call, _ in commands}


def kernkracht(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "config.console", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"DJANGO_SETTINGS_MODULE": "config.settings.test", "PATH": "/usr/bin:/bin"},
    )


def test_every_command_of_ours_is_in_the_help() -> None:
    assert set(own_commands()) - LISTED == set()


def test_every_line_of_the_help_is_a_command() -> None:
    assert LISTED - set(own_commands()) == set()


def test_help_is_grouped_and_names_djangos_own() -> None:
    answer = kernkracht("--help")
    assert answer.returncode == 0
    assert "Running:\n  serve" in answer.stdout
    assert "kernkracht help --commands" in answer.stdout
    assert "sqlsequencereset" not in answer.stdout


def test_help_shows_only_what_is_installed() -> None:
    text = help_text(["worker", "council-letter"])
    assert "Registers and letters:\n  council-letter YEAR" in text
    assert "  worker" in text
    assert "villages" not in text
    assert "Villages:" not in text


def test_lines_of_the_help_stand_in_one_column_and_fit() -> None:
    lines = [line for line in help_text(LISTED).splitlines() if line.startswith("  ") and "kernkracht" not in line]
    assert len({line.rindex("   ") for line in lines}) == 1
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_a_bare_call_asks_for_help(arguments: list[str]) -> None:
    assert asks_for_help(arguments)


@pytest.mark.parametrize("arguments", [["help", "migrate"], ["migrate", "--help"], ["help", "--commands"], ["worker"]])
def test_other_calls_go_to_django(arguments: list[str]) -> None:
    assert not asks_for_help(arguments)


@pytest.mark.parametrize(
    ("typed", "passed"),
    [
        (["council-letter", "2022", "--as-of", "x-y"], ["council_letter", "2022", "--as-of", "x-y"]),
        (["help", "council-letter"], ["help", "council_letter"]),
        (["villages", "import-outlines"], ["villages", "import-outlines"]),
        (["--version"], ["--version"]),
        ([], []),
    ],
)
def test_dashes_become_a_module_name(typed: list[str], passed: list[str]) -> None:
    assert as_module_name(typed, {"council-letter": "council_letter", "villages": "villages"}) == passed


def test_commands_are_found_where_django_finds_them(tmp_path: Path) -> None:
    folder = tmp_path / "kernkracht/grants/schemes/management/commands"
    folder.mkdir(parents=True)
    for name in ("__init__", "_shared", "council_letter"):
        (folder / f"{name}.py").touch()
    assert own_commands(tmp_path) == {"council-letter": "council_letter"}


def test_an_unknown_command_is_refused_with_a_suggestion() -> None:
    answer = kernkracht("migrat")
    assert answer.returncode == 1
    assert "Did you mean migrate?" in answer.stderr


def test_djangos_own_commands_work() -> None:
    answer = kernkracht("help", "migrate")
    assert answer.returncode == 0
    assert answer.stdout.startswith("usage: kernkracht migrate")
