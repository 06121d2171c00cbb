"""What goes on in a village: gatherings, and the signals that numbers and colleagues give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.community.gatherings.models import Attendance, Gathering
from kernkracht.community.villages.models import Village
from kernkracht.participation.observations.models import PartnerCount, TrendNote, VisitNote
from kernkracht.participation.observations.queries import last_months
from kernkracht.participation.questions.models import Question

from ..content import Item, Signal, Stage
from .words import safe

BACK = timedelta(days=90)
"""So long ago a gathering or a remark still stands on the page."""
PERIOD = timedelta(days=30)
"""Over which questions are counted, beside the same time before it."""
MONTHS = 3
TRENDS, HEARD = 2, 2
"""So many remarks of each sort, the newest."""


def gatherings(villages: Sequence[Village], at: datetime) -> defaultdict[int, list[Item]]:
    """What is ahead at a moment, soonest first, and then what was held shortly before it, with its outcome."""
    rows = Gathering.objects.filter(kind__is_offered=True, starts_at__gte=at - BACK, planned_at__lte=at)
    rows = rows.exclude(state=Gathering.State.CANCELLED).select_related("kind").prefetch_related("villages")
    here = Q(villages__in=villages) | Q(villages=None, is_public=True)
    meetings = list(rows.filter(here).distinct().order_by("starts_at", "pk"))
    visitors = _visitors(meetings)
    ahead = [row for row in meetings if row.starts_at > at]
    held = [row for row in reversed(meetings) if row.starts_at <= at and row.state == Gathering.State.HELD]
    found: defaultdict[int, list[Item]] = defaultdict(list)
    for meeting in [*ahead, *held]:
        item = _ahead(meeting) if meeting.starts_at > at else _held(meeting, visitors.get(meeting.pk, 0))
        served = {village.pk for village in meeting.villages.all()} or {village.pk for village in villages}
        for pk in served:
            found[pk].append(item)
    return found


def _visitors(meetings: Sequence[Gathering]) -> dict[int, int]:
    rows = Attendance.objects.filter(gathering__in=meetings).order_by().values("gathering").annotate(n=Sum("people"))
    return {row["gathering"]: row["n"] for row in rows}


def _title(meeting: Gathering) -> str:
    return safe(meeting.title, str(meeting.kind), 80)


def _ahead(meeting: Gathering) -> Item:
    return Item(f"gathering:{meeting.pk}", _title(meeting), localdate(meeting.starts_at), Stage.AHEAD)


def _held(meeting: Gathering, visitors: int) -> Item:
    outcome = safe(meeting.outcome.split("\n")[0], _("de uitkomst staat bij de bijeenkomst"), 160)
    came = ngettext("%d bezoeker", "%d bezoekers", visitors) % visitors if visitors else ""
    more = f"{came}. {outcome}" if came else outcome
    return Item(f"gathering:{meeting.pk}", _title(meeting), localdate(meeting.starts_at), Stage.HELD, more)


def signals(villages: Sequence[Village], at: datetime) -> defaultdict[int, list[Signal]]:
    """Questions, visits, counts of partners and trends, with how it was before."""
    found: defaultdict[int, list[Signal]] = defaultdict(list)
    on = localdate(at)
    counted = (_asked(villages, at), _spoken(villages, on), _counted(villages, on))
    for source in (*counted, _heard(villages, on), _trends(villages, at)):
        for pk, signal in source:
            found[pk].append(signal)
    return found


def _asked(villages: Sequence[Village], at: datetime) -> Iterator[tuple[int, Signal]]:
    now, then = Q(asked_at__gt=at - PERIOD), Q(asked_at__lte=at - PERIOD)
    rows = Question.objects.filter(village__in=villages, asked_at__gt=at - 2 * PERIOD, asked_at__lte=at)
    counted = rows.order_by().values("village").annotate(now=Count("pk", filter=now), then=Count("pk", filter=then))
    for row in counted.order_by("village"):
        text = _("Vragen in de laatste %d dagen") % PERIOD.days
        yield row["village"], Signal("questions", text, row["now"], row["then"])


def _spoken(villages: Sequence[Village], on: date) -> Iterator[tuple[int, Signal]]:
    """How many people colleagues spoke on visits; a village nobody visited in both periods has no line."""
    now, then = Q(visited_on__gt=on - PERIOD), Q(visited_on__lte=on - PERIOD)
    rows = VisitNote.objects.filter(village__in=villages, visited_on__gt=on - 2 * PERIOD, visited_on__lte=on)
    spoken = rows.order_by().values("village")
    sums = spoken.annotate(now=Sum("people_spoken", filter=now), then=Sum("people_spoken", filter=then))
    for row in sums.order_by("village"):
        text = _("Inwoners gesproken op bezoek in %d dagen") % PERIOD.days
        yield row["village"], Signal("visits", text, row["now"] or 0, row["then"] or 0)


def _heard(villages: Sequence[Village], on: date) -> Iterator[tuple[int, Signal]]:
    """What colleagues heard last on visits."""
    rows = VisitNote.objects.filter(village__in=villages, visited_on__gt=on - BACK, visited_on__lte=on)
    told: defaultdict[int, int] = defaultdict(int)
    for row in rows.order_by("-visited_on", "-pk"):
        if told[row.village_id] < HEARD:
            told[row.village_id] += 1
            said = safe(row.text, _("zie de bezoeknotitie in het systeem"), 160)
            text = _("Op bezoek gehoord: %s") % said
            yield row.village_id, Signal(f"visit:{row.pk}", text)


def _counted(villages: Sequence[Village], on: date) -> Iterator[tuple[int, Signal]]:
    """Reports at partners per kind: the last months beside as many before them."""
    months = last_months(on, 2 * MONTHS)
    now, then = Q(month__gte=months[MONTHS]), Q(month__lt=months[MONTHS])
    rows = PartnerCount.objects.filter(village__in=villages, month__gte=months[0], month__lte=on)
    counted = rows.order_by().values("village", "kind", "kind__label")
    sums = counted.annotate(now=Sum("count", filter=now), then=Sum("count", filter=then))
    for row in sums.order_by("village", "kind__sort_order", "kind__label"):
        text = _("Meldingen bij partners in drie maanden, %s") % row["kind__label"].lower()
        yield row["village"], Signal(f"count:{row['kind']}", text, row["now"] or 0, row["then"] or 0)


def _trends(villages: Sequence[Village], at: datetime) -> Iterator[tuple[int, Signal]]:
    rows = TrendNote.objects.filter(village__in=villages, written_at__gt=at - BACK, written_at__lte=at)
    told: defaultdict[int, int] = defaultdict(int)
    for row in rows.order_by("-written_at", "-pk"):
        if told[row.village_id] < TRENDS:
            told[row.village_id] += 1
            yield row.village_id, Signal(f"trend:{row.pk}", safe(row.text, _("Een trend, zie het systeem"), 160))
