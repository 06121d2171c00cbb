"""Quick polls: which are open, and what came of them once enough people voted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from kernkracht.community.villages.models import Village

from .. import legal
from ..models import PollOption, QuickPoll


@dataclass(frozen=True)
class PollResult:
    """Votes per option in the order of the options; `is_shown` from the lower limit on."""

    total: int
    rows: tuple[tuple[str, int], ...]
    minimum: int

    @property
    def is_shown(self) -> bool:
        return self.total >= self.minimum


def polls_of(village: Village) -> QuerySet[QuickPoll]:
    return QuickPoll.objects.filter(village=village).select_related("village").prefetch_related("options")


def open_polls(village: Village, on: date) -> QuerySet[QuickPoll]:
    """What people of a village may vote on that day."""
    return polls_of(village).filter(state=QuickPoll.State.OPEN, closes_on__gte=on)


def poll_results(poll: QuickPoll, on: date) -> PollResult:
    return results_of([poll], on)[poll.pk]


def results_of(polls: Sequence[QuickPoll], on: date) -> dict[int, PollResult]:
    """The results of many polls by key, in two queries."""
    counted = PollOption.objects.filter(poll__in=[poll.pk for poll in polls]).annotate(n=Count("votes"))
    rows: dict[int, list[tuple[str, int]]] = {poll.pk: [] for poll in polls}
    for option in counted.order_by("poll", "sort_order"):
        rows[option.poll_id].append((option.label, option.n))
    minimum = legal.public_minimum(on)
    return {key: PollResult(sum(n for _label, n in found), tuple(found), minimum) for key, found in rows.items()}
