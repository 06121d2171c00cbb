"""What setting up does on a machine that has next to nothing, with a stand-in for apt-get."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
OURS = ("machine", "setup", "browser", "database")
LOCKED = "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)"
Apt = Callable[[str], None]


@pytest.fixture(autouse=True)
def _on_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    yield
    for name in OURS:
        sys.modules.pop(name, None)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = importlib.import_module("machine")
    monkeypatch.setattr(module.os, "geteuid", lambda: 0)
    monkeypatch.setattr(module, "LOCK_PAUSE", 0.01)
    return module


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, save what a shell script needs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "cat", "touch", "chmod"):
        (folder / name).symlink_to(f"/bin/{name}")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return folder


@pytest.fixture
def apt(bare: Path) -> Apt:
    """Puts an apt-get on the PATH that notes how it was called and then does what `script` says."""

    def put(script: str) -> None:
        path = bare / "apt-get"
        noting = f'echo "$DEBIAN_FRONTEND $@" >> {bare}/calls'
        path.write_text(f"#!{bare}/sh\n{noting}\n{script}\n")
        path.chmod(0o755)

    return put


def calls(bare: Path) -> list[str]:
    file = bare / "calls"
    return file.read_text().splitlines() if file.exists() else []


def test_lists_are_renewed_and_packages_installed_without_questions(machine: ModuleType, bare: Path, apt: Apt) -> None:
    apt("exit 0")
    machine.install_packages("chromium", "qpdf")
    renewed, installed = calls(bare)
    assert renewed == "noninteractive -qq -o DPkg::Lock::Timeout=120 update"
    assert installed.endswith("install -y --no-install-recommends chromium qpdf")


def test_another_renewal_is_waited_for(machine: ModuleType, bare: Path, apt: Apt) -> None:
    apt(f'if [ ! -e {bare}/second ]; then touch {bare}/second; echo "{LOCKED}" >&2; exit 100; fi')
    machine.install_packages("chromium")
    assert [call.split()[4] for call in calls(bare)] == ["update", "update", "install"]


def test_a_lock_that_stays_ends_in_one_line_with_what_to_do(
    machine: ModuleType, bare: Path, apt: Apt, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "LOCK_SECONDS", 0.05)
    apt(f'echo "{LOCKED}" >&2; exit 100')
    with pytest.raises(machine.CannotGoOn, match="apt-get update && apt-get install chromium"):
        machine.install_packages("chromium")
    assert "held by process 7" in capsys.readouterr().out


def test_lists_that_cannot_be_renewed_do_not_stop_an_installation(
    machine: ModuleType, bare: Path, apt: Apt, capsys: pytest.CaptureFixture[str]
) -> None:
    """One broken source beside good ones is a normal day."""
    apt('for word in "$@"; do if [ "$word" = update ]; then echo "E: one source failed" >&2; exit 100; fi; done')
    machine.install_packages("chromium")
    said = capsys.readouterr().out
    assert "E: one source failed" in said
    assert "trying with the list that is there" in said


def test_a_package_that_is_not_there_shows_the_words_of_apt(
    machine: ModuleType, bare: Path, apt: Apt, capsys: pytest.CaptureFixture[str]
) -> None:
    apt('for word in "$@"; do if [ "$word" = install ]; then echo "E: Unable to locate package"; exit 100; fi; done')
    with pytest.raises(machine.CannotGoOn, match="could not be installed: nonsense") as failed:
        machine.install_packages("nonsense")
    assert len(str(failed.value).splitlines()) == 1
    assert "Unable to locate package" in capsys.readouterr().out


def test_an_ordinary_user_is_told_what_to_install_and_nothing_is_tried(
    machine: ModuleType, bare: Path, apt: Apt, monkeypatch: pytest.MonkeyPatch
) -> None:
    apt("exit 0")
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    with pytest.raises(machine.CannotGoOn, match="sudo apt-get install chromium"):
        machine.install_packages("chromium")
    assert not calls(bare)


def test_a_system_without_apt_is_told_too(machine: ModuleType, bare: Path) -> None:
    with pytest.raises(machine.CannotGoOn, match="Missing on this machine: chromium"):
        machine.install_packages("chromium")


class TestPango:
    def test_is_left_alone_when_it_is_there(self, machine: ModuleType, bare: Path, apt: Apt) -> None:
        apt("exit 1")
        setup = importlib.import_module("setup")
        setup.has_library = lambda name: True
        setup.install_libraries()
        assert not calls(bare)

    def test_is_installed_when_one_part_is_missing(self, machine: ModuleType, bare: Path, apt: Apt) -> None:
        apt("exit 0")
        setup = importlib.import_module("setup")
        setup.has_library = lambda name: "harfbuzz" not in name
        setup.install_libraries()
        assert calls(bare)[-1].endswith("libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")


class TestVenv:
    def test_its_package_is_installed_where_python_came_without(
        self, machine: ModuleType, bare: Path, apt: Apt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        apt("exit 0")
        setup = importlib.import_module("setup")
        monkeypatch.setattr(setup, "ROOT", tmp_path)
        monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: None)
        made: list[object] = []
        monkeypatch.setattr(setup, "run", lambda command, *rest, **more: made.append(command))
        setup.make_environment(tmp_path / "env")
        assert calls(bare)[-1].endswith("python3-venv")
        assert made


class TestNode:
    def node(self, bare: Path, version: str) -> None:
        for name in ("node", "npm"):
            (bare / name).write_text(f"#!{bare}/sh\necho {version}\n")
            (bare / name).chmod(0o755)

    def setup(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[ModuleType, list[Path]]:
        setup = importlib.import_module("setup")
        monkeypatch.setattr(setup, "VENV", tmp_path / "venv")
        brought: list[Path] = []
        monkeypatch.setattr(setup, "make_environment", lambda folder: folder)
        monkeypatch.setattr(setup, "pip_install", lambda python, requirements: brought.append(python))
        return setup, brought

    def test_a_new_one_of_the_system_is_used(
        self, machine: ModuleType, bare: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        self.node(bare, "v20.1.0")
        setup, brought = self.setup(monkeypatch, tmp_path)
        assert setup.node_folder() is None
        assert not brought

    @pytest.mark.parametrize("version", ["v18.19.0", "nonsense"])
    def test_an_old_one_is_passed_over_for_our_own(
        self, machine: ModuleType, bare: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str
    ) -> None:
        """Debian 12 has Node 18."""
        self.node(bare, version)
        setup, brought = self.setup(monkeypatch, tmp_path)
        assert setup.node_environment()["PATH"].split(os.pathsep)[0] == str(tmp_path / "venv" / "node" / "bin")
        assert brought == [tmp_path / "venv" / "node"]


class TestChromium:
    def test_is_used_when_it_is_there(self, machine: ModuleType, bare: Path, apt: Apt) -> None:
        apt("exit 1")
        (bare / "chromium").write_text("")
        (bare / "chromium").chmod(0o755)
        assert importlib.import_module("browser").find_chromium() == str(bare / "chromium")
        assert not calls(bare)

    def test_is_installed_by_root(self, machine: ModuleType, bare: Path, apt: Apt) -> None:
        apt(f"touch {bare}/chromium; chmod +x {bare}/chromium")
        assert importlib.import_module("browser").find_chromium() == str(bare / "chromium")
        assert len(calls(bare)) == 2

    def test_comes_from_the_registry_when_apt_cannot(
        self, machine: ModuleType, bare: Path, apt: Apt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        apt("exit 100")
        browser = importlib.import_module("browser")
        monkeypatch.setattr(browser, "_packaged_chromium", lambda: "/brought/chromium")
        assert browser.find_chromium() == "/brought/chromium"


class TestPostgresql:
    def database(self, monkeypatch: pytest.MonkeyPatch, found: list[Path | None]) -> ModuleType:
        database = importlib.import_module("database")
        monkeypatch.setattr(database, "_system_binaries", lambda: found.pop(0))
        return database

    def test_the_server_that_debian_starts_by_itself_goes_whatever_its_version(
        self, machine: ModuleType, bare: Path, apt: Apt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        apt("exit 0")
        (bare / "pg_dropcluster").write_text(f'#!{bare}/sh\necho "$@" > {bare}/dropped\n')
        (bare / "pg_dropcluster").chmod(0o755)
        binaries = Path("/usr/lib/postgresql/17/bin")
        assert self.database(monkeypatch, [None, binaries]).find_binaries() == binaries
        assert (bare / "dropped").read_text().strip() == "--stop 17 main"

    def test_without_debians_tools_nothing_is_dropped(
        self, machine: ModuleType, bare: Path, apt: Apt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        apt("exit 0")
        binaries = Path("/usr/lib/postgresql/15/bin")
        assert self.database(monkeypatch, [None, binaries]).find_binaries() == binaries

    def test_one_that_is_there_is_used_and_its_servers_stay(
        self, machine: ModuleType, bare: Path, apt: Apt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        apt("exit 1")
        binaries = Path("/usr/lib/postgresql/15/bin")
        assert self.database(monkeypatch, [binaries]).find_binaries() == binaries
        assert not calls(bare)

    def test_root_hears_what_to_do_when_apt_cannot(
        self, machine: ModuleType, bare: Path, apt: Apt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        apt("exit 100")
        with pytest.raises(machine.CannotGoOn, match="apt-get install postgresql"):
            self.database(monkeypatch, [None]).find_binaries()
