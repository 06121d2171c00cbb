"""Groups of parameters that belong together: reading, writing and describing them by their typed fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from kernkracht.grants.schemes.faults import Faults, Path, did_you_mean

from .scalars import Code, ParameterType, Schema, Text


def param(of: ParameterType, label: object, *, required: bool = False, default: Any = None) -> Any:
    """A field of a record or a kind: its type, its Dutch label, and whether it must be there."""
    metadata = {"type": of, "label": label}
    return field(metadata=metadata) if required else field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Record:
    """A group of parameters that belong together, such as one tier or one round."""

    def problems(self) -> Iterable[tuple[str, str, str]]:
        """Faults between fields: (field, reason, remedy)."""
        return ()


RecordT = TypeVar("RecordT", bound=Record)


def parameter_fields(cls: type[Record]) -> dict[str, Field[Any]]:
    """The parameters of a record class by their spelled name (`from_` is spelled `from`)."""
    return {f.name.rstrip("_"): f for f in fields(cls) if "type" in f.metadata}


def _required(parameter: Field[Any]) -> bool:
    return parameter.default is MISSING


def read_record(cls: type[RecordT], spelling: object, at: Path, faults: Faults) -> RecordT | None:
    """Read a mapping into `cls`, reporting unknown, missing and wrong parameters. None when anything was wrong."""
    known = parameter_fields(cls)
    if not isinstance(spelling, Mapping):
        faults.add(at, _("Hier horen namen met waarden."), _("Schrijf regels als “naam: waarde”."))
        return None
    before = len(faults.found)
    values: dict[str, Any] = {}
    for name, entry in spelling.items():
        if name not in known:
            remedy = did_you_mean(str(name), known) if known else _("Haal deze regel weg: er zijn geen parameters.")
            faults.add((*at, str(name)), _("“{name}” is hier onbekend.").format(name=name), remedy)
        elif entry is not None or _required(known[name]):
            values[known[name].name] = known[name].metadata["type"].read(entry, (*at, name), faults)
    for name, parameter in known.items():
        if _required(parameter) and name not in spelling:
            faults.add(at, _("“{name}” ontbreekt.").format(name=name), _("Voeg “{name}: …” toe.").format(name=name))
    if len(faults.found) > before:
        return None
    record = cls(**values)
    for name, reason, remedy in record.problems():
        faults.add((*at, name) if name in spelling else at, reason, remedy)
    return None if len(faults.found) > before else record


def write_record(record: Record) -> dict[str, Any]:
    """The canonical spelling: plain JSON values; parameters at their default are left out."""
    written = {}
    for name, parameter in parameter_fields(type(record)).items():
        value = getattr(record, parameter.name)
        if value is not None and (_required(parameter) or value != parameter.default):
            written[name] = parameter.metadata["type"].write(value)
    return written


def record_schema(cls: type[Record]) -> Schema:
    known = parameter_fields(cls)
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {n: f.metadata["type"].schema() | {"title": str(f.metadata["label"])} for n, f in known.items()},
    }
    required = [name for name, parameter in known.items() if _required(parameter)]
    return schema | ({"required": required} if required else {})


class RecordOf(ParameterType):
    def __init__(self, cls: type[Record]) -> None:
        self.cls = cls

    def read(self, spelling: object, at: Path, faults: Faults) -> Any:
        return read_record(self.cls, spelling, at, faults)

    def write(self, value: Record) -> dict[str, Any]:
        return write_record(value)

    def schema(self) -> Schema:
        return record_schema(self.cls)


@dataclass(frozen=True, kw_only=True)
class OwnItem(Record):
    code: str = field(metadata={"type": Code(), "label": "code"})
    label: str = field(metadata={"type": Text(300), "label": "label"})
