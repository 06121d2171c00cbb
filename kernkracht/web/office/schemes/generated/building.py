"""From types to parts: which part asks for a parameter of which type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from kernkracht.grants.schemes.interchange.layout import Named
from kernkracht.grants.schemes.kinds.base import sentence_case
from kernkracht.grants.schemes.parameters import (
    Anything,
    Choice,
    Code,
    Count,
    Either,
    Labelled,
    ListOf,
    MapOf,
    ParameterType,
    Record,
    RecordOf,
    parameter_fields,
)

from .fields import KeptField, Options, field_for
from .lists import EitherPart, FixedMapPart, MapRowsPart, RowsPart, TicksPart
from .parts import BLANK, AnswerPart, GroupPart, NamedPart, OwnNamedPart, Part, Surroundings
from .posted import Posted
from .words import CHOICE_WORDS, HINTS, LABELS


@dataclass(frozen=True)
class Asked:
    """What is asked: the name and type of a parameter, whether it must be there, and what leaving it out means."""

    name: str
    type: ParameterType
    label: str
    hint: str = ""
    required: bool = False
    default: Any = None


@dataclass(frozen=True)
class Builder:
    """Makes the parts of one form."""

    around: Surroundings
    posted: Posted | None
    in_row: bool = False
    """Within a row of a list: an answer is only needed once its row holds anything."""

    def record(self, cls: type[Record], html_name: str, spelling: Any, *, label: str = "", hint: str = "") -> GroupPart:
        """The parts of a record. What the surroundings skip is kept unseen."""
        given = spelling if isinstance(spelling, Mapping) else {}
        parts = {
            name: self.part(self._asked(cls, name, parameter), f"{html_name}-{name}", given.get(name, BLANK))
            for name, parameter in parameter_fields(cls).items()
        }
        group = GroupPart(html_name, label, parts, hint)
        group.defaults = {name: p.default for name, p in parameter_fields(cls).items() if p.default is not MISSING}
        return group

    def _asked(self, cls: type[Record], name: str, parameter: Any) -> Asked:
        label, _semicolon, hint = str(parameter.metadata["label"]).partition(";")
        own = self.around.labels.get(name) or LABELS.get((cls.__name__, name))
        required = parameter.default is MISSING
        derived = name == "key" and "label" in parameter_fields(cls)
        return Asked(
            name,
            parameter.metadata["type"],
            str(own) if own else sentence_case(label.strip()),
            self.around.hints.get(name) or str(HINTS.get((cls.__name__, name)) or sentence_case(hint.strip())),
            required and not derived,
            None if required else parameter.default,
        )

    def part(self, asked: Asked, html_name: str, spelling: Any) -> Part:
        type_ = asked.type
        if asked.name in self.around.skipped or isinstance(type_, Anything) or _is_free_map(type_):
            return AnswerPart(html_name, KeptField(required=False, label=asked.label), _kept(spelling))
        if isinstance(type_, RecordOf):
            return self.record(type_.cls, html_name, spelling, label=asked.label, hint=asked.hint)
        if isinstance(type_, ListOf):
            return self._list(asked, type_, html_name, spelling)
        if isinstance(type_, MapOf):
            return self._map(asked, type_, html_name, spelling)
        if isinstance(type_, Either):
            return self._either(asked, type_, html_name, spelling)
        if isinstance(type_, Labelled):
            return NamedPart(html_name, asked.label, spelling, required=asked.required, hint=asked.hint)
        return self._answer(asked, html_name, spelling)

    def _answer(self, asked: Asked, html_name: str, spelling: Any) -> AnswerPart:
        options = self._options(asked)
        known = dict(options)
        if known and isinstance(asked.type, Code) and isinstance(spelling, str) and spelling and spelling not in known:
            options = [*options, (spelling, spelling)]
        formfield = field_for(
            asked.type,
            options=options,
            optional_default=asked.default,
            required=asked.required and not self.in_row,
            label=asked.label,
            help_text=asked.hint,
        )
        if asked.required and self.in_row:
            formfield.widget.quiet_optional = True
            formfield.widget.attrs["aria-required"] = "true"
        if (spelling is BLANK or spelling is None) and _is_shown(asked):
            spelling = asked.default
        return AnswerPart(html_name, formfield, spelling, needed=asked.required)

    def _options(self, asked: Asked) -> Options:
        if asked.name in self.around.options:
            return self.around.options[asked.name]
        if isinstance(asked.type, Choice) and not asked.type.words:
            return [(code, str(CHOICE_WORDS.get(code, code))) for code in asked.type.options]
        return ()

    def _either(self, asked: Asked, type_: Either, html_name: str, spelling: Any) -> EitherPart:
        is_number = isinstance(spelling, int | float) and not isinstance(spelling, bool)
        unit = Asked(asked.name, type_.number, _("Aantal weken"))
        other = Asked(asked.name, type_.other, _("Of een dag"), _("Laat het jaar leeg voor een dag van elk jaar."))
        return EitherPart(
            html_name,
            asked.label,
            self._answer(unit, f"{html_name}-getal", spelling if is_number else BLANK),
            self._answer(other, f"{html_name}-dag", BLANK if is_number else spelling),
            asked.hint,
        )

    # --- lists and maps ----------------------------------------------------------------------------------------------

    def _list(self, asked: Asked, type_: ListOf, html_name: str, spelling: Any) -> Part:
        item, known = type_.item, self._known(asked, type_.item)
        if known:
            own = self._own_rows(asked, html_name, spelling) if isinstance(item, Labelled) else None
            may_be_none = type_.at_least == 0 and asked.default is None
            ticked = spelling
            if spelling is BLANK and asked.default:
                ticked = list(asked.default)
            return TicksPart(
                html_name,
                asked.label,
                known,
                ticked,
                own=own,
                may_be_none=may_be_none,
                required=asked.required,
                hint=asked.hint,
            )
        rows = list(spelling) if isinstance(spelling, list | tuple) else []
        entry, in_rows = Asked(asked.name, item, _entry_label(item)), replace(self, in_row=True)

        def make_row(row_name: str, value: Any) -> Part:
            return in_rows.part(entry, row_name, value)

        return RowsPart(html_name, asked.label, make_row, rows, self.posted, required=asked.required, hint=asked.hint)

    def _known(self, asked: Asked, item: ParameterType) -> Options:
        if isinstance(item, Labelled) and item.catalogue is not None:
            return [(code, str(label)) for code, label in item.catalogue.items()]
        if isinstance(item, Choice | Code):
            options = self._options(Asked(asked.name, item, ""))
            words = item.words if isinstance(item, Choice) else {}
            return options or [(code, str(label)) for code, label in words.items()]
        return ()

    def _own_rows(self, asked: Asked, html_name: str, spelling: Any) -> RowsPart:
        own = [entry for entry in spelling if isinstance(entry, Mapping)] if isinstance(spelling, list | tuple) else []

        def make_row(row_name: str, value: Any) -> Part:
            return OwnNamedPart(row_name, _("Naam"), value, required=False)

        return RowsPart(f"{html_name}-eigen", _("Staat het er niet bij?"), make_row, own, self.posted, required=False)

    def _map(self, asked: Asked, type_: MapOf, html_name: str, spelling: Any) -> Part:
        given = dict(spelling) if isinstance(spelling, Mapping) else {}
        known = dict(self.around.options.get(asked.name, ()))
        value = Asked("waarde", type_.value, _("Waarde"))
        if known:
            listed = {**{key: known.get(key, key) for key in given}, **known}
            parts = {
                key: self._answer(Asked("waarde", type_.value, label), f"{html_name}-{key}", given.get(key, BLANK))
                for key, label in listed.items()
            }
            return FixedMapPart(html_name, asked.label, parts, asked.hint)

        def make_row(row_name: str, entry: Any) -> Part:
            pair: Sequence[Any] = entry if entry is not BLANK else (BLANK, BLANK)
            return GroupPart(
                row_name,
                "",
                {
                    "value": self._answer(value, f"{row_name}-waarde", pair[1]),
                    "key": self._answer(Asked("naam", Code(), _("Code")), f"{row_name}-naam", pair[0]),
                },
            )

        return MapRowsPart(
            html_name,
            asked.label,
            make_row,
            list(given.items()),
            self.posted,
            required=asked.required,
            hint=asked.hint,
        )


def _is_free_map(type_: ParameterType) -> bool:
    """Maps whose values only another type can read."""
    if isinstance(type_, MapOf) and isinstance(type_.value, MapOf | Anything):
        return True
    return isinstance(type_, Named) and not isinstance(type_.value, Choice)


def _is_shown(asked: Asked) -> bool:
    """Whether the default stands in the form: words, ticks and counts do, amounts and zeros do not."""
    return isinstance(asked.default, str | bool) or (bool(asked.default) and isinstance(asked.type, Count))


def _kept(spelling: Any) -> Any:
    return spelling if isinstance(spelling, Mapping | list | str | int) else BLANK


def _entry_label(item: ParameterType) -> str:
    return "" if isinstance(item, RecordOf) else _("Naam") if isinstance(item, Labelled) else _("Waarde")
