"""Types of single values: how one is spelled in a scheme file, what it is in code, and its JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from kernkracht.foundation.money import AmbiguousAmount, UnreadableAmount, parse_euro
from kernkracht.grants.schemes.faults import Faults, Path, did_you_mean

Schema = dict[str, Any]
MAX_EURO = 100_000_000
MAX_TEXT = 1000


class ParameterType:
    """Base of all types. Values are `Any` here; each record class states the Python type of its own fields."""

    hint: ClassVar[str] = ""

    def read(self, spelling: object, at: Path, faults: Faults) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        return value

    def schema(self) -> Schema:
        raise NotImplementedError


def is_number(spelling: object) -> bool:
    return isinstance(spelling, int | float | Decimal) and not isinstance(spelling, bool)


class Euro(ParameterType):
    """An amount, spelled in euros: `750`, `7.50` or `"1250,50"`; in code cents."""

    def __init__(self, *, at_least: int = 0) -> None:
        self.at_least = at_least

    def read(self, spelling: object, at: Path, faults: Faults) -> int | None:
        cents = self._cents(spelling, at, faults)
        if cents is None:
            return None
        if not self.at_least * 100 <= cents <= MAX_EURO * 100:
            faults.add(
                at,
                _("Het bedrag {amount} kan niet.").format(amount=spelling),
                _("Schrijf euro’s, van {low} tot en met {high}.").format(low=self.at_least, high=MAX_EURO),
            )
            return None
        return cents

    def _cents(self, spelling: object, at: Path, faults: Faults) -> int | None:
        remedy = _('Schrijf euro’s als getal, zoals 750, of met centen tussen aanhalingstekens: "1250,50".')
        if is_number(spelling):
            exact = Decimal(str(spelling)) * 100
            if exact.is_finite() and exact == exact.to_integral_value():
                return int(exact)
            faults.add(at, _("{amount} heeft meer dan twee cijfers achter de komma.").format(amount=spelling), remedy)
        elif isinstance(spelling, str):
            try:
                return parse_euro(spelling)
            except AmbiguousAmount:
                faults.add(at, _("“{amount}” is op twee manieren te lezen.").format(amount=spelling), remedy)
            except UnreadableAmount:
                faults.add(at, _("“{amount}” is geen bedrag in euro’s.").format(amount=spelling), remedy)
        else:
            faults.add(at, _("Hier hoort een bedrag in euro’s."), remedy)
        return None

    def write(self, value: int) -> int | str:
        return value // 100 if value % 100 == 0 else f"{value // 100},{value % 100:02d}"

    def schema(self) -> Schema:
        return {
            "anyOf": [
                {"type": "number", "minimum": self.at_least, "maximum": MAX_EURO, "multipleOf": 0.01},
                {"type": "string", "pattern": r"^(€ ?)?[0-9][0-9. ]*([.,][0-9]{1,2})?(,-)?$"},
            ],
            "description": 'euro, such as 750 or "1250,50"',
        }


class Percent(ParameterType):
    """A percentage of 0 to 100, at most two decimals; in code a `Decimal`."""

    def read(self, spelling: object, at: Path, faults: Faults) -> Decimal | None:
        remedy = _("Schrijf een getal van 0 tot en met 100, zoals 50. Het procentteken hoort er niet bij.")
        try:
            if isinstance(spelling, bool):
                raise InvalidOperation
            value = Decimal(str(spelling).replace(",", "."))
        except InvalidOperation:
            faults.add(at, _("“{value}” is geen percentage.").format(value=spelling), remedy)
            return None
        if not value.is_finite() or not 0 <= value <= 100 or value != round(value, 2):
            faults.add(at, _("{value} kan niet als percentage.").format(value=spelling), remedy)
            return None
        return value

    def write(self, value: Decimal) -> int | str:
        return int(value) if value == value.to_integral_value() else f"{value.normalize():f}".replace(".", ",")

    def schema(self) -> Schema:
        return {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 100, "multipleOf": 0.01},
                {"type": "string", "pattern": r"^[0-9]{1,3}([.,][0-9]{1,2})?$"},
            ],
            "description": "percent, 0 to 100",
        }


class Count(ParameterType):
    """A whole number, of things or of a unit that the parameter's name says (weeks, months, years)."""

    def __init__(self, unit: str = "", *, low: int = 1, high: int = 1_000_000) -> None:
        self.unit, self.low, self.high = unit, low, high

    def read(self, spelling: object, at: Path, faults: Faults) -> int | None:
        if isinstance(spelling, int) and not isinstance(spelling, bool) and self.low <= spelling <= self.high:
            return spelling
        whole = isinstance(spelling, int) and not isinstance(spelling, bool)
        reason = _("{value} kan hier niet.") if whole else _("“{value}” is geen heel getal.")
        faults.add(
            at,
            reason.format(value=str(spelling)[:40]),
            _("Schrijf alleen het getal, van {low} tot en met {high}.").format(low=self.low, high=self.high),
        )
        return None

    def schema(self) -> Schema:
        schema: Schema = {"type": "integer", "minimum": self.low, "maximum": self.high}
        return schema | ({"description": self.unit} if self.unit else {})


class Flag(ParameterType):
    def read(self, spelling: object, at: Path, faults: Faults) -> bool | None:
        if isinstance(spelling, bool):
            return spelling
        faults.add(at, _("“{value}” is geen ja of nee.").format(value=spelling), _("Schrijf true of false."))
        return None

    def schema(self) -> Schema:
        return {"type": "boolean"}


class Text(ParameterType):
    """Plain text for people, in Dutch."""

    def __init__(self, longest: int = MAX_TEXT) -> None:
        self.longest = longest

    def read(self, spelling: object, at: Path, faults: Faults) -> str | None:
        if isinstance(spelling, str) and spelling.strip() and len(spelling) <= self.longest and "\x00" not in spelling:
            return spelling.strip()
        faults.add(
            at,
            _("Hier hoort tekst."),
            _("Schrijf 1 tot en met {longest} tekens, zo nodig tussen aanhalingstekens.").format(longest=self.longest),
        )
        return None

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


class Code(ParameterType):
    """A code of lower-case letters, digits, “_” and “-”."""

    PATTERN = r"^[a-z][a-z0-9_-]{0,59}$"

    def read(self, spelling: object, at: Path, faults: Faults) -> str | None:
        if isinstance(spelling, str) and re.fullmatch(self.PATTERN, spelling):
            return spelling
        faults.add(
            at,
            _("“{value}” is geen code.").format(value=str(spelling)[:80]),
            _("Gebruik kleine letters, cijfers, “_” en “-”, te beginnen met een letter; hoogstens 60 tekens."),
        )
        return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": self.PATTERN}


class Choice(ParameterType):
    """One code of a closed list. `words` has the Dutch of each code where the list brings it."""

    def __init__(self, options: Mapping[str, object] | Iterable[str]) -> None:
        self.options = list(options)
        named = options if isinstance(options, Mapping) else {}
        self.words: Mapping[str, object] = {
            code: words[-1] if isinstance(words, tuple) else words for code, words in named.items()
        }

    def read(self, spelling: object, at: Path, faults: Faults) -> str | None:
        if isinstance(spelling, str) and spelling in self.options:
            return spelling
        faults.add(
            at,
            _("“{value}” kan hier niet.").format(value=str(spelling)[:80]),
            did_you_mean(str(spelling), self.options),
        )
        return None

    def schema(self) -> Schema:
        return {"enum": self.options}


MONTH_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, order=True)
class YearDay:
    """A day that comes back every year, spelled MM-DD. 02-29 is 28 February in other years."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, self.month, 28)

    def __str__(self) -> str:
        return f"{self.month:02d}-{self.day:02d}"


class Day(ParameterType):
    """A date (`2023-05-31`), a day of every year (`05-31`), or either."""

    def __init__(self, *, once: bool = True, yearly: bool = True) -> None:
        self.once, self.yearly = once, yearly

    def read(self, spelling: object, at: Path, faults: Faults) -> date | YearDay | None:
        if self.once and type(spelling) is date:
            return spelling
        if isinstance(spelling, str):
            value = self._from_text(spelling)
            if value is not None:
                return value
        words = [_("een datum zoals 2023-05-31")] * self.once + [_("een dag van elk jaar zoals 05-31")] * self.yearly
        faults.add(
            at,
            _("“{value}” is geen dag die hier kan staan.").format(value=str(spelling)[:40]),
            _("Schrijf {form}.").format(form=_(" of ").join(words)),
        )
        return None

    def _from_text(self, text: str) -> date | YearDay | None:
        if self.yearly and re.fullmatch(MONTH_DAY, text):
            month, day = int(text[:2]), int(text[3:])
            return YearDay(month, day) if day <= _LONGEST_MONTHS[month - 1] else None
        if self.once and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            try:
                return date.fromisoformat(text)
            except ValueError:
                return None
        return None

    def write(self, value: date | YearDay) -> str:
        return str(value)

    def schema(self) -> Schema:
        forms: list[Schema] = []
        if self.once:
            forms.append({"type": "string", "format": "date", "description": "YYYY-MM-DD"})
        if self.yearly:
            forms.append({"type": "string", "pattern": MONTH_DAY, "description": "MM-DD, every year"})
        return forms[0] if len(forms) == 1 else {"anyOf": forms}


class Either(ParameterType):
    """The first type whose JSON kind fits: numbers to the first, anything else to the second."""

    def __init__(self, number: ParameterType, other: ParameterType) -> None:
        self.number, self.other = number, other

    def read(self, spelling: object, at: Path, faults: Faults) -> Any:
        return (self.number if is_number(spelling) else self.other).read(spelling, at, faults)

    def write(self, value: Any) -> Any:
        return (self.number if is_number(value) else self.other).write(value)

    def schema(self) -> Schema:
        return {"anyOf": [self.number.schema(), self.other.schema()]}


class Anything(ParameterType):
    """A value of another parameter, read by that parameter's own type where it is used."""

    def read(self, spelling: object, at: Path, faults: Faults) -> object:
        return str(spelling) if isinstance(spelling, date | Decimal) else spelling

    def schema(self) -> Schema:
        return {}
