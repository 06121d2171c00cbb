"""Which channels, kinds and target groups there are on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from kernkracht.community.villages.models import Village

from ..models import Channel, ChannelKind, Coverage, TargetGroup
from ..suggesting import earliest


def kinds_on(day: date) -> QuerySet[ChannelKind]:
    """Kinds that can be chosen on a day, in their own order."""
    return ChannelKind.objects.on(day)


def target_groups_on(day: date) -> QuerySet[TargetGroup]:
    """Target groups that can be chosen on a day, in their own order."""
    return TargetGroup.objects.on(day)


def all_channels() -> QuerySet[Channel]:
    """The whole register with what a list shows, ended channels too."""
    rows = Channel.objects.select_related("kind", "area", "owner_group")
    return rows.prefetch_related("villages", "target_groups", "area__villages")


def in_villages(villages: Collection[Village]) -> Q:
    """Channels that reach people in one of these villages: their own, of their area, or of everybody."""
    return (
        Q(coverage=Coverage.MUNICIPALITY)
        | Q(coverage=Coverage.VILLAGES, villages__in=villages)
        | Q(coverage=Coverage.AREA, area__villages__in=villages)
    )


def channels_covering(villages: Collection[Village], on: date) -> QuerySet[Channel]:
    """The channels in use on a day that reach people in one of these villages; without villages all in use."""
    rows = Channel.objects.on(on)
    found = rows.filter(in_villages(villages)) if villages else rows
    return all_channels().filter(pk__in=found.order_by().values("pk")).order_by("kind__sort_order", "name", "pk")


def villages_of(channel: Channel) -> frozenset[int]:
    """The keys of the villages that a channel of `all_channels` reaches; empty for all of them."""
    if channel.coverage == Coverage.MUNICIPALITY:
        return frozenset()
    if channel.coverage == Coverage.AREA and channel.area is not None:
        return frozenset(village.pk for village in channel.area.villages.all())
    return frozenset(village.pk for village in channel.villages.all())


def earliest_day(channel: Channel, today: date) -> date:
    """The first day on which people can see what is handed over today."""
    return earliest(channel.lead_days, today)


@dataclass(frozen=True)
class ChannelOfVillage:
    """What everybody may know of a channel: its name, what sort it is, and where to find it (empty when unknown)."""

    name: str
    kind: str
    website: str


def channels_of(village: Village, on: date) -> list[ChannelOfVillage]:
    """How residents of a village hear of the municipality: its public channels in use, in one query."""
    here = Channel.objects.on(on).filter(in_villages([village]), is_public=True).order_by().values("pk")
    rows = Channel.objects.filter(pk__in=here).order_by("kind__sort_order", "name", "pk")
    return [ChannelOfVillage(*row) for row in rows.values_list("name", "kind__label", "website")]


def told_of_channels(villages: QuerySet[Village], on: date) -> QuerySet[Village]:
    """Each with `has_channels`, so that a page of a village without any asks nothing more."""
    public = Channel.objects.on(on).filter(is_public=True)
    here = public.filter(
        Q(coverage=Coverage.MUNICIPALITY)
        | Q(coverage=Coverage.VILLAGES, villages=OuterRef("pk"))
        | Q(coverage=Coverage.AREA, area=OuterRef("area_id"))
    )
    return villages.annotate(has_channels=Exists(here.order_by()))
