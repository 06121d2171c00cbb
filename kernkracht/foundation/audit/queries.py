"""Reading the trail back."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection, models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .events import UnknownEvent, sentence_for
from .models import AuditEvent

UNKNOWN_VALUE = "…"
MAX_VALUE = 200


@dataclass(frozen=True)
class TrailFilter:
    """What part of the trail to read; every empty field means “all”."""

    object_type: str = ""
    object_id: str = ""
    event: str = ""
    day: date | None = None


@dataclass(frozen=True)
class TrailTip:
    """Which events are the newest. Two equal tips: nothing was done in between."""

    newest: int
    count: int
    sum: int
    at: str


TIP = 200
_TIP_SQL = f"""
SELECT COALESCE(MAX(id), 0), COUNT(*), COALESCE(SUM(id), 0), MAX(at)
FROM (SELECT id, at FROM {AuditEvent._meta.db_table} ORDER BY id DESC LIMIT {TIP}) AS newest
"""  # noqa: S608  (a table of ours and a number)


def trail_tip() -> TrailTip:
    """The tip of the trail, in one query that costs the same whatever the length of the trail.

    Numbers are given out before a transaction commits, so a lower number may turn up after a higher one. That is why
    the newest 200 are counted and added up, and not only the highest is asked.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TIP_SQL)
        newest, count, total, at = cursor.fetchone()
    return TrailTip(int(newest), int(count), int(total), str(at))


def history_of(obj: models.Model) -> QuerySet[AuditEvent]:
    """Events about one object, oldest first."""
    return AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).select_related("actor")


def trail(wanted: TrailFilter) -> QuerySet[AuditEvent]:
    """Events newest first. A day is a day in the time zone of the settings."""
    events = AuditEvent.objects.select_related("actor").order_by("-at", "-pk")
    if wanted.object_type:
        events = events.filter(object_type=wanted.object_type.lower())
    if wanted.object_id:
        events = events.filter(object_id=wanted.object_id)
    if wanted.event:
        events = events.filter(event=wanted.event)
    if wanted.day:
        start, end = (_midnight(wanted.day + timedelta(days=n)) for n in (0, 1))
        events = events.filter(at__gte=start, at__lt=end)
    return events


def recorded_object_types() -> list[str]:
    """The kinds of objects that occur in the trail, for a filter."""
    return list(AuditEvent.objects.order_by("object_type").values_list("object_type", flat=True).distinct())


def sentence_of(event: AuditEvent) -> str:
    """The event as a sentence, in the language in use.

    The trail outlives the code: an event that is no longer declared, a placeholder without a value and odd data all
    still give a sentence.
    """
    try:
        template = str(sentence_for(event.event))
    except UnknownEvent:
        return _("Gebeurtenis “%(code)s”, die de software niet meer kent.") % {"code": event.event}
    facts = event.data if isinstance(event.data, dict) else {}
    try:
        return "".join(_pieces(template, facts))
    except ValueError:  # a sentence with unbalanced braces
        return template


def _pieces(template: str, facts: Mapping[str, object]) -> Iterable[str]:
    for text, name, _format, _conversion in string.Formatter().parse(template):
        yield text
        if name is not None:
            value = facts.get(name)
            yield UNKNOWN_VALUE if value in (None, "") else str(value)[:MAX_VALUE]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
