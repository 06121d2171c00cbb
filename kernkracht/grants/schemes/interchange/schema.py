"""The JSON Schema of a scheme file, made from the registry so that the two cannot differ."""

from __future__ import annotations

from typing import Any

from kernkracht.grants.schemes.kinds import KINDS
from kernkracht.grants.schemes.kinds.base import Kind
from kernkracht.grants.schemes.parameters import Schema, record_schema

from .layout import CriterionEntry, FileEntry

ADDRESS = "https://kernkracht.example/schemas/scheme-1.json"


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one scheme file. Checks between fields stay with `schemes check`."""
    schema = record_schema(FileEntry)
    schema["properties"]["criteria"]["items"] = {"oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in sorted(KINDS)]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ADDRESS,
        "title": "Scheme file of Kernkracht",
        **schema,
        "$defs": {name: _criterion(KINDS[name]) for name in sorted(KINDS)},
    }


def _criterion(kind: type[Kind]) -> Schema:
    schema = record_schema(CriterionEntry)
    parameters = record_schema(kind)
    schema["properties"]["kind"] = {"const": kind.id}
    schema["properties"]["parameters"] = parameters
    optional = {name: entry for name, entry in parameters["properties"].items()}
    schema["properties"]["overrides"]["additionalProperties"] = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": optional,
    }
    if parameters.get("required"):
        schema["required"] = [*schema["required"], "parameters"]
    return schema | {
        "title": str(kind.label),
        "description": f"{kind.label_en} (group {kind.group}, checked by {kind.checked_by})",
    }
