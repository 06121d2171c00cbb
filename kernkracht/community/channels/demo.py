"""Channels in the demo: the register, messages of before with their scores, and messages of now."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import yaml
from django.conf import settings
from django.utils.timezone import localdate

from kernkracht.community.groups.models import Group
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import holders_of
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Area, Village
from kernkracht.foundation.audit.models import Actor

from . import actions
from .models import Channel, ChannelKind, ChannelUse, Coverage, MessagePlan, OwnerKind, TargetGroup
from .queries import groups_for

LONGEST_LEAD = timedelta(days=30)
"""Messages of before were made so long before their day that every channel could be handed over."""


def load(at: datetime) -> None:
    """By the same verbs as people use."""
    seed = yaml.safe_load((settings.DEMO_SEED_DIR / "channels.yaml").read_text(encoding="utf-8"))
    actions.load_reference_data(settings.BASE_DIR / "seed" / "channels.yaml")
    by = Actor.system("demo")
    for row in seed["channels"]:
        _load_channel(row, seed["sources"], by, at)
    for row in seed["contacts"]:
        facts = actions.ContactFacts(row["name"], row.get("email", ""), row.get("phone", ""))
        actions.save_channel_contact(channel=Channel.objects.get(name=row["channel"]), facts=facts, by=by, at=at)
    for row in seed["past"]:
        _load_past(row, by, at)
    for row in seed["messages"]:
        _load_message(row, by, at)


def _load_channel(row: dict[str, Any], sources: dict[str, str], by: Actor, at: datetime) -> None:
    group = Group.objects.filter(name=row.get("group", "")).first()
    owner = OwnerKind.GROUP if group else OwnerKind.ORGANISATION if "organisation" in row else OwnerKind.MUNICIPALITY
    facts = actions.ChannelFacts(
        name=row["name"],
        kind=ChannelKind.objects.get(code=row["kind"]),
        coverage=row.get("coverage", Coverage.VILLAGES),
        villages=_villages(row.get("villages", [])),
        area=Area.objects.filter(slug=row.get("area", "")).first(),
        owner_kind=owner,
        owner_group=group,
        owner_name=row.get("organisation", ""),
        reach=row.get("reach"),
        lead_days=row["lead_days"],
        cost_cents=row.get("cost"),
        target_groups=_groups(row.get("groups", [])),
        instructions=row.get("instructions", ""),
        is_public=row.get("public", False),
        source=sources["known" if row.get("known") else "invented"],
    )
    channel = actions.add_channel(facts=facts, by=by, at=at - timedelta(days=900))
    if "ended_days_ago" in row:
        last_day = localdate(at) - timedelta(days=row["ended_days_ago"])
        actions.end_channel(channel=channel, last_day=last_day, reason=row["end_reason"], by=by, at=at)


def _load_past(row: dict[str, Any], by: Actor, at: datetime) -> None:
    """From the first question to the lesson, each step on its own day."""
    seen_at = at - timedelta(days=row["days_ago"])
    made_at, day = seen_at - LONGEST_LEAD, localdate(seen_at)
    plan = _prepared(row, day, by, made_at)
    uses = [_chosen(plan, name, day, by, made_at) for name, *_result in row["uses"]]
    actions.plan_message(plan=plan, by=by, at=made_at)
    for use, (_name, score, reached, reactions, remark) in zip(uses, row["uses"], strict=True):
        actions.finish_use(use=use, done_on=day, cost_cents=use.cost_cents, by=by, at=seen_at)
        facts = actions.ScoreFacts(score=score, reached=reached, reactions=reactions, remark=remark)
        actions.score_use(use=use, facts=facts, by=by, at=seen_at + timedelta(days=7))
    actions.close_message(plan=plan, by=by, at=seen_at)
    actions.evaluate_message(plan=plan, lesson=row["lesson"], by=by, at=seen_at + timedelta(days=8))


def _load_message(row: dict[str, Any], by: Actor, at: datetime) -> None:
    today = localdate(at)
    made_at = at - timedelta(days=row.get("made_days_ago", 0))
    plan = _prepared(row, today + timedelta(days=row["wanted_in_days"]), by, made_at)
    days = [(name, today + timedelta(days=in_days)) for name, in_days in row["uses"]]
    uses = [_chosen(plan, name, day, by, made_at) for name, day in days]
    if row["state"] == MessagePlan.State.DRAFT:
        return
    actions.plan_message(plan=plan, by=by, at=made_at)
    if row.get("to_groups"):
        actions.send_to_groups(plan=plan, groups=list(groups_for(plan)), by=by, at=at)
    if row["state"] == MessagePlan.State.SENT:
        for use, (_name, day) in zip(uses, days, strict=True):
            actions.finish_use(use=use, done_on=day, cost_cents=use.cost_cents, by=by, at=at)
        actions.close_message(plan=plan, by=by, at=at)


def _prepared(row: dict[str, Any], wanted_on: date, by: Actor, at: datetime) -> MessagePlan:
    """A draft with its Factor C answered as the target groups usually are; not answered while it has no channels."""
    groups = _groups(row["groups"])
    facts = actions.MessageFacts(
        title=row["title"],
        topic=Theme.objects.get(code=row["topic"]),
        wanted_on=wanted_on,
        villages=_villages(row["villages"]),
        target_groups=groups,
        text=row["text"],
    )
    plan = actions.draft_message(facts=facts, owner=_owner(facts.villages, at), by=by, at=at)
    if row["uses"]:
        answers = {group.pk: actions.Answer(group.interests, group.information_need) for group in groups}
        actions.answer_factor_c(plan=plan, answers=answers, by=by, at=at)
    return plan


def _chosen(plan: MessagePlan, name: str, day: date, by: Actor, at: datetime) -> ChannelUse:
    channel = Channel.objects.get(name=name)
    return actions.choose_channel(
        plan=plan, channel=channel, planned_on=day, cost_cents=channel.cost_cents, by=by, at=at
    )


def _owner(villages: tuple[Village, ...], at: datetime) -> User | None:
    """Somebody who goes over the first of the villages now."""
    return holders_of(Permission.MANAGE_CHANNELS, localdate(at), villages[0] if villages else None).first()


def _villages(slugs: list[str]) -> tuple[Village, ...]:
    return tuple(Village.objects.filter(slug__in=slugs).order_by("sort_order", "name"))


def _groups(codes: list[str]) -> tuple[TargetGroup, ...]:
    return tuple(TargetGroup.objects.filter(code__in=codes).order_by("sort_order"))
