"""Single answers: one form field per type of parameter, each with its way from and to the spelling of a file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.foundation.design_system.fields import DutchDateField, EuroField, LongTextField, split_date
from kernkracht.foundation.design_system.widgets import DateParts, OptionCards
from kernkracht.grants.schemes.faults import Faults
from kernkracht.grants.schemes.parameters import (
    Choice,
    Code,
    Count,
    Day,
    Euro,
    Flag,
    ParameterType,
    Percent,
    Text,
    YearDay,
)

Options = Sequence[tuple[str, str]]
ONE_LINE = 200
"""Texts that may be longer than this get a box of more lines."""
LONGEST_KEPT = 20_000


def judged(type_: ParameterType, spelling: object) -> Any:
    """The value of a spelling. Raises ValidationError with the type's own reason and remedy."""
    faults = Faults()
    value = type_.read(spelling, (), faults)
    if faults:
        raise ValidationError([f"{fault.reason} {fault.remedy}" for fault in faults], code="invalid")
    return value


class AmountField(EuroField):
    """Euros. Cleans to cents."""

    def __init__(self, type_: Euro, **kwargs: Any) -> None:
        self.type = type_
        super().__init__(min_cents=type_.at_least * 100, max_cents=100_000_000_00, **kwargs)

    def shown(self, spelling: object) -> object:
        faults = Faults()
        cents = self.type.read(spelling, (), faults)
        return spelling if cents is None else cents

    def spelled(self, value: int) -> Any:
        return self.type.write(value)


class NumberField(forms.Field):
    """A whole number; “1.500” and “1 500” are read as well."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, type_: Count, **kwargs: Any) -> None:
        self.type = type_
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        bare = re.sub(r"(?<=\d)[. \u00a0](?=\d{3}(\D|$))", "", text)
        number = int(bare) if re.fullmatch(r"-?\d{1,12}", bare, re.ASCII) else None
        return judged(self.type, text[:40] if number is None else number)  # type: ignore[no-any-return] # a Count gives a number

    def shown(self, spelling: object) -> object:
        return spelling

    def spelled(self, value: int) -> Any:
        return value


class PercentField(forms.Field):
    """A percentage; the sign may be typed."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, type_: Percent, **kwargs: Any) -> None:
        self.type = type_
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value if value is not None else "").strip().removesuffix("%").strip()
        if not text:
            return None
        return judged(self.type, text[:40])  # type: ignore[no-any-return] # a Percent gives a Decimal

    def shown(self, spelling: object) -> object:
        return spelling

    def spelled(self, value: Decimal) -> Any:
        return self.type.write(value)


class ShortText(forms.CharField):
    def __init__(self, type_: Text, **kwargs: Any) -> None:
        self.type = type_
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return str(judged(self.type, text)) if text else ""

    def shown(self, spelling: object) -> object:
        return spelling

    def spelled(self, value: str) -> Any:
        return value


class LongText(LongTextField):
    def __init__(self, type_: Text, **kwargs: Any) -> None:
        super().__init__(max_characters=type_.longest, rows=3, **kwargs)

    def shown(self, spelling: object) -> object:
        return spelling

    def spelled(self, value: str) -> Any:
        return value.replace("\r\n", "\n")


class CodeField(forms.CharField):
    """A code that people need not know: a known word becomes its code, and other words become one."""

    def __init__(self, type_: Code, *, options: Options = (), **kwargs: Any) -> None:
        self.type, self.options = type_, options
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text:
            return ""
        known = {label.casefold(): code for code, label in self.options}
        if text.casefold() in known:
            return str(known[text.casefold()])
        if re.fullmatch(self.type.PATTERN, text):
            return text
        return str(judged(self.type, code_of(text) if len(text) <= ONE_LINE else text[:80]))

    def shown(self, spelling: object) -> object:
        return dict(self.options).get(str(spelling), spelling)

    def spelled(self, value: str) -> Any:
        return value


def code_of(text: str) -> str:
    """A code for a label: “Nieuw plan” becomes “nieuw-plan”."""
    return slugify(text)[:50].strip("-") or "item"


class PickField(forms.ChoiceField):
    """One out of a list. Without an answer the parameter keeps its default."""

    def __init__(self, *, options: Options, blank: str | None, **kwargs: Any) -> None:
        first = [("", blank)] if blank is not None else []
        super().__init__(choices=[*first, *options], **kwargs)

    def shown(self, spelling: object) -> object:
        return spelling

    def spelled(self, value: str) -> Any:
        return value


class YesNoField(forms.ChoiceField):
    """Yes, no, or (where nothing is a third answer) not filled in."""

    def __init__(self, *, may_be_open: bool, **kwargs: Any) -> None:
        open_answer = [("", _("Niet ingevuld"))] if may_be_open else []
        choices = [("true", _("Ja")), ("false", _("Nee")), *open_answer]
        super().__init__(choices=choices, widget=OptionCards, **kwargs)

    def shown(self, spelling: object) -> object:
        return {True: "true", False: "false"}.get(spelling, "") if isinstance(spelling, bool) else ""

    def spelled(self, value: str) -> Any:
        return value == "true"


class DayInput(DateParts):
    """Boxes for a day that may come back every year: without a year, or without a box for one."""

    def __init__(self, *, yearly_only: bool) -> None:
        super().__init__()
        if yearly_only:
            self.widgets = self.widgets[:2]
            self.widgets_names = ["_day", "_month"]

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, YearDay):
            return [value.day, value.month, ""][: len(self.widgets)]
        return super().decompress(value)[: len(self.widgets)]


class DayField(DutchDateField):
    """A date, a day of every year (no year), or either. Cleans to a `date` or a `YearDay`."""

    default_error_messages = {
        "yearly": gettext_lazy("Vul een dag en een maand in, bijvoorbeeld 1 en november."),
    }

    def __init__(self, type_: Day, **kwargs: Any) -> None:
        self.type = type_
        super().__init__(widget=DayInput(yearly_only=not type_.once), **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, YearDay) or not self.type.yearly or not isinstance(value, list | tuple):
            return super().to_python(value)
        parts = [str(part or "").strip() for part in value] + [""] * (3 - len(value))
        if parts[0] and not any(parts[1:]):
            whole = split_date(parts[0])
            short = [part for part in re.split(r"[\s./-]+", parts[0]) if part]
            parts = whole if all(whole) else [*short, ""] if len(short) == 2 else parts
        if parts[2] and self.type.once:
            return super().to_python(parts)
        if parts[0] and parts[1] and not parts[2]:
            return self._day_of_year(*parts[:2])
        if not any(parts):
            return None
        raise self._fault("yearly")

    def _day_of_year(self, day: str, month: str) -> YearDay:
        leap = super()._day(day, month, "2024")  # so that 29 February is a day
        return YearDay(leap.month, leap.day)

    def validate(self, value: Any) -> None:
        if not isinstance(value, YearDay):
            super().validate(value)

    def shown(self, spelling: object) -> object:
        return self.type.read(spelling, (), Faults())

    def spelled(self, value: date | YearDay) -> Any:
        return self.type.write(value)


class KeptField(forms.CharField):
    """What this form does not ask but must not lose: it travels along as it is."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            kept = json.loads(text) if len(text) <= LONGEST_KEPT else None
        except (ValueError, RecursionError):
            kept = None
        if not isinstance(kept, Mapping | list | str | int):
            raise ValidationError(_("Deze pagina is onderweg beschadigd. Open haar opnieuw."), code="damaged")
        return kept

    def shown(self, spelling: object) -> object:
        return "" if spelling in (None, "") else json.dumps(spelling, ensure_ascii=False)

    def spelled(self, value: Any) -> Any:
        return value


def field_for(
    type_: ParameterType,
    *,
    options: Options = (),
    optional_default: object = None,
    required: bool = False,
    **kwargs: Any,
) -> Any:
    """The field of a single value. `options` are known answers; `optional_default` is what no answer means."""
    kwargs["required"] = required
    if isinstance(type_, Euro):
        return AmountField(type_, **kwargs)
    if isinstance(type_, Count):
        return NumberField(type_, **kwargs)
    if isinstance(type_, Percent):
        return PercentField(type_, **kwargs)
    if isinstance(type_, Flag):
        return YesNoField(may_be_open=optional_default is None and not required, **kwargs)
    if isinstance(type_, Day):
        return DayField(type_, **kwargs)
    if isinstance(type_, Choice) or (options and isinstance(type_, Code)):
        return _pick(type_, options, optional_default, required, kwargs)
    if isinstance(type_, Code):
        return CodeField(type_, **kwargs)
    if isinstance(type_, Text):
        return (LongText if type_.longest > ONE_LINE else ShortText)(type_, **kwargs)
    return KeptField(required=False, label=kwargs.get("label"))


def _pick(type_: ParameterType, options: Options, default: object, required: bool, kwargs: dict[str, Any]) -> PickField:
    words = dict(options)
    codes = type_.options if isinstance(type_, Choice) and not options else list(words)
    own = type_.words if isinstance(type_, Choice) else {}
    listed = [(code, str(words.get(code) or own.get(code, code))) for code in codes]
    blank = _("Kies een antwoord") if required else _("Niet ingevuld") if default in (None, "") else None
    return PickField(options=listed, blank=blank, **kwargs)
