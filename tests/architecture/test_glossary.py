"""GLOSSARY.md tells the truth: its code names exist, and its Dutch words stay out of identifiers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from .source import PRODUCT, ROOT, python_files, refuse, shown, tree_of

GLOSSARY = ROOT / "GLOSSARY.md"


@dataclass(frozen=True)
class Entry:
    """One row: the Dutch words in bold, and the code names between backticks."""

    words: tuple[str, ...]
    names: tuple[str, ...]


def entries(text: str) -> list[Entry]:
    """The rows of every table whose first two columns are headed Dutch and Code."""
    found, inside = [], False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.lstrip().startswith("|"):
            inside = False
        elif [cell.lower() for cell in cells[:2]] == ["dutch", "code"]:
            inside = True
        elif inside and len(cells) > 1 and not set(cells[0]) <= set("-: "):
            words = re.findall(r"\*\*(.+?)\*\*", cells[0])
            found.append(Entry(tuple(words), tuple(re.findall(r"`([^`]+)`", cells[1]))))
    return found


def defined_names(files: Iterable[Path]) -> set[str]:
    """Every class, function, argument, field and variable that the code defines."""
    return {name for path in files for name, _ in _definitions(tree_of(path))}


def _definitions(tree: ast.Module) -> Iterable[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield (node.id if isinstance(node, ast.Name) else node.attr), node.lineno


def word_parts(identifier: str) -> list[str]:
    """`GrantCeiling2Row` and `grant_ceiling` in lower-case words."""
    return [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", identifier)]


def dutch_identifiers(files: Iterable[Path], words: Iterable[str]) -> list[str]:
    """One line for each definition, or module, that has a listed Dutch word in its name."""
    listed = {tuple(re.findall(r"\w+", word.lower())) for word in words}
    faults = []
    for path in files:
        for name, line in [(path.stem, 1), *_definitions(tree_of(path))]:
            parts = word_parts(name)
            if any(_contains(parts, word) for word in listed):
                faults.append(f"{shown(path)}:{line} {name}")
    return faults


def _contains(parts: list[str], word: tuple[str, ...]) -> bool:
    return any(tuple(parts[start : start + len(word)]) == word for start in range(len(parts)))


def test_every_code_name_exists() -> None:
    rows = entries(GLOSSARY.read_text())
    assert rows, "GLOSSARY.md has no table with the columns Dutch and Code"
    known = defined_names(python_files(PRODUCT))
    missing = [name for row in rows for name in row.names if not set(name.split(".")) <= known]
    refuse(missing)


def test_every_row_names_something() -> None:
    assert [row for row in entries(GLOSSARY.read_text()) if not row.names] == []


def test_dutch_words_stay_out_of_identifiers() -> None:
    words = [word for row in entries(GLOSSARY.read_text()) for word in row.words]
    assert words
    refuse(dutch_identifiers(python_files(), words))


TABLE = """
| Dutch | Code | Meaning |
|---|---|---|
| **kern** | `Village` | a village |
| **mede aanvrager** of steun | `Companion`, `Support.kind` | helps |

| Other | Table |
|---|---|
| **huis** | `House` |
"""


def test_the_table_is_read() -> None:
    assert entries(TABLE) == [
        Entry(("kern",), ("Village",)),
        Entry(("mede aanvrager",), ("Companion", "Support.kind")),
    ]


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ("kern = 1", True),
        ("class KernRow: pass", True),
        ("def list_kern(): pass", True),
        ("def f(mede_aanvrager): pass", True),
        ("self.kern = 1", True),
        ("kernkracht = 1", False),
        ("kernel = aanvrager = 1", False),
        ("village = 'kern'", False),
    ],
)
def test_a_dutch_identifier_is_caught(tmp_path: Path, code: str, caught: bool) -> None:
    path = tmp_path / "planted.py"
    path.write_text(code)
    assert bool(dutch_identifiers([path], ["kern", "mede aanvrager"])) is caught


def test_a_name_that_is_gone_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "planted.py"
    path.write_text("class Village:\n    name = 1\n")
    assert {"Village", "name"} <= defined_names([path])
    assert "Companion" not in defined_names([path])
