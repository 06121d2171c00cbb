"""Writing down what worked. Publishing is that of every text (`editorial.pages`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.actions import PageFacts, UnableToWrite, add_version, begin_page, require_writer
from kernkracht.editorial.pages.models import Audience, PageKind
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.personal_traces import explained

from .models import Approach, Lesson

LONGEST_WHY, LONGEST_LABEL = 500, 80


class UnableToTeach(UnableToWrite):
    """A lesson needs a village, and why it went as it went."""


@dataclass(frozen=True)
class LessonFacts:
    """A text with what makes it a lesson."""

    text: PageFacts
    villages: tuple[Village, ...]
    approach: Approach
    outcome: str
    why: str
    audience: str = Audience.INTERNAL


def save_lesson(
    *, facts: LessonFacts, by: Actor, at: datetime, lesson: Lesson | None = None, seen: int | None = None
) -> Lesson:
    """Begin a lesson, or save its next version; colleagues read it once it is published.

    Raises `UnableToTeach`, `UnableToSave` and `NotAllowedToWrite`.
    """
    why = facts.why.strip()
    with transaction.atomic(durable=True):
        before = tuple(lesson.villages.order_by("pk")) if lesson else ()
        require_writer(by, at, {*before, *facts.villages})
        if not facts.villages:
            raise UnableToTeach(_("Kies in welk dorp u dit leerde."), "villages")
        if not why or len(why) > LONGEST_WHY:
            raise UnableToTeach(_("Schrijf in hooguit 500 tekens waarom het zo ging."), "why")
        for fault in explained(why):
            raise UnableToTeach(fault, "why")
        if lesson is None:
            page = begin_page(kind=PageKind.LESSON, facts=facts.text, audience=facts.audience, by=by, at=at)
            lesson = Lesson(page=page)
        else:
            add_version(page=lesson.page, facts=facts.text, seen=seen, audience=facts.audience, by=by, at=at)
        lesson.approach, lesson.outcome, lesson.why = facts.approach, Lesson.Outcome(facts.outcome).value, why
        lesson.save()
        lesson.villages.set(facts.villages)
        return lesson


def save_approach(
    *, label: str, is_active: bool = True, by: Actor, at: datetime, approach: Approach | None = None
) -> Approach:
    """Name a way of working. Raises `UnableToTeach` and `NotAllowedToWrite`."""
    label = " ".join(label.split())
    with transaction.atomic(durable=True):
        require_writer(by, at)
        if not label or len(label) > LONGEST_LABEL:
            raise UnableToTeach(_("Vul een naam in van hooguit 80 tekens."), "label")
        others = Approach.objects.exclude(pk=approach.pk) if approach else Approach.objects.all()
        if others.filter(label__iexact=label).exists():
            raise UnableToTeach(_("Deze aanpak staat al in de lijst."), "label")
        row = approach or Approach()
        row.label, row.is_active = label, is_active
        row.save()
        record("lessons.approach_saved", row, by=by, at=at, data={"label": label})
        return row
