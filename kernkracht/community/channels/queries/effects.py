"""What works where (R247, R248), and which channels to use for a message (R249)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from kernkracht.community.villages.models import Village

from .. import legal
from ..models import Channel, ChannelKind, ChannelUse, TargetGroup
from ..suggesting import Candidate, ScoredUse, Suggestion, Wanted, average_of_all, kind_averages, shrunk, suggest
from .reasons import reasons_of
from .register import all_channels, channels_covering, villages_of

DAYS_A_YEAR = 365


@dataclass(frozen=True)
class SuggestedChannel:
    """A channel with its place in the order, and the sentences that explain it."""

    channel: Channel
    suggestion: Suggestion
    reasons: tuple[str, ...]

    @property
    def expected(self) -> float:
        """From 1 to 5, with one decimal."""
        return rounded(self.suggestion.expected)

    @property
    def percentage(self) -> int:
        """Which part of the wanted people it serves."""
        return round(self.suggestion.coverage * 100)


def suggest_channels(
    villages: Collection[Village], groups: Collection[TargetGroup], wanted_on: date, today: date
) -> list[SuggestedChannel]:
    """Channels for a message, by measured effect, best first; those that come too late at the end.

    Without villages it is for all of them. `suggesting` holds the formula.
    """
    channels = {channel.pk: channel for channel in channels_covering(villages, wanted_on)}
    meant = frozenset(village.pk for village in villages) or frozenset(
        Village.objects.active().order_by().values_list("pk", flat=True)
    )
    wanted = Wanted(
        villages=meant,
        groups=frozenset(group.pk for group in groups if not group.is_everybody),
        everybody=any(group.is_everybody for group in groups),
        wanted_on=wanted_on,
        today=today,
        kind_weight=legal.kind_weight(today),
    )
    order = suggest([_candidate(channel) for channel in channels.values()], scored_uses(today), wanted)
    return [
        SuggestedChannel(channels[row.candidate.channel], row, reasons_of(row, channels[row.candidate.channel]))
        for row in order
    ]


def _candidate(channel: Channel) -> Candidate:
    return Candidate(
        channel=channel.pk,
        kind=channel.kind_id,
        name=channel.name,
        villages=villages_of(channel),
        groups=special_groups(channel.target_groups.all()),
        lead_days=channel.lead_days,
        cost_cents=channel.cost_cents,
        reach=channel.reach,
    )


def special_groups(groups: Iterable[TargetGroup]) -> frozenset[int]:
    """The keys of target groups; none at all when one of them stands for everybody."""
    found = list(groups)
    return frozenset() if any(group.is_everybody for group in found) else frozenset(group.pk for group in found)


def scored_uses(today: date) -> list[ScoredUse]:
    """Everything that was measured in the last years (`channels.effect_years`), as plain facts."""
    since = today - timedelta(days=DAYS_A_YEAR * legal.effect_years(today))
    rows = ChannelUse.objects.filter(score__isnull=False, done_on__gte=since, done_on__lte=today)
    rows = rows.select_related("channel__area").prefetch_related(
        "plan__villages", "plan__audiences__target_group", "channel__villages", "channel__area__villages"
    )
    return [_scored(use) for use in rows.order_by("pk")]


def _scored(use: ChannelUse) -> ScoredUse:
    """A use was in the villages of its message that the channel reaches."""
    reached, meant = villages_of(use.channel), frozenset(village.pk for village in use.plan.villages.all())
    return ScoredUse(
        channel=use.channel_id,
        kind=use.channel.kind_id,
        score=use.score or 0,
        villages=(reached & meant or reached) if reached else meant,
        groups=special_groups(audience.target_group for audience in use.plan.audiences.all()),
    )


@dataclass(frozen=True)
class ChannelWorth:
    """A channel that worked in a village: the average of its scores there, and how many there are."""

    channel: Channel
    village: Village
    average: float
    uses: int


def channels_worth_using(villages: Collection[Village], on: date, limit: int) -> list[ChannelWorth]:
    """What worked best in these villages, one channel per line, for the coordinator's desk.

    The order is that of the expected effect, in which few uses weigh little; shown is the plain average.
    """
    by_key = {village.pk: village for village in villages}
    if not by_key:
        return []
    uses, weight = scored_uses(on), legal.kind_weight(on)
    kinds = kind_averages(uses, weight)
    per_channel: dict[int, list[ScoredUse]] = {}
    for use in uses:
        if not use.villages or use.villages & by_key.keys():
            per_channel.setdefault(use.channel, []).append(use)
    in_use = channels_covering(list(by_key.values()), on).filter(pk__in=per_channel)
    rows = [_worth(channel, per_channel[channel.pk], by_key) for channel in in_use]
    rows.sort(
        key=lambda row: (-_expected(per_channel[row.channel.pk], kinds, weight), row.channel.name, row.channel.pk)
    )
    return rows[:limit]


def _worth(channel: Channel, uses: list[ScoredUse], by_key: dict[int, Village]) -> ChannelWorth:
    """In the village where it was used most; of those the first in the order given."""
    counts = {key: sum(not use.villages or key in use.villages for use in uses) for key in by_key}
    place = max(counts, key=lambda key: counts[key])
    there = [use for use in uses if not use.villages or place in use.villages]
    return ChannelWorth(channel, by_key[place], rounded(average_of_all(there)), len(there))


def _expected(uses: list[ScoredUse], kinds: Mapping[int, Fraction], weight: int) -> Fraction:
    total = Fraction(sum(use.score for use in uses))
    return shrunk(total, Fraction(len(uses)), kinds[uses[0].kind], weight)


@dataclass(frozen=True)
class KindEffect:
    """The average of a kind: in the chosen villages, and everywhere."""

    kind: ChannelKind
    here: float
    uses: int
    everywhere: float


@dataclass(frozen=True)
class ChannelEffect:
    """What one channel did in the chosen villages: its average, and how often it was scored."""

    channel: Channel
    average: float
    uses: int


@dataclass(frozen=True)
class Effects:
    """What works where: kinds beside the whole municipality, and channels, both best first."""

    kinds: tuple[KindEffect, ...] = ()
    channels: tuple[ChannelEffect, ...] = ()
    uses: int = 0


def effects_in(village: Village | None, group: TargetGroup | None, today: date) -> Effects:
    """Averages per kind and per channel in one village (or everywhere), for one target group (or all)."""
    everything = [use for use in scored_uses(today) if group is None or not use.groups or group.pk in use.groups]
    here = [use for use in everything if village is None or not use.villages or village.pk in use.villages]
    by_kind, by_channel = _per(here, "kind"), _per(here, "channel")
    kinds = {kind.pk: kind for kind in ChannelKind.objects.filter(pk__in=by_kind)}
    channels = {row.pk: row for row in all_channels().filter(pk__in=by_channel)}
    return Effects(
        kinds=tuple(sorted((_kind_effect(kinds[key], rows, everything) for key, rows in by_kind.items()), key=_best)),
        channels=tuple(
            sorted((_channel_effect(channels[key], rows) for key, rows in by_channel.items()), key=_best_channel)
        ),
        uses=len(here),
    )


def _per(uses: Iterable[ScoredUse], what: str) -> dict[int, list[ScoredUse]]:
    found: dict[int, list[ScoredUse]] = {}
    for use in uses:
        found.setdefault(getattr(use, what), []).append(use)
    return found


def _kind_effect(kind: ChannelKind, here: list[ScoredUse], everything: list[ScoredUse]) -> KindEffect:
    everywhere = average_of_all([use for use in everything if use.kind == kind.pk])
    return KindEffect(kind, rounded(average_of_all(here)), len(here), rounded(everywhere))


def _channel_effect(channel: Channel, uses: list[ScoredUse]) -> ChannelEffect:
    return ChannelEffect(channel, rounded(average_of_all(uses)), len(uses))


@dataclass(frozen=True)
class VillageAverage:
    """What one channel did in one village."""

    village: Village
    average: float
    uses: int


def averages_per_village(channel: Channel, today: date) -> list[VillageAverage]:
    """The average of a channel in each village where a message of it was, best first (R247)."""
    uses = [use for use in scored_uses(today) if use.channel == channel.pk]
    places = Village.objects.filter(pk__in={key for use in uses for key in use.villages})
    found = {village: [use for use in uses if village.pk in use.villages] for village in places}
    rows = [VillageAverage(village, rounded(average_of_all(there)), len(there)) for village, there in found.items()]
    return sorted(rows, key=lambda row: (-row.average, row.village.name))


def _best(row: KindEffect) -> tuple[float, int, str]:
    return -row.here, -row.uses, row.kind.label


def _best_channel(row: ChannelEffect) -> tuple[float, int, str]:
    return -row.average, -row.uses, row.channel.name


def rounded(value: Fraction) -> float:
    """With one decimal, as pages show it."""
    return round(float(value), 1)
