"""A note in a minute after a visit, also one that was written without network (R48)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.presence.models import Presence
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.personal_traces import explained
from kernkracht.participation.questions.models import Question

from ..models import VisitNote
from ..permissions import is_used, may_change
from ._guard import UnableToObserve, require

LONGEST_TEXT = 2000
MOST_PEOPLE = 2000
LONGEST_AGO = timedelta(days=92)
"""A quarter: later nobody remembers well, and a telephone without network does not stay so for longer."""


@dataclass(frozen=True)
class VisitFacts:
    """What the writer says. `written_at` is the clock of the writer’s own device; without it the note is of now."""

    village: Village
    visited_on: date
    people_spoken: int
    text: str
    themes: tuple[Theme, ...] = ()
    presence: Presence | None = None
    gathering: Gathering | None = None
    written_at: datetime | None = None


def write_visit_note(*, facts: VisitFacts, key: UUID, by: Actor, at: datetime) -> VisitNote:
    """Keep a note. The same `key` of the same writer is the same note, however often it comes in.

    Raises `UnableToObserve`.
    """
    known = VisitNote.objects.filter(key=key).first()
    if known is not None:
        return _of_the_same_writer(known, by)
    try:
        with transaction.atomic(durable=True):
            note = _sound(VisitNote(key=key, written_by=by, received_at=at), facts, by, at)
            record("observations.visit_noted", note, by=by, at=at, data=_named(note))
            return note
    except IntegrityError:  # the same note came in twice at the same moment
        known = VisitNote.objects.filter(key=key).first()
        if known is None:
            raise
        return _of_the_same_writer(known, by)


@transaction.atomic(durable=True)
def change_visit_note(*, note: VisitNote, facts: VisitFacts, by: Actor, at: datetime) -> VisitNote:
    """Correct one’s own note. Raises `UnableToObserve`."""
    row = _sound(_own(note, by), facts, by, at)
    record("observations.visit_changed", row, by=by, at=at, data=_named(row))
    return row


@transaction.atomic(durable=True)
def remove_visit_note(*, note: VisitNote, by: Actor, at: datetime) -> None:
    """Take one’s own mistake away. Twice is harmless. Raises `UnableToObserve`."""
    if not VisitNote.objects.filter(pk=note.pk).exists():
        return
    row = _own(note, by)
    record("observations.visit_removed", row, by=by, at=at, data=_named(row))
    row.delete()


@transaction.atomic(durable=True)
def note_became_question(*, note: VisitNote, question: Question, by: Actor, at: datetime) -> None:
    """Say which question was entered from a note. Raises `UnableToObserve`."""
    row = VisitNote.objects.select_for_update().get(pk=note.pk)
    require(by, at, Permission.HANDLE_QUESTION, row.village)
    if row.question_id == question.pk:
        return
    if is_used(row):
        raise UnableToObserve(_("Van deze notitie is al een vraag of trend gemaakt."))
    row.question = question
    row.save()
    data = {"village": row.village.name, "question": question.number}
    record("observations.visit_became_question", row, by=by, at=at, data=data)


def _of_the_same_writer(known: VisitNote, by: Actor) -> VisitNote:
    if known.written_by_id != by.pk:
        raise UnableToObserve(_("Deze notitie is van een ander. Schrijf een nieuwe notitie."), "key")
    return known


def _own(note: VisitNote, by: Actor) -> VisitNote:
    row = VisitNote.objects.select_for_update().get(pk=note.pk)
    if row.written_by_id != by.pk:
        raise UnableToObserve(_("Deze notitie is van een collega. Alleen wie haar schreef, kan haar wijzigen."))
    if not may_change(row, by):
        raise UnableToObserve(_("Van deze notitie is al een vraag of trend gemaakt. Daarom blijft zij zo."))
    return row


def _sound(row: VisitNote, facts: VisitFacts, by: Actor, at: datetime) -> VisitNote:
    """The row with these facts, saved. Raises `UnableToObserve`."""
    require(by, at, Permission.VISIT_VILLAGES, facts.village)
    _check_day(facts.visited_on, localdate(at))
    _check_moment(facts)
    if not 0 <= facts.people_spoken <= MOST_PEOPLE:
        raise UnableToObserve(
            _("Vul een aantal in van 0 tot en met %(most)d.") % {"most": MOST_PEOPLE}, "people_spoken"
        )
    row.village, row.visited_on, row.people_spoken = facts.village, facts.visited_on, facts.people_spoken
    row.presence, row.gathering, row.text = facts.presence, facts.gathering, _checked_text(facts.text)
    row.written_at = min(facts.written_at or at, at)
    row.save()
    row.themes.set(facts.themes)
    return row


def _check_day(day: date, today: date) -> None:
    if day > today:
        raise UnableToObserve(_("Deze dag moet nog komen. Kies vandaag of een eerdere dag."), "visited_on")
    if day < today - LONGEST_AGO:
        first = date_format(today - LONGEST_AGO, "j F Y")
        raise UnableToObserve(_("Dit is te lang geleden. Kies %(first)s of later.") % {"first": first}, "visited_on")


def _check_moment(facts: VisitFacts) -> None:
    """A moment in the agenda is of this village, and not two at once."""
    if facts.presence and facts.gathering:
        raise UnableToObserve(_("Kies één moment: een bezoek of een bijeenkomst."), "where")
    elsewhere = facts.presence is not None and facts.presence.village_id != facts.village.pk
    if facts.gathering is not None:
        places = set(facts.gathering.villages.values_list("pk", flat=True).order_by())
        elsewhere = bool(places) and facts.village.pk not in places
    if elsewhere:
        raise UnableToObserve(_("Dit moment was in een ander dorp. Kies het dorp zelf."), "where")


def _checked_text(text: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise UnableToObserve(_("Schrijf in een paar woorden op wat u hoorde of zag."), "text")
    if len(words) > LONGEST_TEXT:
        raise UnableToObserve(_("Maak de notitie korter: hooguit %(n)d tekens.") % {"n": LONGEST_TEXT}, "text")
    if found := explained(words):
        raise UnableToObserve(found[0], "text")
    return words


def _named(note: VisitNote) -> dict[str, str]:
    return {"village": note.village.name, "day": date_format(note.visited_on, "j F Y")}
