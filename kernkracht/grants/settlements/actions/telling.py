"""From a report to a public story: proposed by an officer, agreed by who made the plan, withdrawn at any time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.pages.models import Audience
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import GrantApplication

from .. import notices
from ..following import tell_of_story
from ..models import ReportState, SpendingReport, Story, StoryPhoto
from ..workflow import STORY_WORKFLOW
from .gate import UnableToAccount, facts_of, lock_case, lock_report, require_right, require_text


class UnableToTell(UnableToAccount):
    """There is no finished plan to tell of, or the story is in another state."""


@dataclass(frozen=True)
class Telling:
    """What is put before the applicant: exactly this text, these photos (keys of `ReportPhoto`) and these readers.

    Both names stand beside it (R338): the coordinator of the village, and the officer who carried it.
    """

    title: str
    text: str
    coordinator: User | None
    officer: User | None
    photos: Collection[int] = ()
    audience: str = Audience.PUBLIC


def ask_story(*, report: SpendingReport, telling: Telling, by: Actor, at: datetime) -> Story:
    """Put a story before the applicant. Raises `UnableToTell`."""
    title = require_text(UnableToTell, telling.title, _("Vul een titel in."), "title")[:150]
    text = require_text(UnableToTell, telling.text, _("Schrijf wat er is gebeurd."), "text")
    if telling.coordinator is None or telling.officer is None:
        raise UnableToTell(_("Noem de contactpersoon van het dorp en de collega die het plan begeleidde."))
    with transaction.atomic(durable=True):
        row = lock_report(report)
        case = row.application
        require_right(UnableToTell, Permission.SETTLE_GRANT, case=case, by=by, at=at)
        if row.state not in (ReportState.RECEIVED, ReportState.APPROVED):
            raise UnableToTell(_("Een verhaal kan als het verslag binnen is."))
        story = Story.objects.select_for_update().filter(application=case).first()
        if story is None:
            story = Story(application=case, slug=_slug(case))
        else:
            _move(story, "ask")
        story.title, story.text, story.proposed_by, story.proposed_at = title, text, by, at
        story.audience, story.coordinator, story.officer = telling.audience, telling.coordinator, telling.officer
        story.agreed_by = story.published_at = story.ended_on = None
        story.save()
        story.photos.all().delete()
        for photo in row.photos.filter(pk__in=list(telling.photos)).order_by("pk"):
            StoryPhoto.objects.create(story=story, photo=photo)
        record("story.asked", story, by=by, at=at, data=facts_of(case))
        notices.ask_agreement(row, story, by=by, at=at)
        return story


def publish_story(*, story: Story, seen: datetime | None, by: Actor, at: datetime) -> Story:
    """Agree as the one who made the plan: the story is told to its readers from now on.

    `seen` is the moment of the proposal that was read; another text since then is refused. Raises `UnableToTell`.
    """
    with transaction.atomic(durable=True):
        row = _lock(story)
        if row.proposed_at != seen:
            raise UnableToTell(_("Het verhaal is intussen veranderd. Lees het opnieuw."))
        _move(row, "agree")
        row.agreed_by, row.published_at = by, at
        row.save()
        record("story.published", row, by=by, at=at, data=facts_of(row.application))
        tell_of_story(row, at=at)
        return row


def decline_story(*, story: Story, by: Actor, at: datetime) -> Story:
    """Say no, as the one who made the plan; nothing was public. Raises `UnableToTell`."""
    return _end(story, "decline", "story.declined", by=by, at=at)


def withdraw_story(*, story: Story, by: Actor, at: datetime) -> Story:
    """Take the story off the website, by the applicant or by the office, at any time. Raises `UnableToTell`."""
    return _end(story, "withdraw", "story.withdrawn", by=by, at=at)


def _end(story: Story, move: str, event: str, *, by: Actor, at: datetime) -> Story:
    with transaction.atomic(durable=True):
        row = _lock(story)
        _move(row, move)
        row.ended_on = day_of(at)
        row.save()
        record(event, row, by=by, at=at, data=facts_of(row.application))
        return row


def _lock(story: Story) -> Story:
    case = lock_case(story.application)
    row = Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
    row.application = case
    return row


def _slug(case: GrantApplication) -> str:
    """Readable, and unique by the case's number."""
    return f"{slugify(case.title)[:50].strip('-') or 'verhaal'}-{slugify(case.number or str(case.pk))}"


def _move(row: Story, name: str) -> None:
    sentence = _("Dit verhaal staat op ‘%(state)s’. Ververs de pagina.")
    STORY_WORKFLOW.move(row, name, lambda state: UnableToTell(sentence % {"state": state}))
