"""A setting keeps its history: a value holds from its day, and the day before keeps the earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.legal_settings import declarations
from kernkracht.foundation.legal_settings.actions import UnableToChangeSetting, change_setting
from kernkracht.foundation.legal_settings.declarations import (
    Declaration,
    SettingDeclaredTwice,
    UnknownSetting,
    at_least,
    declare_setting,
    declared,
    subject_of,
)
from kernkracht.foundation.legal_settings.models import LegalSetting
from kernkracht.foundation.legal_settings.queries import number_on, numbers_on, setting_on

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DEFAULTS = ((date(2010, 1, 1), 6, "Awb 6:7"), (date(2020, 1, 1), 7, "Awb 6:7 (new)"))


@pytest.fixture(autouse=True)
def weeks() -> Iterator[Declaration]:
    row = declare_setting(Declaration("test.weeks", "Weken", DEFAULTS, check=at_least(1)))
    yield row
    del declarations._DECLARED["test.weeks"]


def change(**changes: object) -> LegalSetting:
    given = {"key": "test.weeks", "value": 8, "valid_from": date(2027, 1, 1), "source": "Besluit 12"} | changes
    return change_setting(**given, by=Actor.system("test"), at=NOW, today=TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2009, 1, 1), 6), (date(2019, 12, 31), 6), (date(2020, 1, 1), 7), (date(2026, 1, 1), 7)]
)
def test_default_of_the_day_counts(on: date, expected: int) -> None:
    assert number_on("test.weeks", on) == expected


def test_changed_value_counts_from_its_day_and_is_recorded() -> None:
    change()
    assert [number_on("test.weeks", date(2026, 12, 31)), number_on("test.weeks", date(2027, 1, 1))] == [7, 8]
    assert setting_on("test.weeks", date(2028, 1, 1)).source == "Besluit 12"
    assert AuditEvent.objects.get().event == "legal_setting.changed"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": 0}, "value"),
        ({"value": "acht"}, "value"),
        ({"value": True}, "value"),
        ({"valid_from": date(2026, 11, 22)}, "valid_from"),
        ({"source": "  "}, "source"),
    ],
)
def test_wrong_change_is_refused_with_its_place(changes: dict[str, object], field: str) -> None:
    with pytest.raises(UnableToChangeSetting) as refusal:
        change(**changes)
    assert refusal.value.field == field
    assert not LegalSetting.objects.exists()


def test_second_value_for_one_day_is_refused() -> None:
    change()
    with pytest.raises(UnableToChangeSetting) as refusal:
        change(value=9)
    assert refusal.value.field == "valid_from"
    assert number_on("test.weeks", date(2027, 1, 1)) == 8


def test_unknown_key_and_second_declaration_are_faults_of_the_caller() -> None:
    with pytest.raises(UnknownSetting):
        setting_on("test.nothing", TODAY)
    with pytest.raises(SettingDeclaredTwice):
        declare_setting(Declaration("test.weeks", "Anders", DEFAULTS))
    with pytest.raises(TypeError):
        numbers_on("test.weeks", TODAY)


def test_every_setting_stands_under_a_heading() -> None:
    assert all(str(subject_of(key)) for key in declared() if not key.startswith("test."))
    with pytest.raises(UnknownSetting):
        subject_of("nobody.knows")
