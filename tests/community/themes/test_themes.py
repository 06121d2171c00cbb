"""One dated list of themes, kept by who manages questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.themes.actions import ThemeFacts, UnableToSaveTheme, load_themes, save_theme
from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.permissions import can_be_chosen
from kernkracht.community.themes.queries import theme, themes_on
from kernkracht.foundation.audit.models import AuditEvent
from tests.factories.people import officer_with

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
FACTS = ThemeFacts("Wegen  en paden", date(2026, 1, 1))


def test_a_theme_keeps_its_code_when_its_name_changes() -> None:
    manager = officer_with(Permission.MANAGE_QUESTIONS)
    made = save_theme(facts=FACTS, by=manager.actor, at=AT)
    assert (made.code, made.label) == ("wegen-en-paden", "Wegen en paden")
    changed = save_theme(
        facts=replace(FACTS, label="Wegen", valid_until=date(2026, 6, 30)), theme=made, by=manager.actor, at=AT
    )
    assert (changed.code, changed.label) == ("wegen-en-paden", "Wegen")
    assert theme("wegen-en-paden") == changed
    assert list(themes_on(date(2026, 6, 30))) == [changed]
    assert not themes_on(date(2026, 7, 1)).exists()
    assert AuditEvent.objects.filter(event="themes.saved").count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": "  "}, "label"),
        ({"label": "WEGEN EN PADEN"}, "label"),
        ({"label": "Water", "valid_until": date(2025, 12, 31)}, "valid_until"),
    ],
)
def test_what_cannot_be_a_theme_is_refused(changes: dict[str, object], field: str) -> None:
    manager = officer_with(Permission.MANAGE_QUESTIONS)
    save_theme(facts=FACTS, by=manager.actor, at=AT)
    with pytest.raises(UnableToSaveTheme) as refusal:
        save_theme(facts=replace(FACTS, **changes), by=manager.actor, at=AT)  # type: ignore[arg-type] # one of three
    assert refusal.value.field == field
    assert Theme.objects.count() == 1


def test_two_names_that_read_the_same_get_two_codes() -> None:
    manager = officer_with(Permission.MANAGE_QUESTIONS)
    codes = [
        save_theme(facts=replace(FACTS, label=label), by=manager.actor, at=AT).code
        for label in ("Water!", "Water?", "!!", "??")
    ]
    assert codes == ["water", "water-2", "theme", "theme-2"]


def test_only_who_manages_questions_changes_them() -> None:
    with pytest.raises(UnableToSaveTheme):
        save_theme(facts=FACTS, by=officer_with(Permission.HANDLE_QUESTION).actor, at=AT)


@pytest.mark.parametrize(
    ("day", "chosen"),
    [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 3, 1), True), (date(2026, 3, 2), False)],
)
def test_it_can_be_chosen_from_its_first_to_its_last_day(day: date, chosen: bool) -> None:
    row = Theme(code="water", label="Water", valid_from=date(2026, 1, 1), valid_until=date(2026, 3, 1))
    assert can_be_chosen(row, day) is chosen


def test_the_usual_themes_are_added_once_and_leave_changes_alone() -> None:
    seed: Path = settings.BASE_DIR / "seed" / "themes.yaml"
    added = load_themes(seed)
    Theme.objects.filter(code="water").update(label="Water")
    assert added > 10
    assert load_themes(seed) == 0
    assert Theme.objects.get(code="water").label == "Water"
