"""Reading a file with groups: YAML or CSV, every row with its line. Pure: text in, rows or faults out.

CSV columns: those of `COLUMNS`, with name and kind at least. Villages are
slugs with commas between. YAML is a list under `groups` with the same keys. `founded` is a year, a month or a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import yaml
from django.utils.translation import gettext as _

from kernkracht.foundation.table_files import BrokenFile, FileFault, rows_of_csv

from .models import Group

COLUMNS = (
    "name",
    "kind",
    "villages",
    "purpose",
    "joining",
    "rules",
    "works_with",
    "website",
    "founded",
    "source",
    "coordinated_by",
)
REQUIRED = ("name", "kind")
MAX_BYTES = 2_000_000
MAX_FAULTS = 100
LONGEST = {"name": 120, "website": 200, "works_with": 300, "source": 300}
LONGEST_TEXT = 5000


@dataclass(frozen=True)
class GroupRow:
    """One group of a file, with the texts as they stand there."""

    line: int
    values: Mapping[str, str]
    villages: tuple[str, ...]
    founded_on: date | None
    founded_precision: str


Raw = tuple[int, dict[str, str]]


def read_groups(content: bytes, *, is_yaml: bool) -> tuple[list[GroupRow], list[FileFault]]:
    """Rows and faults of a file. Any fault means that nothing of it may be taken in."""
    if len(content) > MAX_BYTES:
        return [], [FileFault(0, "", _("Het is groter dan 2 MB."), _("Deel het op."))]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [FileFault(0, "", _("Het is geen tekst in UTF-8."), _("Bewaar het als “UTF-8”."))]
    if "\0" in text:
        return [], [FileFault(0, "", _("Het is geen tekst."), _("Kies een YAML- of CSV-bestand."))]
    faults: list[FileFault] = []
    raw = list(_yaml_rows(text, faults) if is_yaml else _csv_rows(text, faults))
    if not raw and not faults:
        faults.append(FileFault(0, "", _("Er staan geen groepen in."), _("Zet er minstens één groep in.")))
    rows = [row for line, values in raw if (row := _row(line, values, faults)) is not None]
    _refuse_twins(raw, faults)
    return rows, faults[:MAX_FAULTS]


def _csv_rows(text: str, faults: list[FileFault]) -> Iterator[Raw]:
    lines = rows_of_csv(text)
    try:
        names = [name.strip().lower() for name in next(lines)[1]]
        if not _known(1, names, faults):
            return
        for line, cells in lines:
            if len(cells) != len(names):
                remedy = _("Zet er %(n)d kolommen in, zoals in de kop.") % {"n": len(names)}
                faults.append(FileFault(line, "", _("Het aantal kolommen klopt niet."), remedy))
                continue
            yield line, dict(zip(names, cells, strict=True))
    except BrokenFile as broken:
        faults.append(broken.fault)


def _known(line: int, names: list[str], faults: list[FileFault]) -> bool:
    unknown = sorted(set(names) - set(COLUMNS))
    missing = [name for name in REQUIRED if name not in names]
    if unknown:
        remedy = _("Gebruik alleen: %(names)s.") % {"names": ", ".join(COLUMNS)}
        faults.append(FileFault(line, ", ".join(unknown), _("Deze naam kennen wij niet."), remedy))
    if missing:
        faults.append(FileFault(line, ", ".join(missing), _("Dit ontbreekt."), _("Vul het in.")))
    return not unknown and not missing


def _yaml_rows(text: str, faults: list[FileFault]) -> Iterator[Raw]:
    """Rows with the line of each, which only the tree of the file knows."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        faults.append(FileFault(line, "", _("Dit is geen goede YAML."), _("Kijk de spaties en dubbele punten na.")))
        return
    if root is None:
        return
    for node in _list_of_groups(root, faults):
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            reason = _("Dit is geen groep.")
            faults.append(FileFault(line, "", reason, _("Schrijf een groep als namen met waarden.")))
            continue
        values = {str(key.value): _value(value) for key, value in node.value}
        if _known(line, list(values), faults):
            yield line, values


def _list_of_groups(root: yaml.Node, faults: list[FileFault]) -> list[yaml.Node]:
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value == "groups" and isinstance(value, yaml.SequenceNode):
                return list(value.value)
    line = root.start_mark.line + 1
    faults.append(FileFault(line, "groups", _("Hier ontbreekt een lijst met groepen."), _("Begin met “groups:”.")))
    return []


def _value(node: yaml.Node) -> str:
    """A value as text; a list of words becomes words with commas. Nothing and “null” are nothing."""
    if isinstance(node, yaml.SequenceNode):
        return ",".join(_value(item) for item in node.value)
    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag.endswith(":null") else str(node.value)
    return str(node.value)


def _row(line: int, values: dict[str, str], faults: list[FileFault]) -> GroupRow | None:
    before = len(faults)
    values = {name: text.strip() for name, text in values.items()}
    for name in REQUIRED:
        if not values.get(name):
            faults.append(FileFault(line, name, _("Dit is leeg."), _("Vul het in.")))
    for name, text in values.items():
        limit = LONGEST.get(name, LONGEST_TEXT)
        if len(text) > limit:
            remedy = _("Gebruik ten hoogste %(n)d tekens.") % {"n": limit}
            faults.append(FileFault(line, name, _("Dit is te lang."), remedy))
    founded = _founded(line, values.get("founded", ""), faults)
    if len(faults) > before:
        return None
    villages = tuple(word.strip() for word in values.get("villages", "").split(",") if word.strip())
    return GroupRow(line, values, villages, *founded)


SHAPES = (
    (r"(\d{4})", Group.Precision.YEAR),
    (r"(\d{4})-(\d{1,2})", Group.Precision.MONTH),
    (r"(\d{4})-(\d{1,2})-(\d{1,2})", Group.Precision.DAY),
)


def _founded(line: int, text: str, faults: list[FileFault]) -> tuple[date | None, str]:
    """A year, a month or a day; what is not known of it is the first."""
    if not text:
        return None, Group.Precision.DAY
    for shape, precision in SHAPES:
        found = re.fullmatch(shape, text, re.ASCII)
        if found:
            parts = [int(part) for part in found.groups()] + [1, 1]
            try:
                return date(*parts[:3]), precision
            except ValueError:
                break
    remedy = _("Schrijf een jaar (2000), een maand (2000-09) of een dag (2000-09-15).")
    faults.append(FileFault(line, "founded", _("Deze datum bestaat niet."), remedy))
    return None, Group.Precision.DAY


def _refuse_twins(raw: list[Raw], faults: list[FileFault]) -> None:
    seen: dict[str, int] = {}
    for line, values in raw:
        name = values.get("name", "").strip().casefold()
        if name and name in seen:
            reason = _("Deze naam staat ook op regel %(line)d.") % {"line": seen[name]}
            faults.append(FileFault(line, "name", reason, _("Haal een van de twee weg.")))
        seen.setdefault(name, line)
