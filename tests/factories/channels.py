"""Channels, target groups and messages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from kernkracht.community.channels.models import (
    Channel,
    ChannelKind,
    ChannelUse,
    Coverage,
    MessageAudience,
    MessagePlan,
    TargetGroup,
)
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

LONG_AGO = date(2020, 1, 1)
MADE_AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


class TopicFactory(DjangoModelFactory[Theme]):
    class Meta:
        model = Theme
        django_get_or_create = ("code",)

    code = "roads"
    label = factory.LazyAttribute(lambda theme: f"Thema {theme.code}")
    valid_from = LONG_AGO


class ChannelKindFactory(DjangoModelFactory[ChannelKind]):
    class Meta:
        model = ChannelKind
        django_get_or_create = ("code",)

    code = "light-up-sign"
    label = factory.LazyAttribute(lambda kind: f"Soort {kind.code}")
    valid_from = LONG_AGO


class TargetGroupFactory(DjangoModelFactory[TargetGroup]):
    class Meta:
        model = TargetGroup

    code = factory.Sequence(lambda n: f"group-{n}")
    label = factory.Sequence(lambda n: f"Doelgroep {n}")
    interests = "Een veilige weg."
    information_need = "Wanneer het werk begint."
    valid_from = LONG_AGO


class ChannelFactory(DjangoModelFactory[Channel]):
    """A channel of the whole municipality for everybody; `villages=[…]` makes it one of villages."""

    class Meta:
        model = Channel
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Kanaal {n}")
    kind = factory.SubFactory(ChannelKindFactory)
    coverage = Coverage.MUNICIPALITY
    valid_from = LONG_AGO

    @factory.post_generation
    def villages(self: Any, create: bool, extracted: list[Village] | None) -> None:
        if extracted:
            self.coverage = Coverage.VILLAGES
            self.save()
            self.villages.set(extracted)

    @factory.post_generation
    def target_groups(self: Any, create: bool, extracted: list[TargetGroup] | None) -> None:
        self.target_groups.set(extracted or [])


class MessagePlanFactory(DjangoModelFactory[MessagePlan]):
    """A draft with its text; `groups=[…]` gives it answered target groups, `villages=[…]` its villages."""

    class Meta:
        model = MessagePlan
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Boodschap {n}")
    topic = factory.SubFactory(TopicFactory)
    text = "De brug is twee weken dicht."
    wanted_on = date(2026, 3, 16)
    made_by = factory.LazyFunction(Actor.system)
    made_at = MADE_AT
    changed_at = MADE_AT

    @factory.post_generation
    def villages(self: Any, create: bool, extracted: list[Village] | None) -> None:
        self.villages.set(extracted or [])

    @factory.post_generation
    def groups(self: Any, create: bool, extracted: list[TargetGroup] | None) -> None:
        for group in extracted or []:
            MessageAudience.objects.create(plan=self, target_group=group, interests="Rust", need="De dagen")


class ChannelUseFactory(DjangoModelFactory[ChannelUse]):
    class Meta:
        model = ChannelUse

    plan = factory.SubFactory(MessagePlanFactory)
    channel = factory.SubFactory(ChannelFactory)
    planned_on = factory.SelfAttribute("plan.wanted_on")
    hand_over_by = factory.SelfAttribute("planned_on")


def scored(channel: Channel, score: int, *, on: date = date(2026, 2, 1), **plan: Any) -> ChannelUse:
    """A use that was done and scored, of a message with these villages and groups."""
    plan = {"state": MessagePlan.State.EVALUATED, "wanted_on": on} | plan
    return ChannelUseFactory(
        plan=MessagePlanFactory(**plan),
        channel=channel,
        planned_on=on,
        state=ChannelUse.State.DONE,
        done_on=on,
        score=score,
        scored_at=MADE_AT,
    )
