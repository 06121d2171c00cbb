"""What is on the table: action points of gatherings, wishes of the baseline, topics chosen together, and who joins.

Points of a village's agenda take the place of the wishes once there is a room for agendas.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.models import ActionPointOfGathering
from kernkracht.community.villages.models import Village
from kernkracht.participation.baselines.models import BaselineWish, ChosenTheme
from kernkracht.participation.baselines.queries import latest_adopted

from ..content import Item, Stage
from ..models import AldermanAttendance
from .words import safe

Found = defaultdict[int, list[Item]]


def agenda(villages: Sequence[Village], at: datetime) -> Found:
    """Promises of gatherings by their day, then topics chosen together, then wishes that can come on the agenda."""
    found: Found = defaultdict(list)
    _points(found, villages, at)
    _topics(found, villages, at)
    _wishes(found, villages)
    return found


def _points(found: Found, villages: Sequence[Village], at: datetime) -> None:
    on = localdate(at)
    open_then = Q(done_at__isnull=True) | Q(done_at__gt=at)
    rows = ActionPointOfGathering.objects.filter(open_then, added_at__lte=at, gathering__villages__in=villages)
    wanted = {village.pk for village in villages}
    for point in rows.distinct().prefetch_related("gathering__villages").order_by("due_on", "pk"):
        stage = Stage.LATE if point.due_on < on else Stage.OPEN
        text = safe(point.text, _("Actiepunt van %s") % safe(point.gathering.title, _("een bijeenkomst")))
        for village in point.gathering.villages.all():
            if village.pk in wanted:
                found[village.pk].append(Item(f"point:{point.pk}", text, point.due_on, stage))


def _topics(found: Found, villages: Sequence[Village], at: datetime) -> None:
    rows = ChosenTheme.objects.on(localdate(at)).filter(village__in=villages).select_related("theme")
    for row in rows.order_by("theme__sort_order", "valid_from", "pk"):
        said = _("Samen gekozen: %(topic)s (%(theme)s)") % {"topic": row.topic, "theme": row.theme.label}
        found[row.village_id].append(Item(f"topic:{row.pk}", said))


def _wishes(found: Found, villages: Sequence[Village]) -> None:
    """Their key is their text, since every version of a baseline has rows of its own."""
    current = {baseline.pk: pk for pk, baseline in latest_adopted(villages).items()}
    rows = BaselineWish.objects.filter(baseline__in=list(current), state=BaselineWish.State.FOR_AGENDA)
    for wish in rows.order_by("baseline", "pk"):
        who = wish.group_name or _("inwoners")
        said = _("Wens van %(who)s: %(text)s") % {"who": who, "text": wish.text}
        found[current[wish.baseline_id]].append(Item(f"wish:{wish.text.casefold()}", said))


def joined(villages: Sequence[Village], at: datetime) -> Found:
    """Where the alderman joins at a moment, and why."""
    running = Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    rows = AldermanAttendance.objects.filter(running, village__in=villages, handed_at__lte=at)
    found: Found = defaultdict(list)
    for row in rows.select_related("question__theme", "application__scheme", "gathering").order_by("handed_at", "pk"):
        label = safe(row.label, str(AldermanAttendance.Subject(row.subject_kind).label))
        text = f"{label}: {safe(row.reason, _('reden in het systeem'))}"
        found[row.village_id].append(Item(f"joined:{row.pk}", text))
    return found
