"""The project as text: which files there are, and what stands in them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "kernkracht"
_SKIPPED = {".git", ".venv", "var", "build", "node_modules", "__pycache__"}


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:  # unpacked from an archive
        paths = [p for p in ROOT.rglob("*") if not _SKIPPED & set(p.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def python_files(folder: Path = ROOT) -> tuple[Path, ...]:
    """Our Python files under `folder`, without migrations, which Django writes."""
    return tuple(
        path
        for path in repository_files()
        if path.suffix == ".py" and path.is_relative_to(folder) and "migrations" not in path.parts
    )


@cache
def template_files() -> tuple[Path, ...]:
    """Every file in a `templates` folder of the product."""
    return tuple(p for p in repository_files() if p.is_relative_to(PRODUCT) and "templates" in p.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def module_name(path: Path, root: Path = ROOT) -> str:
    """`kernkracht/grants/schemes/models.py` is `kernkracht.grants.schemes.models`."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(tree: ast.Module, module: str, *, is_package: bool = False) -> Iterator[tuple[str, int]]:
    """The absolute name and the line of every import, relative ones resolved.

    `from a.b import c` yields `a.b.c`, since `c` may be a module.
    """
    package = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *(node.module.split(".") if node.module else [])])
            yield from ((f"{start}.{name.name}", node.lineno) for name in node.names)


def shown(path: Path) -> str:
    """The path as people say it: from the root of the project, when it is inside."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def refuse(faults: list[str]) -> None:
    """Fail the build with every fault on its own line."""
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
