"""Which value held on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .declarations import Declaration, Value, declaration_of, declared
from .models import LegalSetting


@dataclass(frozen=True)
class SettingValue:
    """A value with the day since when it holds and what it rests on."""

    value: Value
    valid_from: date
    source: str


def history_of_setting(declaration: Declaration) -> list[SettingValue]:
    """All values of a setting, oldest first; one set by the municipality goes before a default of the same day."""
    return _history(declaration, LegalSetting.objects.filter(key=declaration.key))


def histories() -> list[tuple[Declaration, list[SettingValue]]]:
    """Every declared setting, by key, with all its values, oldest first; one question to the database."""
    changed: dict[str, list[LegalSetting]] = {}
    for row in LegalSetting.objects.order_by("key", "valid_from"):
        changed.setdefault(row.key, []).append(row)
    return [(setting, _history(setting, changed.get(key, []))) for key, setting in declared().items()]


def _history(declaration: Declaration, changes: Iterable[LegalSetting]) -> list[SettingValue]:
    rows = {first: SettingValue(value, first, source) for first, value, source in declaration.defaults}
    for row in changes:
        rows[row.valid_from] = SettingValue(row.value, row.valid_from, row.source)
    return [rows[day] for day in sorted(rows)]


def value_among(history: list[SettingValue], on: date) -> SettingValue:
    """Which of all values holds on a day; before the first day, the first value."""
    return next((row for row in reversed(history) if row.valid_from <= on), history[0])


def setting_on(key: str, on: date) -> SettingValue:
    """The value of a setting on a day. Raises `UnknownSetting`."""
    return value_among(history_of_setting(declaration_of(key)), on)


def number_on(key: str, on: date) -> int:
    """The value of a numeric setting on a day."""
    value = setting_on(key, on).value
    if not isinstance(value, int):
        raise TypeError(key)
    return value


def numbers_on(key: str, on: date) -> tuple[int, ...]:
    """The value of a setting that is a row of numbers."""
    value = setting_on(key, on).value
    if not isinstance(value, list):
        raise TypeError(key)
    return tuple(value)
