"""Parts that hold many: rows, maps, ticks, and one of two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kernkracht.foundation.design_system.widgets import OptionTicks
from kernkracht.grants.schemes.faults import Path

from .fields import Options, code_of
from .parts import BLANK, FOLDER, AnswerPart, GroupPart, Part
from .posted import Posted


@dataclass(frozen=True)
class Row:
    mark: str
    part: Part
    is_new: bool = False


class RowsPart(Part):
    """A list of which rows are added and removed with buttons. Empty rows do not count."""

    template = f"{FOLDER}/rows.html"

    def __init__(
        self,
        html_name: str,
        label: str,
        make_row: Callable[[str, Any], Part],
        spellings: Sequence[Any],
        posted: Posted | None,
        *,
        required: bool,
        hint: str = "",
    ) -> None:
        super().__init__(html_name, label, hint)
        self.required = required
        marks = posted.rows_of(html_name) if posted else [str(i) for i in range(len(spellings))]
        new = marks[-1:] if posted and posted.wish[:2] == ("add", html_name) else []
        if not marks and not posted:
            marks = ["0"] if required else []
        given = {str(i): spelling for i, spelling in enumerate(spellings) if str(i) not in new}
        self.rows = [Row(m, make_row(f"{html_name}-{m}", given.get(m, BLANK)), m in new) for m in marks]
        for row in self.rows:
            if isinstance(row.part, GroupPart):
                row.part.is_row = True
        self.counted: list[Part] = []

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        for row in self.rows:
            yield from row.part.fields()

    def connect(self, form: forms.Form) -> None:
        for row in self.rows:
            row.part.connect(form)

    def spelled(self, cleaned: Mapping[str, Any]) -> Any:
        answers = [(row.part, row.part.spelled(cleaned)) for row in self.rows]
        answers = [(part, value) for part, value in answers if value is not BLANK]
        self.counted = [part for part, _value in answers]
        return [value for _part, value in answers] or BLANK

    def find(self, path: Path) -> Part:
        if path and isinstance(path[0], int) and path[0] < len(self.counted):
            return self.counted[path[0]].find(path[1:])
        return self

    def inner(self) -> Sequence[Part]:
        return [row.part for row in self.rows]


class MapRowsPart(RowsPart):
    """Names with a value each, one a row; a row is a group of `key` and `value`."""

    def spelled(self, cleaned: Mapping[str, Any]) -> Any:
        rows = super().spelled(cleaned)
        if rows is BLANK:
            return BLANK
        self.by_key = {
            str(row.get("key", "") or code_of(str(row.get("value", "")))): part
            for row, part in zip(rows, self.counted, strict=True)
        }
        if len(self.by_key) < len(rows):
            self.blame(_("Een naam staat er twee keer. Haal één van de twee weg."))
        return {key: row.get("value") for key, row in zip(self._keys(rows), rows, strict=True)}

    def _keys(self, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        return [str(row.get("key", "") or code_of(str(row.get("value", "")))) for row in rows]

    def find(self, path: Path) -> Part:
        part = getattr(self, "by_key", {}).get(str(path[0])) if path else None
        return part.find(("value", *path[1:])) if part else self


class FixedMapPart(Part):
    """A value for each of known names, such as an amount for each village; empty ones are left out."""

    template = f"{FOLDER}/map.html"

    def __init__(self, html_name: str, label: str, parts: Mapping[str, Part], hint: str = "") -> None:
        super().__init__(html_name, label, hint)
        self.parts = parts

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        for part in self.parts.values():
            yield from part.fields()

    def connect(self, form: forms.Form) -> None:
        for part in self.parts.values():
            part.connect(form)

    def spelled(self, cleaned: Mapping[str, Any]) -> Any:
        answers = {name: part.spelled(cleaned) for name, part in self.parts.items()}
        return {name: value for name, value in answers.items() if value is not BLANK} or BLANK

    def find(self, path: Path) -> Part:
        return self.parts[str(path[0])].find(path[1:]) if path and str(path[0]) in self.parts else self

    def inner(self) -> Sequence[Part]:
        return list(self.parts.values())


NONE_OF_THESE = "-"


class TicksField(forms.MultipleChoiceField):
    def shown(self, spelling: object) -> object:
        return spelling

    def spelled(self, value: list[str]) -> Any:
        return value


class TicksPart(Part):
    """Known codes to tick, and for lists that allow it rows for own ones. The order that stood there stays."""

    template = f"{FOLDER}/ticks.html"

    def __init__(
        self,
        html_name: str,
        label: str,
        options: Options,
        spelling: Any,
        *,
        own: RowsPart | None,
        may_be_none: bool,
        required: bool,
        hint: str = "",
    ) -> None:
        super().__init__(html_name, label, hint)
        listed = list(spelling) if isinstance(spelling, list | tuple) else []
        self.order = [entry["code"] if isinstance(entry, Mapping) else entry for entry in listed]
        ticked = [entry for entry in listed if isinstance(entry, str)]
        if may_be_none:
            options = [*options, (NONE_OF_THESE, _("Niets hiervan"))]
            ticked = [NONE_OF_THESE] if spelling == [] else ticked
        known = dict(options)
        extra = [(code, code) for code in ticked if code not in known]
        self.ticks = AnswerPart(
            f"{html_name}-vink",
            TicksField(
                choices=[*options, *extra],
                label=label,
                help_text=hint,
                required=required and own is None,
                widget=OptionTicks,
            ),
            ticked,
        )
        self.own, self.required = own, required

    @property
    def anchor(self) -> str:
        return f"id_{self.html_name}-vink_0"

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        yield from self.ticks.fields()
        if self.own:
            yield from self.own.fields()

    def connect(self, form: forms.Form) -> None:
        self.ticks.connect(form)
        if self.own:
            self.own.connect(form)

    def spelled(self, cleaned: Mapping[str, Any]) -> Any:
        ticked = self.ticks.spelled(cleaned)
        own = self.own.spelled(cleaned) if self.own else BLANK
        codes = [] if ticked is BLANK else [code for code in ticked if code != NONE_OF_THESE]
        more = list(own) if isinstance(own, list) else []
        chosen = [*codes, *more]
        if not chosen:
            return [] if ticked is not BLANK else BLANK
        rank = {code: place for place, code in enumerate(self.order)}
        code_in = [entry["code"] if isinstance(entry, Mapping) else entry for entry in chosen]
        places = [rank.get(code, len(rank) + i) for i, code in enumerate(code_in)]
        return [entry for _place, entry in sorted(zip(places, chosen, strict=True), key=lambda pair: pair[0])]

    def inner(self) -> Sequence[Part]:
        return [self.own] if self.own else []


class EitherPart(Part):
    """A number or something else: fill in one of the two."""

    template = f"{FOLDER}/record.html"

    def __init__(self, html_name: str, label: str, number: AnswerPart, other: AnswerPart, hint: str = "") -> None:
        super().__init__(html_name, label, hint)
        self.number, self.other = number, other

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        yield from self.number.fields()
        yield from self.other.fields()

    def connect(self, form: forms.Form) -> None:
        self.number.connect(form)
        self.other.connect(form)

    def spelled(self, cleaned: Mapping[str, Any]) -> Any:
        number, other = self.number.spelled(cleaned), self.other.spelled(cleaned)
        if number is not BLANK and other is not BLANK:
            self.blame(_("Vul één van de twee in bij “{label}”.").format(label=self.label))
        return other if number is BLANK else number

    def inner(self) -> Sequence[Part]:
        return [self.number, self.other]
