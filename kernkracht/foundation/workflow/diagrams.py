"""Life cycles drawn from their tables, as Mermaid text inside the documentation."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from .transitions import Workflow

MARKED = re.compile(r"<!-- life cycle: (?P<path>[\w.]+):(?P<name>\w+) -->\n.*?<!-- end of life cycle -->", re.DOTALL)


class NoSuchWorkflow(LookupError):
    """A page asks for a life cycle that the code does not have."""


def mermaid(workflow: Workflow) -> str:
    """A state diagram: an arrow per source and target, with the names of its transitions; ends point to [*]."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for transition in workflow.transitions.values():
        for source in sorted(transition.sources, key=workflow.states.values.index):
            arrows.setdefault((source, transition.target), []).append(transition.name)
    sources = {source for source, _target in arrows}
    targets = {target for _source, target in arrows}
    values = workflow.states.values
    lines = ["stateDiagram-v2"]
    lines += [f"    [*] --> {state}" for state in values if state in sources and _is_start(state, arrows, values)]
    lines += [f"    {source} --> {target}: {', '.join(names)}" for (source, target), names in arrows.items()]
    lines += [f"    {state} --> [*]" for state in values if state in targets - sources]
    return "\n".join(lines)


def _is_start(state: str, arrows: dict[tuple[str, str], list[str]], values: list[str]) -> bool:
    """A state that no arrow enters; when every state is entered, the first one of the list."""
    entered = {target for source, target in arrows if source != target}
    return state not in entered if set(values) - entered else state == values[0]


def with_diagrams(page: str) -> str:
    """The page with every marked life cycle drawn anew. Raises `NoSuchWorkflow`."""
    return MARKED.sub(_drawn, page)


def _drawn(mark: re.Match[str]) -> str:
    where = f"{mark['path']}:{mark['name']}"
    try:
        workflow = getattr(import_module(mark["path"]), mark["name"])
    except (ImportError, AttributeError) as fault:
        raise NoSuchWorkflow(where) from fault
    if not isinstance(workflow, Workflow):
        raise NoSuchWorkflow(where)
    return f"<!-- life cycle: {where} -->\n\n```mermaid\n{mermaid(workflow)}\n```\n\n<!-- end of life cycle -->"


def redraw(folder: Path, keep: Callable[[Path, str], None]) -> list[Path]:
    """The pages under `folder` whose diagrams differ from the code; `keep` gets each with its new text."""
    changed = []
    for path in sorted(folder.rglob("*.md")):
        old = path.read_text(encoding="utf-8")
        new = with_diagrams(old)
        if new != old:
            keep(path, new)
            changed.append(path)
    return changed
