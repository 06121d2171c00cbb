"""The tree of a generated form: answers, records, lists with rows, ticks and maps, each knowing its spelling.

A part adds its fields to one flat Django form (names are paths such as `p-tiers-0-label`), draws itself with its own
template, and finds the part that a fault is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from kernkracht.grants.schemes.faults import Path
from kernkracht.grants.schemes.parameters import Code, Text

from .fields import CodeField, Options, code_of

FOLDER = "office/schemes/parts"


class _Blank:
    """Nothing was answered: the parameter is left out and keeps its default."""

    def __repr__(self) -> str:
        return "BLANK"


BLANK = _Blank()


@dataclass(frozen=True)
class Surroundings:
    """What a form must know beside the types: known answers and other words, by the parameter's name."""

    options: Mapping[str, Options] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    """Parameters that the form leaves alone: what they say travels along unseen."""


class Part:
    """One node. `html_name` is the name in the form, `label` what people read."""

    template = ""

    def __init__(self, html_name: str, label: str, hint: str = "") -> None:
        self.html_name, self.label, self.hint = html_name, label, hint
        self.faults: list[str] = []

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """All fields of this part and of what is in it, with their names."""
        raise NotImplementedError

    def connect(self, form: forms.Form) -> None:
        """Tie the part to the form that has its fields."""

    def spelled(self, cleaned: Mapping[str, Any]) -> Any:
        """The spelling of the answers, or BLANK."""
        raise NotImplementedError

    def find(self, path: Path) -> Part:
        """The deepest part on the way of a fault."""
        return self

    def inner(self) -> Sequence[Part]:
        return ()

    @property
    def anchor(self) -> str:
        return f"id_{self.html_name}"

    def blame(self, text: str) -> None:
        """Note a fault of this group, once."""
        if text not in self.faults:
            self.faults.append(text)

    def all_faults(self) -> Iterator[tuple[str, str]]:
        """Faults of groups, with the anchor of each."""
        for text in self.faults:
            yield text, self.anchor
        for part in self.inner():
            yield from part.all_faults()


class AnswerPart(Part):
    """One field."""

    template = f"{FOLDER}/answer.html"

    def __init__(self, html_name: str, formfield: Any, spelling: Any, *, needed: bool = False) -> None:
        super().__init__(html_name, str(formfield.label or ""))
        self.field, self.needed = formfield, needed
        if spelling is not BLANK and spelling is not None:
            self.field.initial = formfield.shown(spelling)
        self.bound: BoundField | None = None

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        yield self.html_name, self.field

    def connect(self, form: forms.Form) -> None:
        self.bound = form[self.html_name]

    def spelled(self, cleaned: Mapping[str, Any]) -> Any:
        value = cleaned.get(self.html_name)
        return BLANK if value in (None, "", []) else self.field.spelled(value)

    @property
    def is_hidden(self) -> bool:
        return bool(self.field.widget.is_hidden)


class GroupPart(Part):
    """A record: its parameters one below the other."""

    template = f"{FOLDER}/record.html"

    def __init__(self, html_name: str, label: str, parts: Mapping[str, Part], hint: str = "") -> None:
        super().__init__(html_name, label, hint)
        self.parts = parts
        self.is_row = False
        self.defaults: Mapping[str, Any] = {}
        """What leaving each parameter out means: a group that says nothing else says nothing."""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        for part in self.parts.values():
            yield from part.fields()

    def connect(self, form: forms.Form) -> None:
        for part in self.parts.values():
            part.connect(form)

    def spelled(self, cleaned: Mapping[str, Any]) -> Any:
        answers = {name: part.spelled(cleaned) for name, part in self.parts.items()}
        given = {name: value for name, value in answers.items() if value is not BLANK}
        if "key" in self.parts and given and "key" not in given and isinstance(given.get("label"), str):
            given = {"key": code_of(given["label"]), **given}
        says_something = any(value != self.defaults.get(name) for name, value in given.items())
        return given if says_something else BLANK

    def find(self, path: Path) -> Part:
        return self.parts[str(path[0])].find(path[1:]) if path and str(path[0]) in self.parts else self

    def inner(self) -> Sequence[Part]:
        return list(self.parts.values())


class NamedPart(GroupPart):
    """A thing with a label and, for who wants it, its own code (`{code, label}`)."""

    def __init__(self, html_name: str, label: str, spelling: Any, *, required: bool, hint: str = "") -> None:
        given = spelling if isinstance(spelling, Mapping) else {"label": spelling if spelling is not BLANK else ""}
        words = LabelField(Text(300), label=label or _("Naam"), required=required, help_text=hint)
        code = CodeField(Code(), label=_("Eigen code"), required=False)
        parts = {
            "label": AnswerPart(f"{html_name}-label", words, given.get("label") or BLANK),
            "code": AnswerPart(f"{html_name}-code", code, given.get("code") or BLANK),
        }
        super().__init__(html_name, "", parts)

    def spelled(self, cleaned: Mapping[str, Any]) -> Any:
        label, code = (self.parts[name].spelled(cleaned) for name in ("label", "code"))
        if label is BLANK and code is BLANK:
            return BLANK
        if label is BLANK:
            label = code
        return label if code is BLANK or code == code_of(label) else {"code": code, "label": label}


class OwnNamedPart(NamedPart):
    """The same beside a list of known codes, where the code must be said."""

    def spelled(self, cleaned: Mapping[str, Any]) -> Any:
        spelled = super().spelled(cleaned)
        return {"code": code_of(spelled), "label": spelled} if isinstance(spelled, str) else spelled


class LabelField(forms.CharField):
    """The words of a thing with a code."""

    def __init__(self, type_: Text, **kwargs: Any) -> None:
        super().__init__(max_length=type_.longest, **kwargs)

    def shown(self, spelling: object) -> object:
        return spelling

    def spelled(self, value: str) -> Any:
        return value
