"""Lists, maps, and things with a code and a label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from kernkracht.grants.schemes.faults import Faults, Path, did_you_mean

from .records import OwnItem, read_record, record_schema
from .scalars import Code, ParameterType, Schema, Text


class ListOf(ParameterType):
    """A list, without duplicates unless said otherwise; in code a tuple."""

    def __init__(self, item: ParameterType, *, at_least: int = 1, at_most: int = 200, may_repeat: bool = False) -> None:
        self.item, self.at_least, self.at_most, self.may_repeat = item, at_least, at_most, may_repeat

    def read(self, spelling: object, at: Path, faults: Faults) -> tuple[Any, ...] | None:
        if not isinstance(spelling, list | tuple):
            faults.add(at, _("Hier hoort een lijst."), _("Schrijf elke waarde op een eigen regel achter “- ”."))
            return None
        if not self.at_least <= len(spelling) <= self.at_most:
            faults.add(
                at,
                _("Deze lijst heeft {count} regels.").format(count=len(spelling)),
                _("Schrijf {low} tot en met {high} regels.").format(low=self.at_least, high=self.at_most),
            )
            return None
        before = len(faults.found)
        values = [self.item.read(entry, (*at, i), faults) for i, entry in enumerate(spelling)]
        for i, value in enumerate(values):
            if not self.may_repeat and value is not None and value in values[:i]:
                faults.add((*at, i), _("Deze waarde staat er twee keer."), _("Haal één van de twee weg."))
        return None if len(faults.found) > before else tuple(values)

    def write(self, value: tuple[Any, ...]) -> list[Any]:
        return [self.item.write(entry) for entry in value]

    def schema(self) -> Schema:
        return {
            "type": "array",
            "items": self.item.schema(),
            "minItems": self.at_least,
            "maxItems": self.at_most,
            "uniqueItems": not self.may_repeat,
        }


class MapOf(ParameterType):
    """Codes with a value each; in code a dict."""

    def __init__(self, value: ParameterType) -> None:
        self.value = value

    def read(self, spelling: object, at: Path, faults: Faults) -> dict[str, Any] | None:
        if not isinstance(spelling, Mapping) or not spelling:
            faults.add(at, _("Hier horen namen met elk een waarde."), _("Schrijf regels als “naam: waarde”."))
            return None
        before = len(faults.found)
        read = {}
        for key, entry in spelling.items():
            code = Code().read(key, (*at, str(key)), faults)
            read[str(code)] = self.value.read(entry, (*at, str(key)), faults)
        return None if len(faults.found) > before else read

    def write(self, value: dict[str, Any]) -> dict[str, Any]:
        return {key: self.value.write(entry) for key, entry in value.items()}

    def schema(self) -> Schema:
        return {
            "type": "object",
            "minProperties": 1,
            "propertyNames": Code().schema(),
            "additionalProperties": self.value.schema(),
        }


@dataclass(frozen=True)
class Item:
    """Something with a code for the software and a label for people."""

    code: str
    label: str


class Labelled(ParameterType):
    """A code of a catalogue, or an own `{code, label}`. Without a catalogue plain text is a label; its code follows."""

    def __init__(self, catalogue: Mapping[str, object] | None = None) -> None:
        self.catalogue = catalogue

    def read(self, spelling: object, at: Path, faults: Faults) -> Item | None:
        if isinstance(spelling, Mapping):
            own = read_record(OwnItem, spelling, at, faults)
            return Item(own.code, own.label) if own else None
        if self.catalogue is None:
            label = Text(300).read(spelling, at, faults)
            return None if label is None else Item(slugify(label)[:50].strip("-") or "item", label)
        if isinstance(spelling, str) and spelling in self.catalogue:
            return Item(spelling, str(self.catalogue[spelling]))
        faults.add(
            at,
            _("“{value}” is geen bekende code.").format(value=str(spelling)[:80]),
            did_you_mean(str(spelling), self.catalogue)
            + " "
            + _("Of schrijf een eigen {{code: …, label: …}}.").replace("{{", "{").replace("}}", "}"),
        )
        return None

    def write(self, value: Item) -> Any:
        if self.catalogue is not None and str(self.catalogue.get(value.code, "")) == value.label:
            return value.code
        if self.catalogue is None and value.code == (slugify(value.label)[:50].strip("-") or "item"):
            return value.label
        return {"code": value.code, "label": value.label}

    def schema(self) -> Schema:
        plain: Schema = {"enum": list(self.catalogue)} if self.catalogue is not None else Text(300).schema()
        return {"anyOf": [plain, record_schema(OwnItem)]}
