"""Adding, proposing, approving and ending groups, and their kinds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.groups.actions import (
    GroupFacts,
    NotAllowedToManageGroups,
    UnableToManageGroups,
    add_group,
    add_kind,
    approve_group,
    change_group,
    change_kind,
    end_group,
    propose_group,
    rename_kind,
    reopen_group,
    turn_down_group,
)
from kernkracht.community.groups.models import Group, GroupKind, GroupState, Nature
from kernkracht.community.groups.queries import kind_labels, may_speak_for, public_groups
from kernkracht.community.groups.workflow import CHANGE_WORKFLOW, GROUP_WORKFLOW
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.audit.queries import history_of, sentence_of
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.workflow import IllegalTransition
from tests.factories.groups import GroupFactory, kind_of
from tests.factories.people import UserFactory

from .conftest import AT, TODAY, Scene


def facts(scene: Scene, **changes: object) -> GroupFacts:
    kind = kind_of(Nature.SIGNALLING_GROUP)
    return replace(GroupFacts(name="Signaleringsgroep Voorbeeld", kind=kind, villages=[scene.village]), **changes)


def test_an_officer_adds_a_group_that_serves_more_than_one_village(scene: Scene) -> None:
    group = add_group(
        facts=facts(scene, villages=[scene.village, scene.elsewhere], website="www.voorbeeld.nl"),
        by=scene.coordinator.actor,
        at=AT,
    )
    assert (group.state, group.slug, group.text_version) == (GroupState.ACTIVE, "signaleringsgroep-voorbeeld", 1)
    assert group.website == "https://www.voorbeeld.nl"
    assert set(group.villages.all()) == {scene.village, scene.elsewhere}
    assert [sentence_of(e) for e in history_of(group)] == ["Groep Signaleringsgroep Voorbeeld toegevoegd."]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"website": "geen webadres"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "ftp://voorbeeld.nl"}, "website"),
        ({"founded_on": date(2027, 1, 1)}, "founded_on"),
    ],
)
def test_wrong_facts_are_refused_with_their_field(scene: Scene, changes: dict[str, object], field: str) -> None:
    with pytest.raises(UnableToManageGroups) as refusal:
        add_group(facts=facts(scene, **changes), by=scene.coordinator.actor, at=AT)
    assert refusal.value.field == field
    assert Group.objects.count() == 1


def test_two_groups_cannot_have_the_same_name_whatever_the_capitals(scene: Scene) -> None:
    with pytest.raises(UnableToManageGroups, match="al een groep"):
        add_group(facts=facts(scene, name=scene.group.name.upper()), by=scene.coordinator.actor, at=AT)


def test_equal_addresses_get_a_number(scene: Scene) -> None:
    one = add_group(facts=facts(scene, name="De Boom"), by=scene.coordinator.actor, at=AT)
    two = add_group(facts=facts(scene, name="De-Boom"), by=scene.coordinator.actor, at=AT)
    assert (one.slug, two.slug) == ("de-boom", "de-boom-2")


def test_only_who_keeps_a_village_adds_a_group_there(scene: Scene) -> None:
    with pytest.raises(NotAllowedToManageGroups):
        add_group(facts=facts(scene, villages=[scene.elsewhere]), by=scene.coordinator.actor, at=AT)
    for stranger in (scene.reader, scene.member):
        with pytest.raises(NotAllowedToManageGroups):
            add_group(facts=facts(scene), by=stranger.actor, at=AT)
    assert add_group(facts=facts(scene, villages=[scene.elsewhere]), by=scene.colleague.actor, at=AT).pk


def test_an_officer_cannot_take_over_or_give_away_a_group_of_another_village(scene: Scene) -> None:
    theirs = GroupFactory(villages=[scene.elsewhere])
    with pytest.raises(NotAllowedToManageGroups):
        change_group(group=theirs, facts=facts(scene), by=scene.coordinator.actor, at=AT)
    with pytest.raises(NotAllowedToManageGroups):
        change_group(
            group=scene.group, facts=facts(scene, villages=[scene.elsewhere]), by=scene.coordinator.actor, at=AT
        )
    assert list(theirs.villages.all()) == [scene.elsewhere]


def test_a_kind_that_is_no_longer_used_takes_no_new_groups_but_keeps_its_own(scene: Scene) -> None:
    kind = scene.group.kind
    change_kind(
        kind=kind, nature=kind.nature, sort_order=1, valid_until=date(2026, 1, 1), by=scene.colleague.actor, at=AT
    )
    kind.refresh_from_db()
    with pytest.raises(UnableToManageGroups) as refusal:
        add_group(facts=facts(scene, kind=kind), by=scene.coordinator.actor, at=AT)
    assert refusal.value.field == "kind"
    changed = change_group(
        group=scene.group, facts=facts(scene, kind=kind, name="Anders"), by=scene.coordinator.actor, at=AT
    )
    assert changed.name == "Anders"


def test_coordination_is_one_step_deep(scene: Scene) -> None:
    together = GroupFactory(kind=kind_of(Nature.WHATSAPP_COORDINATION), villages=[scene.village])
    one = add_group(facts=facts(scene, coordinated_by=together), by=scene.coordinator.actor, at=AT)
    with pytest.raises(UnableToManageGroups):
        add_group(facts=facts(scene, name="Nog een", coordinated_by=one), by=scene.coordinator.actor, at=AT)
    with pytest.raises(UnableToManageGroups):
        change_group(
            group=together,
            facts=facts(scene, name="Samen", coordinated_by=scene.group),
            by=scene.coordinator.actor,
            at=AT,
        )
    with pytest.raises(UnableToManageGroups):
        change_group(
            group=together, facts=facts(scene, name="Samen", coordinated_by=together), by=scene.coordinator.actor, at=AT
        )


def test_a_resident_proposes_a_group_and_may_speak_for_it_once_approved(scene: Scene) -> None:
    resident = UserFactory(email="buurman@example.org")
    group = propose_group(facts=facts(scene), function="voorzitter", user=resident, at=AT)
    assert group.state == GroupState.PROPOSED
    assert group not in public_groups()
    assert not may_speak_for(resident.actor, group, TODAY)
    assert OutboxMessage.objects.get(kind="group_wish").recipient_email == "regisseur@example.org"
    approve_group(group=group, by=scene.coordinator.actor, at=AT)
    assert group in public_groups()
    assert may_speak_for(resident.actor, group, TODAY)
    assert OutboxMessage.objects.get(kind="group_answer").recipient_email == "buurman@example.org"


def test_a_proposal_can_be_turned_down_with_a_reason(scene: Scene) -> None:
    resident = UserFactory()
    group = propose_group(facts=facts(scene), function="", user=resident, at=AT)
    with pytest.raises(UnableToManageGroups) as refusal:
        turn_down_group(group=group, reason=" ", by=scene.coordinator.actor, at=AT)
    assert refusal.value.field == "reason"
    with pytest.raises(NotAllowedToManageGroups):
        turn_down_group(group=group, reason="Nee", by=resident.actor, at=AT)
    turn_down_group(group=group, reason="Deze groep is er al.", by=scene.coordinator.actor, at=AT)
    assert "Deze groep is er al." in OutboxMessage.objects.get(kind="group_answer").body_text
    assert group not in Group.objects.published()
    with pytest.raises(UnableToManageGroups, match="iemand was u voor"):
        approve_group(group=group, by=scene.coordinator.actor, at=AT)


def test_one_account_has_three_proposals_waiting_at_most(scene: Scene) -> None:
    resident = UserFactory()
    for number in range(3):
        propose_group(facts=facts(scene, name=f"Groep nummer {number}"), function="", user=resident, at=AT)
    with pytest.raises(UnableToManageGroups, match="drie groepen"):
        propose_group(facts=facts(scene, name="Vierde"), function="", user=resident, at=AT)


def test_a_group_stops_and_comes_back(scene: Scene) -> None:
    with pytest.raises(UnableToManageGroups):
        end_group(group=scene.group, ended_on=date(2027, 1, 1), reason="", by=scene.coordinator.actor, at=AT)
    end_group(group=scene.group, ended_on=TODAY, reason="Gestopt", by=scene.coordinator.actor, at=AT)
    assert not may_speak_for(scene.member.actor, scene.group, TODAY)
    assert scene.group in Group.objects.published()
    reopen_group(group=scene.group, by=scene.coordinator.actor, at=AT)
    assert may_speak_for(scene.member.actor, scene.group, TODAY)


def test_a_group_does_not_stop_before_it_began(scene: Scene) -> None:
    scene.group.founded_on = date(2025, 1, 1)
    scene.group.save()
    with pytest.raises(UnableToManageGroups, match="oprichting"):
        end_group(group=scene.group, ended_on=date(2024, 1, 1), reason="", by=scene.coordinator.actor, at=AT)


def test_kinds_are_added_and_renamed_from_a_day_on(scene: Scene) -> None:
    by = scene.colleague.actor
    kind = add_kind(label="toneelclub", plural="toneelclubs", nature="other", since=TODAY, by=by, at=AT)
    rename_kind(kind=kind, label="toneelgroep", plural="toneelgroepen", since=date(2027, 1, 1), by=by, at=AT)
    assert kind_labels(TODAY)[kind.pk].label == "toneelclub"
    assert kind_labels(date(2027, 1, 1))[kind.pk].plural == "toneelgroepen"
    with pytest.raises(UnableToManageGroups):
        add_kind(label="Toneelclub", plural="x", nature="other", since=TODAY, by=by, at=AT)
    with pytest.raises(UnableToManageGroups):
        add_kind(label="", plural="x", nature="other", since=TODAY, by=by, at=AT)
    with pytest.raises(UnableToManageGroups):
        add_kind(label="iets", plural="ietsen", nature="toverkring", since=TODAY, by=by, at=AT)
    with pytest.raises(NotAllowedToManageGroups):
        add_kind(label="iets", plural="ietsen", nature="other", since=TODAY, by=scene.reader.actor, at=AT)
    assert GroupKind.objects.filter(code__startswith="toneel").count() == 1


@pytest.mark.parametrize("workflow", [GROUP_WORKFLOW, CHANGE_WORKFLOW])
@given(data=st.data())
def test_each_state_takes_only_its_own_transitions(workflow: object, data: st.DataObject) -> None:
    assert workflow in (GROUP_WORKFLOW, CHANGE_WORKFLOW)
    table = GROUP_WORKFLOW if workflow is GROUP_WORKFLOW else CHANGE_WORKFLOW
    state = data.draw(st.sampled_from(table.states.values))
    name = data.draw(st.sampled_from(sorted(table.transitions)))
    group = Group(state=state)
    if state in table.transitions[name].sources:
        assert table.move(group, name) == state
        assert group.state == table.transitions[name].target
    else:
        with pytest.raises(IllegalTransition):
            table.move(group, name)


def test_the_system_may_act(scene: Scene) -> None:
    assert add_group(facts=facts(scene), by=Actor.system("import"), at=AT).pk
