"""`make setup`: everything that running and testing both need. Quick and harmless when nothing changed.

Each step leaves a stamp, with a digest of what it was made from, inside what it made; deleting that folder redoes it.
`KERNKRACHT_RUNTIME_ONLY=1` leaves the development tools out, as on a server.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (this line is what tells the reader so)
    sys.exit("Kernkracht needs Python 3.11 or newer; this is %s. Set PYTHON to a newer one." % sys.version.split()[0])  # noqa: UP031

import fcntl
import importlib.util
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from machine import (
    PYTHON,
    ROOT,
    VENV,
    CannotGoOn,
    digest,
    finish,
    has_library,
    install_packages,
    is_done,
    note_done,
    run,
    say,
)

REQUIREMENTS = ROOT / "requirements"
ASSETS = ROOT / "build" / "assets"
MINIMUM_NODE = 20
ASSET_SUFFIXES = {".css", ".js", ".mjs", ".json", ".svg", ".png", ".woff2", ".ico", ".webmanifest"}


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two set-ups in one folder wait for each other."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def works(python: Path) -> bool:
    try:
        return subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_environment(folder: Path) -> Path:
    """A virtual environment with pip in `folder`; returns its Python. One that is broken is made anew."""
    python = folder / "bin" / "python"
    if works(python):
        return python
    if importlib.util.find_spec("ensurepip") is None:
        install_packages("python3-venv")
    say(f"Making {folder.relative_to(ROOT)}")
    run([sys.executable, "-m", "venv", "--clear", folder], "The virtual environment could not be made.", quiet=True)
    return python


def pip_install(python: Path, requirements: Path) -> None:
    """Install from a hashed file with pip, for what must be there before uv is."""
    run(
        [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            requirements,
        ],
        f"{requirements.name} could not be installed. Check that the Python package index can be reached.",
    )


def install_python_packages() -> None:
    """The locked packages and, without further dependencies, this project itself."""
    locked = REQUIREMENTS / ("runtime.txt" if os.environ.get("KERNKRACHT_RUNTIME_ONLY") == "1" else "development.txt")
    tools = REQUIREMENTS / "tools.txt"
    python = make_environment(VENV)
    mark = digest([locked, tools, ROOT / "pyproject.toml"], str(VENV), sys.version)
    stamp = VENV / "packages.stamp"
    if is_done(stamp, mark):
        return
    say(f"Installing Python packages from {locked.relative_to(ROOT)}")
    stamp.unlink(missing_ok=True)
    pip_install(python, tools)
    uv: list[str | Path] = [python, "-m", "uv", "pip"]
    reach = "Check that the Python package index can be reached."
    run(
        [*uv, "sync", "--quiet", "--python", python, "--require-hashes", locked, tools],
        f"The packages could not be installed. {reach}",
    )
    run(
        [*uv, "install", "--quiet", "--python", python, "--no-deps", "--no-build-isolation", "--editable", "."],
        "The project could not be installed in its own environment.",
    )
    note_done(stamp, mark)


def install_libraries() -> None:
    """What draws letters: Pango, from the system."""
    if not all(has_library(name) for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")):
        install_packages("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


def node_version(node: str | Path) -> int:
    """The major version, or 0 when it does not run."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", answer)
    return int(found[1]) if found else 0


def node_folder() -> Path | None:
    """Where `node` and `npm` are: the system's when new enough, otherwise our own from a Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= MINIMUM_NODE:
        return None
    folder = VENV / "node"
    if node_version(folder / "bin" / "node") < MINIMUM_NODE:
        say("Node is missing or too old; bringing our own")
        pip_install(make_environment(folder), REQUIREMENTS / "node.txt")
    return folder / "bin"


def node_environment() -> dict[str, str]:
    """The environment in which `node` and `npm` are found."""
    own = node_folder()
    path = os.environ.get("PATH", os.defpath)
    return {**os.environ, "PATH": f"{own}{os.pathsep}{path}" if own else path}


def asset_sources() -> list[Path]:
    """Every file of ours that can end up in the built assets."""
    ours = (path for path in (ROOT / "kernkracht").rglob("*") if path.suffix in ASSET_SUFFIXES and path.is_file())
    return [*ours, *(ROOT / "scripts").glob("*.mjs"), ROOT / "package.json", ROOT / "package-lock.json"]


def build_assets() -> None:
    """Style sheets, scripts, fonts and icons, built from exact npm versions."""
    if not (ROOT / "package-lock.json").exists():
        raise CannotGoOn(
            "package-lock.json is missing, so the front end cannot be built. Restore it from the repository."
        )
    mark = digest(asset_sources(), os.environ.get("KERNKRACHT_THEME", ""))
    if is_done(ASSETS.parent / "assets.stamp", mark) and ASSETS.is_dir():
        return
    env = node_environment()
    packages = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    if not is_done(ROOT / "node_modules" / "packages.stamp", packages):
        say("Installing front-end packages from package-lock.json")
        run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"],
            "The front-end packages could not be installed. Check that the npm registry can be reached.",
            env=env,
            quiet=True,
        )
        note_done(ROOT / "node_modules" / "packages.stamp", packages)
    say("Building the front end")
    run(["npm", "run", "--silent", "build"], "The front end could not be built; see above.", env=env, quiet=True)
    note_done(ASSETS.parent / "assets.stamp", mark)


def compile_translations() -> None:
    """Catalogues as gettext reads them, where the text is newer."""
    catalogues = list((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    stale = [
        po
        for po in catalogues
        if not po.with_suffix(".mo").exists() or po.stat().st_mtime > po.with_suffix(".mo").stat().st_mtime
    ]
    if stale:
        say("Compiling translations")
        run(
            [PYTHON, ROOT / "scripts" / "compile_translations.py", *stale],
            "A translation could not be compiled; see above.",
            quiet=True,
        )


def set_up() -> None:
    with one_at_a_time():
        install_python_packages()
        install_libraries()
        build_assets()
        compile_translations()


def main() -> None:
    started = time.monotonic()
    set_up()
    say(f"Set up in {time.monotonic() - started:.1f} s. Next: make run, make test, or .venv/bin/kernkracht --help")


if __name__ == "__main__":
    finish(main)
