"""YAML text to plain values with line numbers, refusing everything that a scheme file has no need of.

Only plain YAML: no anchors, aliases, tags or second documents, so that a small file can never grow. Unquoted words
mean what they look like: “on”, “yes” and “no” are words (YAML 1.1 would make them true and false), and a number of
euros keeps its exact decimals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import yaml
from django.utils.translation import gettext as _

from kernkracht.grants.schemes.faults import Faults, Path

MAX_BYTES = 200_000
MAX_DEPTH = 20
MAX_NODES = 20_000


@dataclass
class Located:
    """A value and the line on which each part of it starts."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)


def read_yaml(source: str | bytes, faults: Faults) -> Located | None:
    """Parse a file; None when it cannot be read at all (the reason is in `faults`)."""
    text = _decoded(source, faults)
    if text is None or not _is_harmless(text, faults):
        return None
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if node is None:
        faults.add((), _("Het bestand is leeg."), _("Schrijf er een regeling in, zie docs/domain/schemes.md."))
        return None
    located = Located()
    located.value = _value(node, (), located.lines, faults)
    return located


def _decoded(source: str | bytes, faults: Faults) -> str | None:
    size = len(source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source)
    if size > MAX_BYTES:
        reason = _("Het bestand is {size} bytes groot.").format(size=size)
        faults.add((), reason, _("Een bestand mag hoogstens {most} bytes zijn.").format(most=MAX_BYTES))
        return None
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        faults.add((), _("Dit is geen tekst in UTF-8."), _("Bewaar het bestand als UTF-8."), line)
        return None


def _is_harmless(text: str, faults: Faults) -> bool:
    """Walk the events, which never builds anything, before composing what they describe."""
    depth = nodes = documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                remedy = _("Schrijf de waarden voluit.")
                faults.add((), _("Ankers en verwijzingen (& en *) mogen hier niet."), remedy, line)
                return False
            if getattr(event, "tag", None):
                faults.add((), _("Een type met “!” mag hier niet."), _("Haal het type weg."), line)
                return False
            documents += isinstance(event, yaml.DocumentStartEvent)
            nodes += isinstance(event, yaml.NodeEvent)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH or nodes > MAX_NODES or documents > 1:
                reason = _("Het bestand is te ingewikkeld: te diep, te veel regels of meer dan één document.")
                faults.add((), reason, _("Houd één regeling per bestand."), line)
                return False
    except RecursionError:
        faults.add((), _("Het bestand is te diep genest."), _("Houd één regeling per bestand."))
        return False
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
        remedy = _("Let op inspringen met spaties, op dubbele punten en op aanhalingstekens.")
        faults.add(
            (), _("Dit is geen geldige YAML ({problem}).").format(problem=problem), remedy, mark and mark.line + 1
        )
        return False
    return True


def _value(node: yaml.Node, at: Path, lines: dict[Path, int], faults: Faults) -> Any:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, at, lines, faults)
    if isinstance(node, yaml.SequenceNode):
        return [_value(entry, (*at, i), lines, faults) for i, entry in enumerate(node.value)]
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    return _scalar(node.value, style, lines[at], at, faults)


def _mapping(node: yaml.MappingNode, at: Path, lines: dict[Path, int], faults: Faults) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            faults.add(at, _("Een naam mag geen lijst zijn."), _("Schrijf “naam: waarde”."), line)
            continue
        key = str(key_node.value)
        if key in read:
            reason = _("“{name}” staat er twee keer.").format(name=key)
            faults.add((*at, key), reason, _("Haal één van de twee weg."), line)
            continue
        lines[(*at, key)] = line
        read[key] = _value(value_node, (*at, key), lines, faults)
    return read


_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def _scalar(text: str, style: str | None, line: int, at: Path, faults: Faults) -> Any:
    if style is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", text):
        return int(text)
    if re.fullmatch(r"-?[0-9]{1,15}\.[0-9]{1,15}", text):
        return Decimal(text)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            reason = _("De dag {day} bestaat niet.").format(day=text)
            faults.add(at, reason, _("Schrijf een bestaande dag."), line)
            return date.min
    return text
