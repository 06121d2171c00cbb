"""A whole scheme file: reading with every fault at once, and writing it back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml
from django.utils.translation import gettext as _

from kernkracht.grants.schemes.faults import Fault, Faults, Path
from kernkracht.grants.schemes.parameters import read_record, write_record
from kernkracht.grants.schemes.rules import Rule, RuleSet, check_together, read_rule, write_rule

from .cases import as_case, check_cases
from .layout import FORMAT, CaseEntry, FileEntry, NotSaidEntry, SchemeEntry, SourceEntry, VersionEntry
from .reading import Located, read_yaml


class UnacceptableSchemeFile(ValueError):
    """The file is refused whole. `faults` gives each place, reason and remedy, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class SchemeFile:
    """One version of one scheme, as a file says it."""

    scheme: SchemeEntry
    version: VersionEntry
    rules: RuleSet
    cases: tuple[CaseEntry, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    not_said: tuple[NotSaidEntry, ...] = ()
    lines: Mapping[Path, int] = field(default_factory=dict, compare=False)
    """On which line each part stands, for faults that only an import can find."""


def load_scheme_file(source: str | bytes) -> SchemeFile:
    """Read a file and try its example cases. Raises `UnacceptableSchemeFile` with every fault."""
    faults = Faults()
    located = read_yaml(source, faults)
    if located is None:
        raise UnacceptableSchemeFile(faults)
    read = _read(located, faults)
    if read is None or faults:
        raise UnacceptableSchemeFile(faults.with_lines(located.lines))
    return read


def load_scheme_values(values: Mapping[str, Any], *, try_cases: bool = True) -> SchemeFile:
    """Read the same from plain values (a form, or stored rows). Raises `UnacceptableSchemeFile`.

    A draft may be kept while its example cases do not come out yet: `try_cases=False`.
    """
    faults = Faults()
    read = _read(Located(dict(values), {}), faults, try_cases=try_cases)
    if read is None or faults:
        raise UnacceptableSchemeFile(faults)
    return read


def _read(located: Located, faults: Faults, *, try_cases: bool = True) -> SchemeFile | None:
    raw = located.value
    entry = read_record(FileEntry, _with_cases(raw), (), faults)
    criteria = raw.get("criteria") if isinstance(raw, Mapping) else None
    rules = _rules(criteria if isinstance(criteria, list) else [], faults)
    _report_double_keys(criteria if isinstance(criteria, list) else [], faults)
    if entry is None or faults:
        return None
    together = RuleSet(
        scheme=entry.scheme.slug,
        version=entry.version.label,
        rules=tuple(rules),
        cost_labels=dict(entry.cost_kinds or {}),
        valid_from=entry.version.valid_from,
        valid_until=entry.version.valid_until,
    )
    check_together(together, ("criteria",), faults)
    if try_cases and not faults:
        check_cases(together, entry.cases, ("cases",), faults)
    return SchemeFile(
        entry.scheme, entry.version, together, entry.cases, entry.sources, entry.not_said, lines=located.lines
    )


def _with_cases(raw: object) -> object:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("cases"), list):
        return raw
    return {**raw, "cases": [as_case(case) for case in raw["cases"]]}


def _rules(criteria: list[object], faults: Faults) -> list[Rule]:
    """Rules of all criteria whose shape allows reading; the shape itself is reported by the layout."""
    rules = []
    for i, criterion in enumerate(criteria):
        if isinstance(criterion, Mapping) and isinstance(criterion.get("kind"), str):
            readable = {**criterion, "overrides": _mappings(criterion.get("overrides"))}
            rule = read_rule(readable, ("criteria", i), faults)
            rules += [rule] if rule else []
    return rules


def _mappings(overrides: object) -> Mapping[str, Any]:
    if not isinstance(overrides, Mapping):
        return {}
    return {name: changes for name, changes in overrides.items() if isinstance(changes, Mapping) and changes}


def _report_double_keys(criteria: list[object], faults: Faults) -> None:
    seen: set[str] = set()
    for i, criterion in enumerate(criteria):
        key = criterion.get("key") if isinstance(criterion, Mapping) else None
        if isinstance(key, str) and key in seen:
            reason = _("De sleutel “{key}” komt twee keer voor.").format(key=key)
            faults.add(("criteria", i, "key"), reason, _("Geef elk criterium een eigen sleutel."))
        seen |= {key} if isinstance(key, str) else set()


# --- writing ---------------------------------------------------------------------------------------------------------


def scheme_values(file: SchemeFile) -> dict[str, Any]:
    """The file as plain JSON values, in canonical spelling."""
    values: dict[str, Any] = {
        "format": FORMAT,
        "scheme": write_record(file.scheme),
        "version": write_record(file.version),
        "sources": [write_record(source) for source in file.sources],
        "cost_kinds": dict(file.rules.cost_labels),
        "criteria": [write_rule(rule) for rule in file.rules.rules],
        "cases": [write_record(case) for case in file.cases],
        "not_said": [write_record(entry) for entry in file.not_said],
    }
    return {name: value for name, value in values.items() if value}


def dump_scheme_file(file: SchemeFile) -> str:
    """The canonical YAML of a file; `load_scheme_file` reads it back as the same file."""
    values = _with_days(scheme_values(file))
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=110)


def _with_days(value: Any) -> Any:
    """Dates as YAML dates, so that they stand in the file without quotes."""
    if isinstance(value, dict):
        return {name: _with_days(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [_with_days(entry) for entry in value]
    return date.fromisoformat(value) if isinstance(value, str) and _ISO_DAY.fullmatch(value) else value


_ISO_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])")
