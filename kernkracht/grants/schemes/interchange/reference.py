"""The list of kinds as Markdown, made from the registry; docs/domain/schemes.md holds it and a test compares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING

from django.utils.translation import override

from kernkracht.grants.schemes.cost_kinds import COST_KINDS
from kernkracht.grants.schemes.kinds import GROUPS, KINDS
from kernkracht.grants.schemes.kinds import vocabulary as words
from kernkracht.grants.schemes.kinds.base import Kind
from kernkracht.grants.schemes.parameters import Schema, parameter_fields

START, END = "<!-- kinds: start (printed by `kernkracht schemes kinds`) -->", "<!-- kinds: end -->"

VOCABULARIES = {
    "Applicant types": words.APPLICANT_TYPES,
    "Area levels": words.AREA_LEVELS,
    "Reaches": words.REACHES,
    "Roles": words.ROLES,
    "Documents": words.DOCUMENTS,
    "Form fields": words.FIELDS,
    "Evidence of support": words.EVIDENCE,
    "Own share": words.IN_KIND,
    "Exclusions": words.EXCLUSIONS,
    "Channels": words.CHANNELS,
    "Payees": words.PAYEES,
    "Report forms": words.REPORT_FORMS,
    "Cost kinds": COST_KINDS,
}


def kinds_reference() -> str:
    """All kinds by group with their parameters, and all lists of codes, between the two markers."""
    with override("nl"):
        return "\n".join([START, *_kinds(), *_vocabularies(), END, ""])


def _kinds() -> Iterable[str]:
    for group in GROUPS:
        yield f"\n### {group}\n"
        yield "| Kind | Check | Parameters (**needed**) | What it says |"
        yield "|---|---|---|---|"
        for kind in KINDS.values():
            if kind.group == group:
                once = " ¹" if kind.once else ""
                yield f"| `{kind.id}`{once} | {kind.checked_by} | {_parameters(kind)} | {kind.label_en} |"


def _parameters(kind: type[Kind]) -> str:
    parts = []
    for name, parameter in parameter_fields(kind).items():
        shown = f"**`{name}`**" if parameter.default is MISSING else f"`{name}`"
        parts.append(f"{shown}: {_type_text(parameter.metadata['type'].schema())}")
    return "; ".join(parts) or "–"


def _type_text(schema: Schema) -> str:
    """A type in a few words."""
    if "enum" in schema:
        return "/".join(schema["enum"]) if len(schema["enum"]) <= 6 else "code"
    if "anyOf" in schema:
        return str(schema.get("description", "").split(",")[0]) or " or ".join(
            dict.fromkeys(_type_text(option) for option in schema["anyOf"])
        )
    if schema.get("type") == "array":
        return f"list of {_type_text(schema['items'])}"
    if schema.get("type") == "object":
        inside = schema.get("properties")
        return "{" + ", ".join(inside) + "}" if inside else f"map to {_type_text(schema['additionalProperties'])}"
    plain = {"integer": "number", "boolean": "true/false", "string": "text"}.get(str(schema.get("type")), "any")
    return f"{plain} ({schema['description']})" if "description" in schema else plain


def _vocabularies() -> Iterable[str]:
    yield "\n### Codes\n"
    for title, codes in VOCABULARIES.items():
        yield f"- **{title}:** " + ", ".join(f"`{code}` ({label})" for code, label in codes.items())
