"""The pages in `docs/` speak of what is there: names of code exist, in the room and with the arguments they name."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from .source import PRODUCT, ROOT, python_files, refuse, repository_files, shown, tree_of

CODE = re.compile(r"`([^`\n]+)`")
CALL = re.compile(r"^([\w.]+)\((.*)\)$")
_TEXT = {".py", ".html", ".txt", ".yaml", ".css", ".js", ".toml"}


@cache
def known_words() -> frozenset[str]:
    """Every word of the product, and the name of every file."""
    files = [path for path in repository_files() if path.suffix in _TEXT]
    words = {word for path in files for word in re.findall(r"\w+", path.read_text())}
    return frozenset(words | {path.stem for path in files})


def unknown_names(text: str, known: Iterable[str]) -> list[str]:
    """The pieces of code in a page that hold a name (`snake_case`, `CamelCase`, `call(…)`) which is nowhere else."""
    words, faults = set(known), []
    for span in CODE.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        names = re.findall(r"(?<![\w…-])[A-Za-z]\w+(?!…)\b", span)
        looked_like_code = [n for n in names if "_" in n or re.search(r"[a-z][A-Z]", n) or f"{n}(" in span]
        if not words.issuperset(looked_like_code):
            faults.append(span)
    return faults


def rows_of_rooms(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each row of a table headed Room: the room (`grants.payments`) and the pieces of code in its other columns."""
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif cells[0] == "Room":
            inside = True
        elif inside and (room := CODE.match(cells[0])):
            yield room[1], [span for cell in cells[1:] for span in CODE.findall(cell)]


@dataclass
class Definition:
    """What a name of a room may be called with: any of its definitions there counts."""

    arguments: set[str] = field(default_factory=set)
    ways_to_call: list[frozenset[str]] = field(default_factory=list)
    """The arguments that each definition cannot do without."""

    def takes(self, call: str) -> bool:
        """Whether `to, at=…` can be its arguments; with `…` or `...` as one of them, others are left out."""
        parts = [part.strip() for part in call.split(",") if part.strip()]
        named = {part.partition("=")[0].strip() for part in parts} - {"…", "..."}
        is_complete = not {"…", "..."} & set(parts)
        return named <= self.arguments and (not is_complete or any(way <= named for way in self.ways_to_call))


def definitions_of(folder: Path) -> dict[str, Definition]:
    """Everything that a room defines, by its name: modules, classes, functions, values."""
    found: defaultdict[str, Definition] = defaultdict(Definition)
    for path in python_files(folder):
        found[path.stem].arguments.update()
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef):
                _add_function(found[node.name], node.args)
            elif isinstance(node, ast.ClassDef):
                named = [part.target for part in node.body if isinstance(part, ast.AnnAssign)]
                found[node.name].arguments.update(part.id for part in named if isinstance(part, ast.Name))
                found[node.name].ways_to_call.append(frozenset())
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found[node.id].arguments.update()
    return found


def _add_function(definition: Definition, arguments: ast.arguments) -> None:
    in_order = [*arguments.posonlyargs, *arguments.args]
    needed = in_order[: len(in_order) - len(arguments.defaults)]
    needed += [a for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is None]
    definition.arguments.update(argument.arg for argument in [*in_order, *arguments.kwonlyargs])
    definition.ways_to_call.append(frozenset(argument.arg for argument in needed) - {"self"})


def untrue_rows(text: str, product: Path = PRODUCT) -> list[str]:
    """One line for each name, or call of it, that a table of rooms gives to a room that does not have it."""
    faults = []
    for room, spans in rows_of_rooms(text):
        known = definitions_of(product.joinpath(*room.split(".")))
        for part in (part.strip() for span in spans for part in span.split("->")):
            call = CALL.match(part)
            names = (call[1] if call else part).split(".")
            if not known.keys() >= set(names):
                faults.append(f"{room} has no {part}")
            elif call and not known[names[-1]].takes(call[2]):
                faults.append(f"{room}: {names[-1]} takes {sorted(known[names[-1]].arguments)}, not {part}")
    return faults


PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"]


def test_names_in_the_pages_exist() -> None:
    refuse([f"{shown(page)}: {span}" for page in PAGES for span in unknown_names(page.read_text(), known_words())])


def test_tables_of_rooms_are_true() -> None:
    tables = [page for page in PAGES if any(rows_of_rooms(page.read_text()))]
    assert {page.stem for page in tables} >= {"main-job", "after-the-decision"}
    refuse([f"{shown(page)}: {fault}" for page in tables for fault in untrue_rows(page.read_text())])


@pytest.mark.parametrize(
    ("page", "faults"),
    [
        ("`award_grant(case, by)` and `GrantDecision`", []),
        ("`gone_away` and `gone(x)` and `GoneAway`", ["gone_away", "gone(x)", "GoneAway"]),
        ("`UnableTo…`, `/werk/`, `art. 4`, `kernkracht demo`", []),
        ("```\ngone_away\n```", []),
    ],
)
def test_a_name_that_went_away_is_caught(page: str, faults: list[str]) -> None:
    assert unknown_names(page, {"award_grant", "GrantDecision"}) == faults


@pytest.mark.parametrize(
    ("spans", "count"),
    [
        ("`give(to, at)`, `Gift`, `queries.give(…)`, `Gift(size)`", 0),
        ("`give(to, ...)`, `give(at=…, to=…)`, `give(to, at, wrapped=True)`", 0),
        ("`give(to)`", 1),
        ("`give(to, at, whom)`", 1),
        ("`take`", 1),
        ("`queries.take(…)`", 1),
        ("`give(to, at) -> Present`", 1),
    ],
)
def test_an_untrue_row_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spans: str, count: int) -> None:
    room = tmp_path / "grants" / "one"
    room.mkdir(parents=True)
    path = room / "queries.py"
    path.write_text("class Gift:\n    size: int\n\n\ndef give(to, *, at, wrapped=False): ...\n")
    monkeypatch.setattr(f"{__name__}.python_files", lambda folder: (path,) if folder == room else ())
    table = f"| Room | Verbs |\n|---|---|\n| `grants.one` | {spans} |\n"
    assert len(untrue_rows(table, tmp_path)) == count
