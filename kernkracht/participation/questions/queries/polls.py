"""Quick polls: which are open, and what came of them once enough people voted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from kernkracht.community.villages.models import Village

from .. import legal
from ..models import QuickPoll


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
    counted = poll.options.annotate(n=Count("votes")).order_by("sort_order").values_list("label", "n")
    rows = tuple((str(label), int(n)) for label, n in counted)
    return PollResult(sum(n for _label, n in rows), rows, legal.public_minimum(on))
