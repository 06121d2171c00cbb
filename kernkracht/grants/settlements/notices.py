"""Messages about reports and stories: asked, received, sent back, agreement asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kernkracht.editorial.pages.models import Audience
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import NoticeContext, register_notice
from kernkracht.grants.applications.consents import may_email
from kernkracht.grants.applications.days import AMSTERDAM, day_of
from kernkracht.grants.applications.languages import language_of
from kernkracht.grants.applications.letter_frames import plain_frame
from kernkracht.grants.applications.letters import keep_and_send, prepare
from kernkracht.grants.applications.models import GrantApplication

from .models import SpendingReport, Story

ASK, RECEIVED, SENT_BACK, STORY = "report_asked", "report_received", "report_sent_back", "report_story"
LINK = "https://example.org/verantwoorden/voorbeeld/"


@dataclass(frozen=True)
class ReportContext(NoticeContext):
    """A report that is asked. `form` is a code of `ReportForm`, `moment` one of `ReportReminder.Moment`."""

    name: str = "Robin Voorbeeld"
    title: str = "Pluktuin bij de school"
    number: str = "A-2026-0012"
    form: str = "light"
    moment: str = "asked"
    due_on: date = date(2026, 12, 31)
    amount_cents: int = 75_000
    link: str = LINK


@dataclass(frozen=True)
class ReceivedContext(NoticeContext):
    """A report, or the message that a plan does not go on, that came in."""

    name: str = "Robin Voorbeeld"
    title: str = "Pluktuin bij de school"
    number: str = "A-2026-0012"
    received_on: date = date(2026, 11, 2)
    received_time: str = "14.32"
    is_called_off: bool = False
    link: str = LINK


@dataclass(frozen=True)
class SentBackContext(NoticeContext):
    """What the receiver must still complete."""

    name: str = "Robin Voorbeeld"
    title: str = "Pluktuin bij de school"
    number: str = "A-2026-0012"
    question: str = "De bon van de schoffels is niet te lezen. Wilt u daar een nieuwe foto van maken?"
    link: str = LINK


@dataclass(frozen=True)
class StoryContext(NoticeContext):
    """A story that waits for the applicant's agreement; the page shows all of it."""

    name: str = "Robin Voorbeeld"
    title: str = "Pluktuin bij de school"
    number: str = "A-2026-0012"
    story_title: str = "Twaalf bomen en veertig buren"
    for_colleagues: bool = False
    link: str = f"{LINK}verhaal/"


def register() -> None:
    """Make the messages and letters of this room known to the administrator's list of texts."""
    from . import letters

    register_notice(ASK, title=_("Verslag: gevraagd of herinnerd"), example=ReportContext())
    register_notice(RECEIVED, title=_("Verslag: ontvangen"), example=ReceivedContext())
    register_notice(SENT_BACK, title=_("Verslag: vraag om aan te vullen"), example=SentBackContext())
    register_notice(STORY, title=_("Verhaal: akkoord gevraagd"), example=StoryContext())
    letters.register()


def case_link(case: GrantApplication) -> str:
    """The address by which the applicant follows the case, without an account."""
    return f"{settings.SITE_URL}/mijn/aanvragen/{case.token}/"


def report_link(report: SpendingReport) -> str:
    """The address by which the receiver reports, without an account."""
    return f"{settings.SITE_URL}/verantwoorden/{report.token}/"


def ask(report: SpendingReport, moment: str, *, by: Actor, at: datetime) -> None:
    """Ask for a report, or remind of it."""
    case = report.application
    context = ReportContext(
        name=case.contact_name,
        title=case.title,
        number=case.number or "",
        form=report.form,
        moment=moment,
        due_on=report.due_on or day_of(at),
        amount_cents=report.awarded_cents,
        link=report_link(report),
    )
    _tell(case, ASK, context, f"{ASK}:{report.pk}:{moment}", by=by, at=at)


def confirm(report: SpendingReport, *, by: Actor, at: datetime) -> None:
    """Confirm what came in, with the time when it came electronically (Awb 4:3a)."""
    case = report.application
    context = ReceivedContext(
        name=case.contact_name,
        title=case.title,
        number=case.number or "",
        received_on=report.handed_in_on or day_of(at),
        received_time="" if report.entered_by_id else f"{at.astimezone(AMSTERDAM):%H.%M}",
        is_called_off=report.state == "called_off",
        link=report_link(report),
    )
    _tell(case, RECEIVED, context, f"{RECEIVED}:{report.pk}:{at.isoformat()}", by=by, at=at)


def tell_sent_back(report: SpendingReport, *, by: Actor, at: datetime) -> None:
    """Ask the receiver to complete the report."""
    case = report.application
    context = SentBackContext(
        name=case.contact_name,
        title=case.title,
        number=case.number or "",
        question=report.sent_back_reason,
        link=report_link(report),
    )
    _tell(case, SENT_BACK, context, f"{SENT_BACK}:{report.pk}:{at.isoformat()}", by=by, at=at)


def ask_agreement(report: SpendingReport, story: Story, *, by: Actor, at: datetime) -> None:
    """Put a story before the applicant."""
    case = report.application
    context = StoryContext(
        name=case.contact_name,
        title=case.title,
        number=case.number or "",
        story_title=story.title,
        for_colleagues=story.audience == Audience.INTERNAL,
        link=f"{report_link(report)}verhaal/",
    )
    _tell(case, STORY, context, f"{STORY}:{story.pk}:{at.isoformat()}", by=by, at=at)


def _tell(case: GrantApplication, kind: str, context: NoticeContext, unique: str, *, by: Actor, at: datetime) -> None:
    """By e-mail for who said yes to that, else on paper. Raises `LetterFailed`."""
    if may_email(case, kind):
        queue_email(
            kind=kind,
            context=context,
            to_name=case.contact_name,
            to_email=case.contact_email,
            subject_obj=case,
            unique_key=unique[:160],
            at=at,
            language=language_of(case),
        )
        return
    with translation.override(language_of(case)):
        frame = plain_frame(case, by=by, today=day_of(at))
    keep_and_send(case, prepare(kind, context, frame, case), key=unique[:160], by=by, at=at)
