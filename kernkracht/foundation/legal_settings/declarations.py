"""What settings there are. A room declares its own in `legal.py`; this file holds the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Value = int | str | bool | list[int]
Text = str | Promise


class UnknownSetting(KeyError):
    """Nobody declared a setting under this key: a fault in the calling code."""


class SettingDeclaredTwice(ValueError):
    """Two declarations under one key."""


class UnacceptableValue(ValueError):
    """The value does not fit the setting; the message says in Dutch what does."""


@dataclass(frozen=True)
class Declaration:
    """A term, amount or reading of the law that may change on a day, or differ per municipality.

    `defaults` holds (first day, value, source), oldest first; a row of the database adds to them.
    `doubt` says what is not certain, for whoever sets it (empty when nothing is). `unit` is shown after the value.
    """

    key: str
    label: Text
    defaults: tuple[tuple[date, Value, str], ...]
    unit: Text = ""
    doubt: Text = ""
    check: Callable[[Value], None] | None = None
    is_money: bool = False
    """The number, or each of them, is an amount in euro cents."""

    def accept(self, value: Value) -> Value:
        """`value` when it fits, else `UnacceptableValue`."""
        sample = self.defaults[0][1]
        if type(value) is not type(sample):
            raise UnacceptableValue(_("Dit is geen waarde voor deze instelling."))
        if self.check is not None:
            self.check(value)
        return value


_DECLARED: dict[str, Declaration] = {}
_SUBJECTS: dict[str, Text] = {}


def declare_setting(declaration: Declaration) -> Declaration:
    """Register a setting. Raises `SettingDeclaredTwice` for another declaration under the same key."""
    if _DECLARED.setdefault(declaration.key, declaration) != declaration:
        raise SettingDeclaredTwice(declaration.key)
    return declaration


def declare_subject(prefix: str, label: Text) -> None:
    """Say what the settings whose key begins with `prefix` and a point are about: the heading above them."""
    _SUBJECTS[prefix] = label


def subject_of(key: str) -> Text:
    """The heading above a setting. Raises `UnknownSetting` when its room named none."""
    try:
        return _SUBJECTS[key.partition(".")[0]]
    except KeyError:
        raise UnknownSetting(key) from None


def declared() -> Mapping[str, Declaration]:
    """Every declared setting by key."""
    return dict(sorted(_DECLARED.items()))


def declaration_of(key: str) -> Declaration:
    """Raises `UnknownSetting`."""
    try:
        return _DECLARED[key]
    except KeyError:
        raise UnknownSetting(key) from None


def at_least(lowest: int) -> Callable[[Value], None]:
    """A check for whole numbers from `lowest` up."""

    def check(value: Value) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or value < lowest:
            raise UnacceptableValue(_("Vul een heel getal in van %(lowest)d of meer.") % {"lowest": lowest})

    return check
