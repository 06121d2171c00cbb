"""Form fields that read what Dutch people type, ask when it can mean two things, and always keep the typed text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kernkracht.foundation.money import AmbiguousAmount, UnreadableAmount, format_euro, parse_euro

from .widgets import CounterTextarea, DateParts, EuroInput

LONGEST_AMOUNT = 40
LONGEST_DATE_PART = 40
FIRST_YEAR, LAST_YEAR = 1900, 2999

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        [
            "januari jan january",
            "februari feb february",
            "maart mrt mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "augustus aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
"""Month names and their short forms, Dutch and English; typed without a final point."""


class EuroField(forms.Field):
    """An amount. Cleans to euro cents (`int`), or None when it may be empty and is.

    `min_cents` and `max_cents` bound it, both inclusive. An amount with two readings is asked about, with both.
    """

    widget = EuroInput
    default_error_messages = {
        "required": gettext_lazy("Vul een bedrag in, bijvoorbeeld 1.250."),
        "unreadable": gettext_lazy("Dit is geen bedrag. Vul een bedrag in, bijvoorbeeld 1.250 of 1.250,50."),
        "ambiguous": gettext_lazy(
            "Bedoelt u %(first)s of %(second)s? Vul het bedrag nog een keer in als %(plain_first)s of %(plain_second)s."
        ),
    }

    def __init__(self, *, min_cents: int = 0, max_cents: int | None = None, **kwargs: Any) -> None:
        self.min_cents, self.max_cents = min_cents, max_cents
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if value is None or isinstance(value, int):
            return value
        text = str(value).strip()
        if not text:
            return None
        if len(text) > LONGEST_AMOUNT:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        try:
            return parse_euro(text)
        except AmbiguousAmount as doubt:
            raise self._question(doubt) from doubt
        except UnreadableAmount as error:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable") from error

    def _question(self, doubt: AmbiguousAmount) -> ValidationError:
        readings = {
            "first": format_euro(doubt.first),
            "second": format_euro(doubt.second, always_cents=True),
            "plain_first": typed_euro(doubt.first).replace(".", ""),
            "plain_second": typed_euro(doubt.second, always_cents=True),
        }
        return ValidationError(self.error_messages["ambiguous"], code="ambiguous", params=readings)

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is None:
            return
        too_low = value < self.min_cents
        too_high = self.max_cents is not None and value > self.max_cents
        if too_low or too_high:
            raise ValidationError(self._bounds(), code="out_of_bounds")

    def _bounds(self) -> str:
        lowest = format_euro(self.min_cents)
        if self.max_cents is None:
            return _("Vul een bedrag in van %(lowest)s of meer.") % {"lowest": lowest}
        highest = format_euro(self.max_cents)
        return _("Vul een bedrag in van %(lowest)s tot en met %(highest)s.") % {"lowest": lowest, "highest": highest}

    def prepare_value(self, value: Any) -> Any:
        """Cents become “1.250,50” (the sign stands before the field); typed text stays what it was."""
        return typed_euro(value) if isinstance(value, int) else value


def typed_euro(cents: int, *, always_cents: bool = False) -> str:
    """An amount as people type it: “1.250,50”."""
    return format_euro(cents, always_cents=always_cents).replace("€", "").strip("\u00a0 ")


Day = date | Callable[[], date] | None


class DutchDateField(forms.Field):
    """A day in three boxes. Cleans to a `date`, or None when it may be empty and is.

    Takes month names (“15 maart 2027”), and a whole date pasted in the first box. `earliest` and `latest` (a date, or
    a function that gives one) bound it, both inclusive.
    """

    widget = DateParts
    default_error_messages = {
        "required": gettext_lazy("Vul een dag, maand en jaar in, bijvoorbeeld 15 3 2027."),
        "incomplete": gettext_lazy("Vul een dag, maand en jaar in, bijvoorbeeld 15 3 2027."),
        "month": gettext_lazy("Vul de maand in als getal of als woord, bijvoorbeeld 3 of maart."),
        "year": gettext_lazy("Vul het jaar in met vier cijfers, bijvoorbeeld 2027."),
        "nonexistent": gettext_lazy("Deze dag bestaat niet. Kijk de dag en de maand na."),
        "too_early": gettext_lazy("Kies %(day)s of een latere dag."),
        "too_late": gettext_lazy("Kies %(day)s of een eerdere dag."),
    }

    def __init__(self, *, earliest: Day = None, latest: Day = None, **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        parts = [str(part or "").strip() for part in value]
        if not any(parts):
            return None
        if any(len(part) > LONGEST_DATE_PART for part in parts):
            raise self._fault("incomplete")
        if parts[0] and not any(parts[1:]):
            parts = split_date(parts[0])
        if not all(parts):
            raise self._fault("incomplete")
        return self._day(*parts)

    def _day(self, day: str, month: str, year: str) -> date:
        if not re.fullmatch(r"\d{1,2}", day, re.ASCII):
            raise self._fault("incomplete")
        number = MONTHS.get(month.lower().rstrip("."))
        if number is None:
            if not re.fullmatch(r"\d{1,2}", month, re.ASCII):
                raise self._fault("month")
            number = int(month)
        if not re.fullmatch(r"\d{4}", year, re.ASCII) or not FIRST_YEAR <= int(year) <= LAST_YEAR:
            raise self._fault("year")
        try:
            return date(int(year), number, int(day))
        except ValueError as error:
            raise self._fault("nonexistent") from error

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        earliest, latest = _on(self.earliest), _on(self.latest)
        if earliest and value < earliest:
            raise self._fault("too_early", earliest)
        if latest and value > latest:
            raise self._fault("too_late", latest)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def _fault(self, code: str, day: date | None = None) -> ValidationError:
        params = {"day": date_format(day, "j F Y")} if day else None
        return ValidationError(self.error_messages[code], code=code, params=params)


def _on(day: Day) -> date | None:
    return day() if callable(day) else day


def split_date(text: str) -> list[str]:
    """“15-3-2027”, “15 maart 2027” or “2027-03-15” as day, month and year; anything else gives empty parts."""
    parts = [part for part in re.split(r"[\s./-]+", text) if part]
    if len(parts) != 3:
        return [text, "", ""]
    return parts[::-1] if len(parts[0]) == 4 else parts


class LongTextField(forms.CharField):
    """A long answer with a counter and no hard stop: too much is counted and said, and all of it stays."""

    def __init__(self, *, max_characters: int, rows: int = 4, **kwargs: Any) -> None:
        self.max_characters = max_characters
        kwargs.setdefault("widget", CounterTextarea(max_characters, rows=rows))
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        over = len(value or "") - self.max_characters
        if over > 0:
            raise ValidationError(too_long(over, self.max_characters), code="max_length")


def too_long(over: int, allowed: int) -> str:
    """The sentence for an answer that is `over` characters too long."""
    return ngettext(
        "Uw antwoord is %(over)d teken te lang. U mag %(allowed)d tekens gebruiken.",
        "Uw antwoord is %(over)d tekens te lang. U mag %(allowed)d tekens gebruiken.",
        over,
    ) % {"over": over, "allowed": allowed}


class PlainLanguage:
    """For forms: where a field has no words of its own, Django's messages give way to plain ones with the question.

    `class CostsForm(PlainLanguage, forms.Form)`.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak_plainly(field, str(field.label or name.replace("_", " ")))


def speak_plainly(field: forms.Field, question: str) -> None:
    """Replace the messages that are still Django's own."""
    messages = {
        "required": _("Vul een antwoord in bij “%(question)s”."),
        "invalid_choice": _("Kies een van de antwoorden bij “%(question)s”."),
        "invalid_pk_value": _("Kies een van de antwoorden bij “%(question)s”."),
        "invalid_list": _("Kies een van de antwoorden bij “%(question)s”."),
    }
    if isinstance(field, forms.EmailField):
        messages["required"] = _("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.")
    if isinstance(field, forms.IntegerField):
        messages["invalid"] = _("Vul een heel getal in bij “%(question)s”, bijvoorbeeld 12.")
    if isinstance(field, forms.ChoiceField):
        messages["required"] = _("Kies een antwoord bij “%(question)s”.")
    if isinstance(field, forms.BooleanField):
        messages["required"] = _("Zet een vinkje bij “%(question)s” om verder te gaan.")
    if isinstance(field, forms.FileField):
        messages["required"] = _("Stuur een bestand mee bij “%(question)s”.")
    own = _own_messages(field)
    for code, text in messages.items():
        if code in field.error_messages and code not in own:
            field.error_messages[code] = text % {"question": question}
    if isinstance(field, forms.EmailField):
        field.error_messages.setdefault("invalid", _("Dit is geen e-mailadres. Vul het in zoals naam@voorbeeld.nl."))
    if isinstance(field, forms.CharField):
        say = _("Uw antwoord is te lang: %(show_value)d tekens. U mag %(limit_value)d tekens gebruiken.")
        field.error_messages.setdefault("max_length", say)


def _own_messages(field: forms.Field) -> set[str]:
    """The codes whose message was written for this field or by a field of this house, not by Django."""
    django: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            django.update(getattr(kind, "default_error_messages", {}))
    return {code for code, text in field.error_messages.items() if code in django and text is not django[code]}
