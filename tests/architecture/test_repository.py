"""The repository holds our own text: no registry's address, no lock file that records one, nothing built."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from .source import ROOT, refuse, repository_files, shown

HOSTS = ("registry.npmjs", "registry.yarnpkg", "pypi", "files.pythonhosted", "deb.debian", "proxy.golang")
ADDRESS = re.compile(
    rf"(https?|file)://[\w.-]*({'|'.join(re.escape(host) for host in HOSTS)})\.(org|com)", re.IGNORECASE
)
RESOLVED = re.compile(r'"resolved":\s*"(https?|file):')
UNWANTED = re.compile(r"(^|/)(uv\.lock|node_modules/|dist/|vendor/|.*\.min\.(js|css)$|.*\.(mo|woff2?|ttf|sqlite3)$)")
LARGEST = 1_000_000
TEXT = {
    ".py",
    ".md",
    ".txt",
    ".toml",
    ".json",
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".sh",
    ".yml",
    ".yaml",
    ".cfg",
    ".po",
    "",
}


def faults_in(text: str) -> list[str]:
    """What a file may not say."""
    faults = ["the address of a package registry"] if ADDRESS.search(text) else []
    return faults + (["a download address in a lock file"] if RESOLVED.search(text) else [])


def faults_of(paths: Iterable[Path]) -> list[str]:
    found = []
    for path in paths:
        if UNWANTED.search(shown(path)):
            found.append(f"{shown(path)} is built, of others, or records addresses; it stays out")
        elif path.stat().st_size > LARGEST:
            found.append(f"{shown(path)} is larger than a megabyte; data sets stay out")
        elif path.suffix in TEXT:
            found += [f"{shown(path)} holds {fault}" for fault in faults_in(path.read_text(errors="replace"))]
    return found


def test_the_repository_holds_only_our_own_text() -> None:
    refuse(faults_of(repository_files()))


def test_the_licence_is_whole() -> None:
    licence = (ROOT / "LICENSE").read_text()
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    assert all(f"{number}." in licence for number in range(1, 16))
    assert "Appendix" in licence


@pytest.mark.parametrize(
    "text",
    [
        "--index-url " + "https:/" + "/" + "pypi.org/simple",
        '"resolved": "' + "https:/" + '/example.org/x.tgz"',
        "see " + "https:/" + "/registry.npmjs.org/htmx.org",
    ],
)
def test_an_address_is_caught(text: str) -> None:
    assert faults_in(text)


def test_unwanted_files_are_caught(tmp_path: Path) -> None:
    for name in ("uv.lock", "site.min.js", "fine.py"):
        (tmp_path / name).write_text("x = 1\n")
    (tmp_path / "large.csv").write_text("x" * (LARGEST + 1))
    assert len(faults_of(sorted(tmp_path.iterdir()))) == 3
