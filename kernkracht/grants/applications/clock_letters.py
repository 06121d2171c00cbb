"""Letters and mails about the term of a case: another day, standing still, running again, a notice of default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import SOURCE_LANGUAGE, NoticeContext, register_notice

from .days import AMSTERDAM, day_of
from .languages import language_of
from .letter_frames import plain_frame
from .letters import keep_and_send, prepare
from .models import GrantApplication, NoticeOfDefault, Suspension, TermExtension
from .penalties import PenaltyRates
from .resident_notices import case_link, notify_default_notice

EXTENDED, SUSPENDED, RESUMED = "term_extended", "term_suspended", "term_resumed"
DEFAULT_RECEIVED, WARNING = "default_notice_received", "term_warning"
LINK = "https://example.org/mijn/aanvragen/voorbeeld/"


@dataclass(frozen=True)
class TermContext(NoticeContext):
    """A term that changed: the day that holds now, the day that held before, and why."""

    name: str = "Robin Voorbeeld"
    title: str = "Pluktuin bij de school"
    number: str = "A-2026-0012"
    due_on: date = date(2026, 5, 25)
    original_due_on: date = date(2026, 4, 28)
    reason: str = "Wij wachten op het advies over de bomen."
    ground: str = "completion"
    """Code of `Suspension.Ground`, where the term stands or stood still."""
    until: date = date(2026, 4, 10)
    """Last day on which the term stands still."""
    link: str = LINK

    @property
    def must_say(self) -> list[str]:
        """What the law wants in the letter: the day by which we decide (Awb 4:14 lid 1, 4:15 lid 3 and 4)."""
        return [date_format(self.due_on, "j F Y")]


@dataclass(frozen=True)
class DefaultContext(NoticeContext):
    """A notice of default that came in: when, whether it counts, and from which day it costs us money."""

    name: str = "Robin Voorbeeld"
    title: str = "Pluktuin bij de school"
    number: str = "A-2026-0012"
    received_on: date = date(2026, 5, 4)
    is_objection: bool = False
    """About the decision on an objection; `number` is the objection's then."""
    received_time: str = "14.32"
    """Empty for a message that was not electronic."""
    is_too_early: bool = False
    due_on: date = date(2026, 4, 28)
    penalty_from: date = date(2026, 5, 19)
    most_days: int = 42
    link: str = LINK

    @property
    def must_say(self) -> list[str]:
        return [date_format(self.received_on, "j F Y"), self.received_time]


@dataclass(frozen=True)
class WarnedCase:
    """One case in a warning: how much of its term is used, and the last day to decide."""

    number: str
    title: str
    percent: int
    due_on: date
    handler: str


@dataclass(frozen=True)
class WarningContext(NoticeContext):
    """Cases whose term is running out, for one colleague. `more` counts those that are not named."""

    name: str = "Sanne Voorbeeld"
    cases: tuple[WarnedCase, ...] = (
        WarnedCase("A-2026-0012", "Pluktuin bij de school", 75, date(2026, 4, 28), "Sanne Voorbeeld"),
        WarnedCase("A-2026-0015", "Filmavond buiten", 50, date(2026, 5, 12), "Sanne Voorbeeld"),
    )
    total: int = 2
    more: int = 0
    link: str = "https://example.org/werk/"


def register() -> None:
    """Make these letters and mails known to the administrator's list of texts."""
    register_notice(EXTENDED, title=gettext_lazy("Termijn: brief met een nieuwe dag"), example=TermContext())
    register_notice(
        SUSPENDED,
        title=gettext_lazy("Termijn: staat stil"),
        example=TermContext(ground="force_majeure", reason="Door hoogwater werkt het gemeentehuis niet."),
    )
    register_notice(
        RESUMED, title=gettext_lazy("Termijn: loopt weer"), example=TermContext(ground="force_majeure", reason="")
    )
    register_notice(DEFAULT_RECEIVED, title=gettext_lazy("Ingebrekestelling ontvangen"), example=DefaultContext())
    register_notice(WARNING, title=gettext_lazy("Collega: termijnen lopen af"), example=WarningContext())


def _send(case: GrantApplication, kind: str, context: NoticeContext, *, key: str, by: Actor, at: datetime) -> Letter:
    """A letter, kept as sent; by mail for who said yes to that. Made under the lock of this one case, of no ceiling."""
    with translation.override(language_of(case)):
        frame = plain_frame(case, by=by, today=day_of(at))
    return keep_and_send(case, prepare(kind, context, frame, case), key=key, by=by, at=at)


def _term_context(case: GrantApplication, due_on: date, original: date, **more: object) -> TermContext:
    return TermContext(
        name=case.contact_name,
        title=case.title,
        number=case.number or "",
        due_on=due_on,
        original_due_on=original,
        link=case_link(case),
        **more,  # type: ignore[arg-type] # the callers below pass fields of the context
    )


def tell_extended(case: GrantApplication, extension: TermExtension, *, by: Actor, at: datetime) -> Letter:
    """The letter of Awb 4:14: it does not work out in time, and which day it will be. Raises `LetterFailed`."""
    context = _term_context(
        case, extension.named_on, extension.original_due_on, reason=extension.reason, until=extension.named_on
    )
    return _send(case, EXTENDED, context, key=f"{EXTENDED}:{extension.pk}", by=by, at=at)


def tell_suspended(
    case: GrantApplication, suspension: Suspension, due_on: date, original: date, *, by: Actor, at: datetime
) -> Letter:
    """The term stands still: why, until when at most, and the day by which we then decide (Awb 4:15 lid 3)."""
    context = _term_context(
        case, due_on, original, reason=suspension.reason, ground=suspension.ground, until=suspension.until_on
    )
    return _send(case, SUSPENDED, context, key=f"{SUSPENDED}:{suspension.pk}", by=by, at=at)


def tell_resumed(
    case: GrantApplication, suspension: Suspension, due_on: date, original: date, *, by: Actor, at: datetime
) -> Letter:
    """The term runs again, and by which day we decide (Awb 4:15 lid 4)."""
    context = _term_context(case, due_on, original, reason="", ground=suspension.ground, until=suspension.until_on)
    return _send(case, RESUMED, context, key=f"{RESUMED}:{suspension.pk}", by=by, at=at)


def tell_default_received(
    case: GrantApplication, notice: NoticeOfDefault, rates: PenaltyRates, *, by: Actor, at: datetime
) -> Letter:
    """Confirm a notice of default, with the time when it came electronically, and say whether it counts."""
    local = notice.received_at
    context = DefaultContext(
        name=case.contact_name,
        title=case.title,
        number=case.number or "",
        received_on=notice.received_on,
        received_time=f"{local.astimezone(AMSTERDAM):%H.%M}" if local else "",
        is_too_early=notice.is_too_early,
        due_on=notice.due_on_then,
        penalty_from=rates.first_day(notice.received_on),
        most_days=rates.most_days,
        link=case_link(case),
    )
    notify_default_notice(case, notice.pk, at=at)
    return _send(case, DEFAULT_RECEIVED, context, key=f"{DEFAULT_RECEIVED}:{notice.pk}", by=by, at=at)


def warn(
    context: WarningContext, *, to_email: str, key: str, about: GrantApplication, language: str, at: datetime
) -> None:
    """Queue the nightly warning for one colleague or team."""
    queue_email(
        kind=WARNING,
        context=context,
        to_name=context.name,
        to_email=to_email,
        subject_obj=about,
        unique_key=key,
        at=at,
        language=language or SOURCE_LANGUAGE,
    )
