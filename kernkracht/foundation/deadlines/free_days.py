"""Days on which no term ends: weekends and the days of article 3 of the Algemene termijnenwet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import holidays
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

NAMES_IN_LAW: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # Name in the holidays library: name for a reader, place in the law.
        "Nieuwjaarsdag": (gettext_noop("Nieuwjaarsdag"), "artikel 3, eerste lid"),
        "Goede vrijdag": (gettext_noop("Goede Vrijdag"), "artikel 3, tweede lid"),
        "Tweede paasdag": (gettext_noop("Tweede Paasdag"), "artikel 3, eerste lid"),
        "Koningsdag": (gettext_noop("Koningsdag"), "artikel 3, eerste lid"),
        "Bevrijdingsdag": (gettext_noop("Bevrijdingsdag"), "artikel 3, eerste lid"),
        "Hemelvaartsdag": (gettext_noop("Hemelvaartsdag"), "artikel 3, eerste lid"),
        "Tweede pinksterdag": (gettext_noop("Tweede Pinksterdag"), "artikel 3, eerste lid"),
        "Eerste kerstdag": (gettext_noop("Eerste Kerstdag"), "artikel 3, eerste lid"),
        "Tweede kerstdag": (gettext_noop("Tweede Kerstdag"), "artikel 3, eerste lid"),
    }
)
"""The library also knows the Sundays of Easter and Whitsun: no law needs them, a Sunday is free by itself."""

_WEEKEND = {5: gettext_noop("zaterdag"), 6: gettext_noop("zondag")}


@cache
def holidays_of(year: int) -> Mapping[date, str]:
    """The recognised and equated holidays of a year by date, with the library's names (Koningsdag moves off Sunday).

    Good Friday and 5 May are no public holidays in working life, hence the library's "optional" set.
    """
    known = holidays.country_holidays("NL", years=year, categories=("public", "optional"), language="nl")
    by_day: dict[date, str] = {}
    for day in known:
        names = [name for name in known.get_list(day) if name in NAMES_IN_LAW]
        if names:
            by_day[day] = names[0]
    return MappingProxyType(by_day)


def free_day_name(day: date, equated: Mapping[date, str]) -> str:
    """What makes `day` free, for a reader; empty on a working day."""
    if holiday := holidays_of(day.year).get(day):
        return _(NAMES_IN_LAW[holiday][0])
    if day in equated:
        return equated[day]
    return _(_WEEKEND[day.weekday()]) if day.weekday() in _WEEKEND else ""


def is_free_day(day: date, equated: Mapping[date, str]) -> bool:
    """Whether no term ends on `day`."""
    return day.weekday() in _WEEKEND or day in holidays_of(day.year) or day in equated


def next_working_day(day: date, equated: Mapping[date, str]) -> date:
    """`day` itself when it is a working day, else the first one after it."""
    while is_free_day(day, equated):
        day += timedelta(days=1)
    return day
