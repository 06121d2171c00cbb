"""What happened with a case, out of the audit trail, as lines that a colleague reads from top to bottom.

The trail keeps every act. Here the pages of the form that one person saved fold into one line, so that the acts that
matter are not lost among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.events import sentence_for
from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.foundation.audit.queries import history_of

from ..models import GrantApplication

SAVED = "application.step_saved"
RULES_CHANGED = "application.version_changed"
"""What was saved before the rules changed stands apart from what was saved after."""


@dataclass(frozen=True)
class TimelineEntry:
    """One line: an act, or several alike, as a sentence with the moment of the last of them.

    `by` is empty for residents and for the software itself; `acts` says how many rows of the trail the line stands for.
    """

    sentence: str
    at: datetime
    by: str
    ground: str
    acts: int = 1


def timeline_of(application: GrantApplication) -> tuple[TimelineEntry, ...]:
    """The audit trail of a case, newest first. Residents stay unnamed; officers are named to officers."""
    events = history_of(application).select_related("actor__user").order_by("at", "pk")
    return tuple(_entry(group) for group in reversed(_folded(events)))


def _folded(events: Iterable[AuditEvent]) -> list[list[AuditEvent]]:
    """Events in groups, in order of the last of each: saved pages of one person together, everything else alone."""
    groups: list[list[AuditEvent]] = []
    saving: dict[int, list[AuditEvent]] = {}
    for event in events:
        if event.event == RULES_CHANGED:
            saving.clear()
        if event.event != SAVED:
            groups.append([event])
            continue
        group = saving.setdefault(event.actor_id, [])
        if group:
            groups.remove(group)
        group.append(event)
        groups.append(group)
    return groups


def _entry(group: Sequence[AuditEvent]) -> TimelineEntry:
    last = group[-1]
    user = getattr(last.actor, "user", None)
    sentence = _filled_in(group) if len(group) > 1 else sentence_for(last.event).format_map(_Forgiving(last.data))
    by = str(user) if user is not None and user.is_staff else ""
    return TimelineEntry(sentence, last.at, by, last.ground, len(group))


def _filled_in(group: Sequence[AuditEvent]) -> str:
    """The pages that were saved, each once, in the order in which they were first saved."""
    pages = dict.fromkeys(str(event.data.get("step", "–")) for event in group)
    said = {"pages": ", ".join(f"‘{page}’" for page in pages)}
    first, last = (timezone.localdate(event.at) for event in (group[0], group[-1]))
    if first == last:
        return _("Het concept is ingevuld: {pages}.").format(**said)
    said["day"] = date_format(first, "j F Y")
    return _("Het concept is ingevuld sinds {day}: {pages}.").format(**said)


class _Forgiving(dict[str, object]):
    """A sentence written for newer data still reads: what an old event did not keep shows as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"
