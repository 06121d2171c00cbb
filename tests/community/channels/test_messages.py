"""A message from Factor C to effect: what comes first, what stands beside it, its days, its scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kernkracht.community.channels import actions, hooks
from kernkracht.community.channels.actions import (
    Answer,
    ChannelRefusal,
    MessageFacts,
    NotAllowedToManageChannels,
    ScoreFacts,
    StandsBesideAnother,
    UnableToCallOff,
    UnableToChangeMessage,
    UnableToCloseMessage,
    UnableToPlanMessage,
    UnableToScore,
    UnableToUseChannel,
)
from kernkracht.community.channels.hooks import Standing
from kernkracht.community.channels.models import ChannelUse, MessagePlan
from kernkracht.community.channels.queries import (
    lessons_of,
    uses_between,
)
from kernkracht.community.channels.workflow import MESSAGE_WORKFLOW
from kernkracht.community.people.models import Assignment, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import AuditEvent
from tests.factories.channels import (
    ChannelFactory,
    ChannelUseFactory,
    MessagePlanFactory,
    TargetGroupFactory,
    TopicFactory,
)
from tests.factories.people import officer_with
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
WANTED_ON = date(2026, 3, 16)
S = MessagePlan.State


@pytest.fixture
def manager(db: None) -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_CHANNELS)


@pytest.fixture
def ready(db: None) -> MessagePlan:
    """A draft that can be planned."""
    plan = MessagePlanFactory(groups=[TargetGroupFactory()], villages=[VillageFactory()])
    ChannelUseFactory(plan=plan)
    return plan


def facts(**changes: object) -> MessageFacts:
    base = MessageFacts(title="De brug is dicht", topic=TopicFactory(), wanted_on=WANTED_ON, text="Twee weken dicht.")
    return replace(base, **changes)  # type: ignore[arg-type]  # its own fields


def test_from_factor_c_to_effect(manager: User, now: datetime) -> None:
    village, group, channel = VillageFactory(), TargetGroupFactory(), ChannelFactory(lead_days=3, cost_cents=500)
    by = {"by": manager.actor, "at": now}
    given = facts(villages=(village,), target_groups=(group,))
    plan = actions.draft_message(facts=given, owner=manager, **by)
    actions.answer_factor_c(plan=plan, answers={group.pk: Answer("Op tijd komen", "De omleiding")}, **by)
    use = actions.choose_channel(plan=plan, channel=channel, planned_on=WANTED_ON, cost_cents=500, **by)
    assert use.hand_over_by == WANTED_ON - timedelta(days=3)
    actions.plan_message(plan=plan, **by)
    on_the_day = now + timedelta(days=14)
    by["at"] = on_the_day
    actions.finish_use(use=use, done_on=WANTED_ON, cost_cents=450, **by)
    actions.close_message(plan=plan, **by)
    actions.score_use(use=use, facts=ScoreFacts(4, reached=200, reactions=3, remark="Goed gelezen"), **by)
    actions.evaluate_message(plan=plan, lesson="De lichtkrant werkt.", **by)
    plan.refresh_from_db()
    use.refresh_from_db()
    assert (plan.state, use.score, use.cost_cents, use.reached) == (S.EVALUATED, 4, 450, 200)
    assert list(lessons_of(village, 5)) == [plan]
    found = AuditEvent.objects.filter(object_type="channels.messageplan").order_by("pk")
    assert [event.event.removeprefix("message_plan.") for event in found] == [
        "drafted",
        "audiences_answered",
        "channel_chosen",
        "planned",
        "use_done",
        "closed",
        "use_scored",
        "evaluated",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"wanted_on": date(2026, 3, 1)}, "wanted_on"),
        ({"text": "Mail jan@example.org"}, "text"),
    ],
)
def test_a_message_that_does_not_hold_is_not_begun(
    manager: User, now: datetime, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(UnableToChangeMessage) as refused:
        actions.draft_message(facts=facts(**changes), owner=manager, by=manager.actor, at=now)
    assert refused.value.field == field
    assert not MessagePlan.objects.exists()


def test_an_ended_theme_is_chosen_no_more_but_a_message_keeps_its_own(manager: User, now: datetime) -> None:
    plan = actions.draft_message(facts=facts(), owner=manager, by=manager.actor, at=now)
    plan.topic.valid_until = date(2026, 3, 1)
    plan.topic.save()
    with pytest.raises(UnableToChangeMessage, match="thema"):
        actions.draft_message(facts=facts(), owner=manager, by=manager.actor, at=now)
    actions.change_message(plan=plan, facts=facts(text="Anders"), by=manager.actor, at=now)


def test_changing_keeps_the_answers_of_groups_that_stay(manager: User, now: datetime) -> None:
    stays, goes, comes = TargetGroupFactory.create_batch(3)
    plan = MessagePlanFactory(groups=[stays, goes])
    actions.change_message(plan=plan, facts=facts(target_groups=(stays, comes)), by=manager.actor, at=now)
    found = {audience.target_group: audience.is_answered for audience in plan.audiences.all()}
    assert found == {stays: True, comes: False}


def test_half_an_answer_keeps_nothing(manager: User, now: datetime) -> None:
    first, second = TargetGroupFactory.create_batch(2)
    plan = actions.draft_message(facts=facts(target_groups=(first, second)), owner=manager, by=manager.actor, at=now)
    answers = {first.pk: Answer("Rust", "De dagen"), second.pk: Answer("Rust", " ")}
    with pytest.raises(UnableToChangeMessage) as refused:
        actions.answer_factor_c(plan=plan, answers=answers, by=manager.actor, at=now)
    assert refused.value.field == f"need_{second.pk}"
    assert not any(audience.is_answered for audience in plan.audiences.all())


@pytest.mark.parametrize("missing", ["groups", "answers", "text", "channel", "day"])
def test_a_message_is_planned_only_when_everything_is_there(
    manager: User, now: datetime, ready: MessagePlan, missing: str
) -> None:
    if missing == "groups":
        ready.audiences.all().delete()
    elif missing == "answers":
        ready.audiences.update(need="")
    elif missing == "text":
        MessagePlan.objects.update(text="")
    elif missing == "channel":
        ready.uses.update(state=ChannelUse.State.DROPPED, dropped_because="Stuk")
    else:
        ready.uses.update(hand_over_by=date(2026, 3, 1))
    with pytest.raises(UnableToPlanMessage) as refused:
        actions.plan_message(plan=ready, by=manager.actor, at=now)
    assert not isinstance(refused.value, StandsBesideAnother)
    ready.refresh_from_db()
    assert ready.state == S.DRAFT


@pytest.mark.parametrize("state", [S.PLANNED, S.SENT])
def test_another_message_on_the_topic_and_village_asks_for_a_reason(
    manager: User, now: datetime, ready: MessagePlan, state: str
) -> None:
    """R71: the warning can be passed, and why stays with the message and in its history."""
    other = MessagePlanFactory(title="Werk aan de brug", state=state, villages=ready.villages.all())
    with pytest.raises(StandsBesideAnother, match="Werk aan de brug") as refused:
        actions.plan_message(plan=ready, reason="  ", by=manager.actor, at=now)
    assert [row.url for row in refused.value.others] == [f"/werk/boodschappen/{other.pk}/"]
    planned = actions.plan_message(plan=ready, reason="Het vult elkaar aan.", by=manager.actor, at=now)
    assert (planned.state, planned.overlap_reason) == (S.PLANNED, "Het vult elkaar aan.")
    event = AuditEvent.objects.get(event="message_plan.planned_beside_another")
    assert event.data["reason"] == "Het vult elkaar aan."
    actions.take_back_message(plan=planned, by=manager.actor, at=now)
    ready.refresh_from_db()
    assert (ready.state, ready.overlap_reason) == (S.DRAFT, "")


@pytest.mark.parametrize("difference", ["topic", "village", "draft", "evaluated", "called off"])
def test_what_does_not_contradict_asks_nothing(
    manager: User, now: datetime, ready: MessagePlan, difference: str
) -> None:
    changes: dict[str, object] = {"state": S.PLANNED, "villages": list(ready.villages.all())}
    changes |= {
        "topic": {"topic": TopicFactory(code="water")},
        "village": {"villages": [VillageFactory()]},
        "draft": {"state": S.DRAFT},
        "evaluated": {"state": S.EVALUATED},
        "called off": {"state": S.CALLED_OFF, "called_off_because": "Regen"},
    }[difference]
    MessagePlanFactory(**changes)
    planned = actions.plan_message(plan=ready, reason="Niet nodig", by=manager.actor, at=now)
    assert planned.overlap_reason == ""


def test_a_message_for_everybody_stands_beside_each_village(manager: User, now: datetime, ready: MessagePlan) -> None:
    MessagePlanFactory(state=S.PLANNED)
    with pytest.raises(StandsBesideAnother):
        actions.plan_message(plan=ready, by=manager.actor, at=now)


def test_a_higher_room_can_say_what_stands(
    manager: User, now: datetime, ready: MessagePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def poll(topic: object, villages: object, on: date) -> list[Standing]:
        asked.append((topic, list(villages), on))  # type: ignore[call-overload]  # a collection
        return [Standing("Peiling over de brug", "Peiling", "/werk/vragen/")]

    monkeypatch.setattr(hooks, "standing_beside", [poll])
    monkeypatch.setattr("kernkracht.community.channels.queries.messages.standing_beside", [poll])
    with pytest.raises(StandsBesideAnother, match="Peiling over de brug"):
        actions.plan_message(plan=ready, by=manager.actor, at=now)
    assert asked == [(ready.topic, list(ready.villages.all()), TODAY)]


def test_a_day_must_leave_the_lead_time(manager: User, now: datetime) -> None:
    plan, channel = MessagePlanFactory(), ChannelFactory(lead_days=5)
    by = {"by": manager.actor, "at": now, "cost_cents": None}
    with pytest.raises(UnableToUseChannel, match="7 maart 2026") as refused:
        actions.choose_channel(plan=plan, channel=channel, planned_on=date(2026, 3, 6), **by)
    assert refused.value.field == "planned_on"
    use = actions.choose_channel(plan=plan, channel=channel, planned_on=date(2026, 3, 7), **by)
    assert use.hand_over_by == TODAY
    assert actions.choose_channel(plan=plan, channel=channel, planned_on=date(2026, 3, 7), **by) == use
    moved = actions.move_use(use=use, planned_on=date(2026, 3, 9), **by)
    assert moved.hand_over_by == date(2026, 3, 4)
    with pytest.raises(UnableToUseChannel):
        actions.move_use(use=use, planned_on=date(2026, 3, 3), **by)
    channel.valid_until = date(2026, 3, 10)
    channel.save()
    with pytest.raises(UnableToUseChannel, match="niet"):
        actions.choose_channel(plan=plan, channel=channel, planned_on=date(2026, 3, 11), **by)


def test_a_channel_is_used_after_planning_and_never_tomorrow(manager: User, now: datetime, ready: MessagePlan) -> None:
    use, by = ready.uses.get(), {"by": manager.actor, "at": now}
    with pytest.raises(UnableToUseChannel, match="Plan de boodschap eerst"):
        actions.finish_use(use=use, done_on=TODAY, cost_cents=None, **by)
    actions.plan_message(plan=ready, **by)
    with pytest.raises(UnableToUseChannel) as refused:
        actions.finish_use(use=use, done_on=TODAY + timedelta(days=1), cost_cents=None, **by)
    assert refused.value.field == "done_on"
    with pytest.raises(UnableToScore):
        actions.score_use(use=use, facts=ScoreFacts(4), **by)
    actions.finish_use(use=use, done_on=TODAY, cost_cents=None, **by)
    with pytest.raises(UnableToUseChannel, match="Gebeurd"):
        actions.drop_use(use=use, reason="Toch niet", **by)
    for wrong in (0, 6):
        with pytest.raises(UnableToScore):
            actions.score_use(use=use, facts=ScoreFacts(wrong), **by)
    with pytest.raises(UnableToChangeMessage, match="al verstuurd"):
        actions.take_back_message(plan=ready, **by)
    with pytest.raises(UnableToCallOff, match="al verstuurd"):
        actions.call_off_message(plan=ready, reason="Regen", **by)


def test_nothing_is_closed_while_something_waits_nor_evaluated_without_scores(
    manager: User, now: datetime, ready: MessagePlan
) -> None:
    by = {"by": manager.actor, "at": now}
    second = ChannelUseFactory(plan=ready)
    actions.plan_message(plan=ready, **by)
    with pytest.raises(UnableToCloseMessage, match="wacht nog"):
        actions.close_message(plan=ready, **by)
    first = ready.uses.order_by("pk")[0]
    actions.drop_use(use=first, reason="Stuk", **by)
    actions.drop_use(use=second, reason="Stuk", **by)
    with pytest.raises(UnableToCloseMessage, match="nergens verstuurd"):
        actions.close_message(plan=ready, **by)
    third = actions.choose_channel(plan=ready, channel=first.channel, planned_on=TODAY, cost_cents=None, **by)
    actions.finish_use(use=third, done_on=TODAY, cost_cents=None, **by)
    actions.close_message(plan=ready, **by)
    with pytest.raises(UnableToCloseMessage, match="nog geen cijfer"):
        actions.evaluate_message(plan=ready, lesson="Niets", **by)
    actions.score_use(use=third, facts=ScoreFacts(2), **by)
    with pytest.raises(UnableToCloseMessage) as refused:
        actions.evaluate_message(plan=ready, lesson=" ", **by)
    assert refused.value.field == "lesson"


def test_calling_off_drops_what_was_chosen(manager: User, now: datetime, ready: MessagePlan) -> None:
    actions.plan_message(plan=ready, by=manager.actor, at=now)
    with pytest.raises(UnableToCallOff):
        actions.call_off_message(plan=ready, reason="", by=manager.actor, at=now)
    actions.call_off_message(plan=ready, reason="Het werk gaat niet door", by=manager.actor, at=now)
    use = ready.uses.get()
    assert (use.state, use.dropped_because) == (ChannelUse.State.DROPPED, "Het werk gaat niet door")
    assert not uses_between(TODAY, WANTED_ON).exists()


@pytest.mark.parametrize("state", S.values)
def test_a_message_over_or_going_out_is_not_changed(manager: User, now: datetime, state: str) -> None:
    plan = MessagePlanFactory(state=state, called_off_because="Regen" if state == S.CALLED_OFF else "")
    acts = {
        "change": lambda: actions.change_message(plan=plan, facts=facts(), by=manager.actor, at=now),
        "call_off": lambda: actions.call_off_message(plan=plan, reason="Regen", by=manager.actor, at=now),
    }
    for name, act in acts.items():
        if MESSAGE_WORKFLOW.allows(name, state) and MessagePlan.objects.get().state == state:
            continue
        with pytest.raises(ChannelRefusal, match="Dit kan niet meer"):
            act()


def test_only_who_goes_over_its_villages_acts(manager: User, now: datetime, ready: MessagePlan) -> None:
    Assignment.objects.update(all_villages=False)
    use = ready.uses.get()
    for act in (
        lambda by: actions.plan_message(plan=ready, **by),
        lambda by: actions.call_off_message(plan=ready, reason="Regen", **by),
        lambda by: actions.drop_use(use=use, reason="Regen", **by),
        lambda by: actions.draft_message(facts=facts(villages=tuple(ready.villages.all())), owner=None, **by),
    ):
        with pytest.raises(NotAllowedToManageChannels):
            act({"by": manager.actor, "at": now})


def test_the_database_refuses_what_the_acts_refuse(ready: MessagePlan) -> None:
    use = ready.uses.get()
    for changes in (
        {"state": "done"},
        {"score": 4},
        {"hand_over_by": use.planned_on + timedelta(days=1)},
        {"state": "dropped"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ChannelUse.objects.filter(pk=use.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        MessagePlan.objects.filter(pk=ready.pk).update(state="called_off")
    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelUseFactory(plan=ready, channel=use.channel)
