"""Texts that groups write: seen by an officer first, or live at once when the municipality chose so."""

from __future__ import annotations

from datetime import date

import pytest

from kernkracht.community.groups.actions import (
    NotAllowedToManageGroups,
    UnableToManageGroups,
    approve_page,
    change_page,
    publish_feedback,
    turn_down_feedback,
    turn_down_page,
    write_feedback,
)
from kernkracht.community.groups.models import ChangeState, MonthlyFeedback, Nature, PageChange
from kernkracht.foundation.legal_settings.actions import change_setting
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.groups import GroupFactory, kind_of, speaker
from tests.factories.people import UserFactory

from .conftest import AT, TODAY, Scene


def write(scene: Scene, text: str = "Samen houden wij het dorp leefbaar.") -> PageChange:
    return change_page(group=scene.group, texts={"purpose": text}, by=scene.member.actor, at=AT)


def live_directly(scene: Scene) -> None:
    change_setting(
        key="groups.pages_go_live_directly",
        value=True,
        valid_from=TODAY,
        source="besluit",
        by=scene.colleague.actor,
        at=AT,
        today=TODAY,
    )


def test_what_a_group_writes_waits_for_an_officer(scene: Scene) -> None:
    change = write(scene)
    scene.group.refresh_from_db()
    assert (scene.group.purpose, change.texts) == ("", {"purpose": "Samen houden wij het dorp leefbaar."})
    assert OutboxMessage.objects.get(kind="group_wish").recipient_email == "regisseur@example.org"
    approve_page(change=change, seen_version=scene.group.text_version, by=scene.coordinator.actor, at=AT)
    scene.group.refresh_from_db()
    assert scene.group.purpose == "Samen houden wij het dorp leefbaar."
    assert OutboxMessage.objects.get(kind="group_answer").recipient_email == "vereniging@example.org"


def test_it_is_live_at_once_when_the_municipality_chose_so(scene: Scene) -> None:
    live_directly(scene)
    change = write(scene)
    scene.group.refresh_from_db()
    assert (scene.group.purpose, change.state) == ("Samen houden wij het dorp leefbaar.", ChangeState.APPROVED)
    assert not OutboxMessage.objects.exists()


def test_what_the_office_writes_is_live_at_once(scene: Scene) -> None:
    change_page(group=scene.group, texts={"rules": "Wees aardig."}, by=scene.coordinator.actor, at=AT)
    scene.group.refresh_from_db()
    assert scene.group.rules == "Wees aardig."


def test_nobody_else_writes_it(scene: Scene) -> None:
    for stranger in (UserFactory(), scene.reader, speaker(scene.group, approved=False)):
        with pytest.raises(NotAllowedToManageGroups):
            change_page(group=scene.group, texts={"purpose": "x"}, by=stranger.actor, at=AT)
    assert not PageChange.objects.exists()


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"purpose": ""}, ""),
        ({"purpose": "x" * 5001}, "purpose"),
        ({"works_with": "x" * 301}, "works_with"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"iban": "NL91ABNA0417164300"}, ""),
    ],
)
def test_what_cannot_be_a_text_is_refused(scene: Scene, texts: dict[str, str], field: str) -> None:
    with pytest.raises(UnableToManageGroups) as refusal:
        change_page(group=scene.group, texts=texts, by=scene.member.actor, at=AT)
    assert refusal.value.field == field


def test_a_page_that_changed_since_it_was_read_is_read_again_first(scene: Scene) -> None:
    change = write(scene)
    seen = scene.group.text_version
    change_page_by_office_keeps_waiting(scene)
    with pytest.raises(UnableToManageGroups, match="intussen veranderd"):
        approve_page(change=change, seen_version=seen, by=scene.coordinator.actor, at=AT)
    change.refresh_from_db()
    assert change.state == ChangeState.WAITING


def change_page_by_office_keeps_waiting(scene: Scene) -> None:
    scene.group.rules = "Nieuw"
    scene.group.text_version += 1
    scene.group.save()


def test_a_newer_text_replaces_the_one_that_waited(scene: Scene) -> None:
    first, second = write(scene, "Een"), write(scene, "Twee")
    first.refresh_from_db()
    assert (first.state, second.state) == (ChangeState.WITHDRAWN, ChangeState.WAITING)


def test_a_text_is_turned_down_with_a_reason(scene: Scene) -> None:
    change = write(scene)
    with pytest.raises(UnableToManageGroups):
        turn_down_page(change=change, reason="", by=scene.coordinator.actor, at=AT)
    with pytest.raises(NotAllowedToManageGroups):
        turn_down_page(change=change, reason="Nee", by=scene.member.actor, at=AT)
    turn_down_page(change=change, reason="Noem geen namen.", by=scene.coordinator.actor, at=AT)
    assert "Noem geen namen." in OutboxMessage.objects.get(kind="group_answer").body_text
    scene.group.refresh_from_db()
    assert scene.group.purpose == ""


def test_feedback_about_a_month_is_published_after_a_look(scene: Scene) -> None:
    together = GroupFactory(kind=kind_of(Nature.WHATSAPP_COORDINATION), villages=[scene.village])
    group = GroupFactory(kind=kind_of(Nature.WHATSAPP_GROUP), villages=[scene.village], coordinated_by=together)
    coordinator = speaker(together)
    row = write_feedback(
        group=group, month=date(2026, 10, 14), text="Drie meldingen, twee opgelost.", by=coordinator.actor, at=AT
    )
    assert (row.month, row.state) == (date(2026, 10, 1), ChangeState.WAITING)
    with pytest.raises(UnableToManageGroups, match="al iets geschreven"):
        write_feedback(group=group, month=date(2026, 10, 1), text="Nog eens", by=coordinator.actor, at=AT)
    row = publish_feedback(feedback=row, by=scene.coordinator.actor, at=AT)
    assert row.state == ChangeState.APPROVED


def test_feedback_that_was_turned_down_can_be_written_again(scene: Scene) -> None:
    group = GroupFactory(kind=kind_of(Nature.WHATSAPP_GROUP), villages=[scene.village])
    member = speaker(group)
    row = write_feedback(group=group, month=date(2026, 10, 1), text="Jan deed het.", by=member.actor, at=AT)
    turn_down_feedback(feedback=row, reason="Noem geen namen.", by=scene.coordinator.actor, at=AT)
    write_feedback(group=group, month=date(2026, 10, 1), text="Iemand deed het.", by=member.actor, at=AT)
    assert MonthlyFeedback.objects.count() == 2


@pytest.mark.parametrize(
    ("month", "text", "field"),
    [(date(2026, 12, 1), "Tekst", "month"), (date(2026, 10, 1), "  ", "text"), (date(2026, 10, 1), "x" * 5001, "text")],
)
def test_feedback_about_nothing_or_the_future_is_refused(scene: Scene, month: date, text: str, field: str) -> None:
    group = GroupFactory(kind=kind_of(Nature.WHATSAPP_GROUP))
    with pytest.raises(UnableToManageGroups) as refusal:
        write_feedback(group=group, month=month, text=text, by=speaker(group).actor, at=AT)
    assert refusal.value.field == field


def test_an_association_gives_no_feedback_on_reports(scene: Scene) -> None:
    with pytest.raises(UnableToManageGroups, match="geen meldingen"):
        write_feedback(group=scene.group, month=date(2026, 10, 1), text="x", by=scene.member.actor, at=AT)
