"""The baseline of a village: four questions, versions that stay, and themes chosen together (R32–R38, R45)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from kernkracht.community.groups.models import Group
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.participation.baselines import actions
from kernkracht.participation.baselines.models import BaselineWish, VillageBaseline
from kernkracht.participation.baselines.queries import (
    adopted_baseline,
    agenda_wishes,
    chosen_themes,
    compared,
    draft_of,
    groups_to_name,
    picture_of,
    versions_of,
)
from tests.factories.gatherings import EveningFactory
from tests.factories.groups import GroupFactory
from tests.factories.people import UserFactory, officer_with
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def by() -> Actor:
    return officer_with(Permission.VISIT_VILLAGES).actor


def group_in(village: Village, name: str = "Dorpsbelang") -> Group:
    group: Group = GroupFactory(name=name)
    group.villages.add(village)
    return group


def drafted(village: Village, by: Actor) -> VillageBaseline:
    """A draft with an answer to each of the four questions."""
    draft = actions.start_baseline(village=village, by=by, at=NOW)
    who: dict[str, Any] = {"by": by, "at": NOW}
    group = group_in(village)
    actions.write_going_on(baseline=draft, text="De school krimpt.", seen_on=TODAY, **who)
    actions.name_group(baseline=draft, group=group, note="Organiseert de markt", **who)
    theme = ThemeFactory(label="Groen")
    wish = actions.WishFacts("Een bloemenweide", group, theme, for_agenda=True)
    actions.note_wish(baseline=draft, facts=wish, **who)
    actions.note_wish(baseline=draft, facts=actions.WishFacts("Een bus op zondag"), **who)
    for text in ("Verkeer", "Woningen", "Voorzieningen"):
        actions.note_challenge(baseline=draft, text=text, **who)
    return draft


def test_the_four_questions_make_one_picture(by: Actor) -> None:
    village = VillageFactory()
    draft = drafted(village, by)
    assert adopted_baseline(village) is None
    actions.adopt_baseline(baseline=draft, by=by, at=NOW)
    current = adopted_baseline(village)
    assert current is not None
    picture = picture_of(current)
    assert picture.going_on == "De school krimpt."
    assert picture.groups == {"Dorpsbelang": "Organiseert de markt"}
    assert picture.wishes["Een bloemenweide"].group == "Dorpsbelang"
    assert picture.wishes["Een bus op zondag"].group == ""
    assert picture.challenges == ("Verkeer", "Woningen", "Voorzieningen")
    assert [wish.text for wish in agenda_wishes(village)] == ["Een bloemenweide"]
    assert AuditEvent.objects.filter(event="baseline.adopted", actor=by).count() == 1


def test_a_village_without_any_group_is_a_normal_case(by: Actor) -> None:
    village = VillageFactory()
    draft = actions.start_baseline(village=village, by=by, at=NOW)
    assert not groups_to_name(draft).exists()
    actions.write_going_on(baseline=draft, text="Rustig.", seen_on=TODAY, by=by, at=NOW)
    actions.note_wish(baseline=draft, facts=actions.WishFacts("Een bankje", for_agenda=True), by=by, at=NOW)
    actions.adopt_baseline(baseline=draft, by=by, at=NOW)
    assert [wish.group_name for wish in agenda_wishes(village)] == [""]


def test_a_new_version_begins_as_a_copy_and_both_stay_next_to_each_other(by: Actor) -> None:
    village = VillageFactory()
    first = actions.adopt_baseline(baseline=drafted(village, by), by=by, at=NOW)
    second = actions.start_baseline(village=village, by=by, at=NOW + timedelta(days=200))
    assert picture_of(second) == picture_of(first)
    assert compared(first, second) == ()
    actions.raise_challenge(challenge=second.challenges.get(text="Voorzieningen"), by=by, at=NOW)
    actions.drop_wish(wish=second.wishes.get(text="Een bus op zondag"), by=by, at=NOW)
    actions.leave_out_group(named=second.named_groups.get(), by=by, at=NOW)
    found = [(row.part.value, row.kind.value, row.what) for row in compared(first, second)]
    assert found == [
        ("groups", "gone", "Dorpsbelang"),
        ("wishes", "changed", "Een bloemenweide"),  # of residents now
        ("wishes", "gone", "Een bus op zondag"),
        ("challenges", "changed", "Voorzieningen"),
        ("challenges", "changed", "Woningen"),
    ]
    assert adopted_baseline(village) == first
    actions.adopt_baseline(baseline=second, by=by, at=NOW)
    assert adopted_baseline(village) == second
    assert [row.number for row in versions_of(village)] == [2, 1]
    assert picture_of(first).groups == {"Dorpsbelang": "Organiseert de markt"}


def test_an_ended_group_does_not_come_along(by: Actor) -> None:
    village = VillageFactory()
    first = actions.adopt_baseline(baseline=drafted(village, by), by=by, at=NOW)
    Group.objects.update(state="ended", ended_on=TODAY)
    second = actions.start_baseline(village=village, by=by, at=NOW)
    assert picture_of(second).groups == {}
    assert picture_of(second).wishes["Een bloemenweide"].group == ""
    Group.objects.all().delete()  # destroyed: the adopted version keeps the name
    assert picture_of(first).wishes["Een bloemenweide"].group == "Dorpsbelang"


def test_challenges_keep_their_order(by: Actor) -> None:
    draft = drafted(VillageFactory(), by)
    first, _second, third = draft.challenges.order_by("priority")
    actions.raise_challenge(challenge=first, by=by, at=NOW)  # nothing above it
    actions.raise_challenge(challenge=third, by=by, at=NOW)
    actions.drop_challenge(challenge=first, by=by, at=NOW)
    assert list(draft.challenges.order_by("priority").values_list("text", "priority")) == [
        ("Voorzieningen", 1),
        ("Woningen", 2),
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda row: VillageBaseline.objects.filter(pk=row.pk).update(going_on="Anders"),
        lambda row: VillageBaseline.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda row: row.wishes.update(text="Anders"),
        lambda row: BaselineWish.objects.create(baseline=row, text="Nieuw"),
        lambda row: row.challenges.first().delete(),
        lambda row: row.named_groups.update(note="Anders"),
    ],
)
def test_the_database_refuses_to_change_an_adopted_version(by: Actor, change: Callable[[VillageBaseline], Any]) -> None:
    row = actions.adopt_baseline(baseline=drafted(VillageFactory(), by), by=by, at=NOW)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        change(row)


def test_refusals_say_where_and_change_nothing(by: Actor) -> None:
    village = VillageFactory()
    empty = actions.start_baseline(village=village, by=by, at=NOW)
    elsewhere = group_in(VillageFactory(), "Elders")
    who: dict[str, Any] = {"by": by, "at": NOW}
    refused: list[tuple[Callable[[], Any], str]] = [
        (lambda: actions.adopt_baseline(baseline=empty, **who), ""),
        (lambda: actions.start_baseline(village=village, **who), ""),
        (lambda: actions.write_going_on(baseline=empty, text=" ", seen_on=TODAY, **who), "text"),
        (lambda: actions.write_going_on(baseline=empty, text="x", seen_on=date(2027, 1, 1), **who), "seen_on"),
        (lambda: actions.write_going_on(baseline=empty, text="Bel 06 12345678", seen_on=TODAY, **who), "text"),
        (lambda: actions.name_group(baseline=empty, group=elsewhere, note="", **who), "group"),
        (lambda: actions.note_wish(baseline=empty, facts=actions.WishFacts("Een wens", elsewhere), **who), "group"),
        (lambda: actions.note_wish(baseline=empty, facts=actions.WishFacts("x" * 201), **who), "text"),
        (lambda: actions.note_challenge(baseline=empty, text="", **who), "text"),
    ]
    for act, field in refused:
        with pytest.raises(actions.UnableToKeepBaseline) as refusal:
            act()
        assert refusal.value.field == field
    empty.refresh_from_db()
    assert (empty.going_on, empty.state, empty.wishes.count()) == ("", "draft", 0)


def test_an_adopted_version_is_not_written_and_a_draft_can_go(by: Actor) -> None:
    village = VillageFactory()
    row = actions.adopt_baseline(baseline=drafted(village, by), by=by, at=NOW)
    with pytest.raises(actions.UnableToKeepBaseline, match="verandert niet meer"):
        actions.note_challenge(baseline=row, text="Later", by=by, at=NOW)
    with pytest.raises(actions.UnableToAdopt):
        actions.adopt_baseline(baseline=row, by=by, at=NOW)
    draft = actions.start_baseline(village=village, by=by, at=NOW)
    actions.drop_draft(baseline=draft, by=by, at=NOW)
    assert draft_of(village) is None
    assert adopted_baseline(village) == row


def test_only_who_visits_the_village_keeps_its_baseline(by: Actor) -> None:
    village = VillageFactory()
    draft = drafted(village, by)
    stranger = officer_with(Permission.READ_OFFICE, code="auditor").actor
    for act in (
        lambda: actions.adopt_baseline(baseline=draft, by=stranger, at=NOW),
        lambda: actions.start_baseline(village=VillageFactory(), by=stranger, at=NOW),
        lambda: actions.choose_theme(village=village, facts=_choice(), by=stranger, at=NOW),
    ):
        with pytest.raises(actions.NotAllowedToKeepBaseline):
            act()


def _choice(**changes: Any) -> actions.ChoiceFacts:
    facts: dict[str, Any] = {"topic": "Meer groen in de straat", "chosen_on": TODAY, "place": "Dorpshuis"}
    return actions.ChoiceFacts(**({"theme": ThemeFactory()} | facts | changes))


def test_themes_are_chosen_together_with_day_and_place(by: Actor) -> None:
    village = VillageFactory()
    gathering = EveningFactory(title="Startbijeenkomst")
    gathering.villages.add(village)
    colleague = UserFactory(is_staff=True)
    facts = _choice(gathering=gathering, place="", colleagues=(colleague,))
    row = actions.choose_theme(village=village, facts=facts, by=by, at=NOW)
    assert [(topic.topic, topic.place) for topic in chosen_themes(village, TODAY)] == [
        ("Meer groen in de straat", "Startbijeenkomst")
    ]
    assert list(row.colleagues.all()) == [colleague]
    assert chosen_themes(village, TODAY - timedelta(days=1)) == []
    actions.end_theme(chosen=row, reason="De bomen staan er.", last_day=TODAY, by=by, at=NOW)
    assert chosen_themes(village, TODAY + timedelta(days=1)) == []
    with pytest.raises(actions.UnableToChooseTheme):
        actions.end_theme(chosen=row, reason="Nog eens", last_day=TODAY, by=by, at=NOW)


def test_choices_that_cannot_be_are_refused(by: Actor) -> None:
    village = VillageFactory()
    actions.choose_theme(village=village, facts=_choice(), by=by, at=NOW)
    refused = {
        "topic": _choice(topic="meer GROEN in de straat"),
        "chosen_on": _choice(topic="Anders", chosen_on=date(2027, 1, 1)),
        "place": _choice(topic="Anders", place=""),
        "gathering": _choice(topic="Anders", gathering=EveningFactory()),
        "colleagues": _choice(topic="Anders", colleagues=(UserFactory(),)),
    }
    for field, facts in refused.items():
        with pytest.raises(actions.UnableToKeepBaseline) as refusal:
            actions.choose_theme(village=village, facts=facts, by=by, at=NOW)
        assert refusal.value.field == field
    assert len(chosen_themes(village, TODAY)) == 1
