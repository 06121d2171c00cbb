"""The scripts behind make: what was done is remembered, what is missing is one line, what failed is shown."""

from __future__ import annotations

import importlib
import importlib.util
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"


@pytest.fixture(autouse=True)
def _on_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    yield
    for name in ("machine", "setup", "run", "browser", "database"):
        sys.modules.pop(name, None)


@pytest.fixture
def machine() -> ModuleType:
    return importlib.import_module("machine")


@pytest.fixture
def suite(machine: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """scripts/test.py, by another name than the standard library's `test`, with its logs elsewhere."""
    spec = importlib.util.spec_from_file_location("suite_script", SCRIPTS / "test.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "suite_script", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "LOGS", tmp_path)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return module


def test_a_stamp_holds_until_an_input_changes(machine: ModuleType, tmp_path: Path) -> None:
    lock, stamp = tmp_path / "lock", tmp_path / "made" / "stamp"
    lock.write_text("one")
    assert not machine.is_done(stamp, machine.digest([lock]))
    machine.note_done(stamp, machine.digest([lock]))
    assert machine.is_done(stamp, machine.digest([lock]))
    assert not machine.is_done(stamp, machine.digest([lock], "another theme"))
    lock.write_text("two")
    assert not machine.is_done(stamp, machine.digest([lock]))


def test_a_failing_program_is_one_line_after_its_own_words(
    machine: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(machine.CannotGoOn, match="It did not work"):
        machine.run([sys.executable, "-c", "print('own words'); raise SystemExit(2)"], "It did not work.", quiet=True)
    assert capsys.readouterr().out == "own words\n"


def test_a_program_that_is_not_there(machine: ModuleType) -> None:
    with pytest.raises(machine.CannotGoOn, match="No such file"):
        machine.run(["no-such-program-here"], "It did not start.")


def test_who_may_not_install_is_told_what_to_install(machine: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    with pytest.raises(machine.CannotGoOn, match="sudo apt-get update && sudo apt-get install libpango"):
        machine.install_packages("libpango-1.0-0")


def test_a_problem_ends_with_one_line_and_code_1(machine: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    def main() -> None:
        raise machine.CannotGoOn("Something is missing.")

    with pytest.raises(SystemExit) as ended:
        machine.finish(main)
    assert ended.value.code == 1
    assert capsys.readouterr().err.strip() == "Something is missing."


@pytest.mark.parametrize("text", ["abc", "0", "70000", "-1", "80.5", "", "８０"])
def test_a_port_that_is_none_is_refused(machine: ModuleType, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(machine.CannotGoOn, match="is not a port"):
        importlib.import_module("run").chosen_port()


def test_a_port_in_use_is_refused(machine: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        with pytest.raises(machine.CannotGoOn, match="PORT=8001 make run"):
            importlib.import_module("run").chosen_port()


def test_this_machines_settings_stay_out_of_the_tests(
    suite: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DATABASE_URL", "KERNKRACHT_DEMO", "PORT", "DEBUG", "KERNKRACHT_HOME"):
        monkeypatch.setenv(name, "of this machine")
    env = suite.clean_environment(tmp_path)
    assert "of this machine" not in env.values()
    assert env["KERNKRACHT_HOME"] == str(tmp_path)
    assert env["PATH"] == os.environ["PATH"]


def test_a_failing_step_is_shown_again_at_the_end(suite: ModuleType) -> None:
    good = suite.perform(suite.Step("good", (sys.executable, "-c", "print('fine')")), dict(os.environ))
    bad = suite.perform(
        suite.Step("bad", (sys.executable, "-c", "print('the reason'); raise SystemExit(1)")), dict(os.environ)
    )
    assert (good.passed, bad.passed) == (True, False)
    text = suite.summary([good, bad], 65.4)
    assert "the reason" in text
    assert "fine" not in text
    assert text.splitlines()[-3].startswith("passed")
    assert text.splitlines()[-2].startswith("FAILED")
    assert text.splitlines()[-1] == "1 of 2 steps failed in 65 s."


def test_the_suite_covers_both_databases_and_the_browser(suite: ModuleType) -> None:
    names = {step.name for step in [*suite.CHECKS, *suite.ON_SQLITE, *suite.JOURNEYS, *suite.ON_POSTGRESQL]}
    assert {"ruff", "types", "layers", "templates", "migrations"} <= names
    assert {"tests, SQLite", "journeys, SQLite", "tests, PostgreSQL"} <= names


def test_translations_compile(tmp_path: Path) -> None:
    compiling = importlib.import_module("compile_translations")
    po = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "dorp"\nmsgstr "village"\n')
    compiling.compile_catalogue(po)
    from gettext import GNUTranslations

    with po.with_suffix(".mo").open("rb") as made:
        assert GNUTranslations(made).gettext("dorp") == "village"
    po.write_text('msgid "dorp"\nmsgstr "village"\nno keyword\n')
    with pytest.raises(compiling.PoFileError):
        compiling.compile_catalogue(po)
    assert po.with_suffix(".mo").exists()
