"""Letters about objections: made before locks, kept as sent, mailed with a link or put in the print queue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from html import unescape

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from markupsafe import Markup

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import letter_as_pdf, store_letter
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.legal_settings.queries import number_on, setting_on
from kernkracht.foundation.notices.actions import queue_email, queue_print
from kernkracht.foundation.notices.kinds import NoticeContext
from kernkracht.foundation.notices.texts import render_letter, render_notice
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.letter_frames import decision_frame, plain_frame
from kernkracht.grants.applications.letters import LetterFailed, MissingBlock

from . import legal
from .messages import DECIDED, FRAME, ObjectionFrame, OutcomeNotice
from .models import Objection
from .terms import appeal_term


@dataclass(frozen=True)
class MadeLetter:
    """A letter that is made but not kept yet."""

    kind: str
    subject: str
    html: str
    pdf: bytes
    context: NoticeContext
    addressee: tuple[object, ...]


def follow_link(objection: Objection) -> str:
    """Where the objector follows the objection, without an account."""
    return f"{settings.SITE_URL}/mijn/bezwaren/{objection.token}/"


def office_link(objection: Objection) -> str:
    return f"{settings.SITE_URL}/werk/bezwaren/{objection.number}/"


def facts_for(objection: Objection) -> dict[str, object]:
    """What every message about an objection says."""
    return {
        "name": objection.name,
        "number": objection.number,
        "title": objection.application.title,
        "reference": objection.application.number or "",
        "received_on": objection.received_on,
        "term_ends_on": objection.term_ends_on,
        "due_on": objection.due_on,
        "is_late": objection.is_late and objection.is_excused is not True,
        "link": follow_link(objection),
    }


def addressee_of(objection: Objection) -> tuple[object, ...]:
    return (objection.name, objection.address, objection.email, objection.wants_paper, objection.language)


def make_letter(
    objection: Objection, kind: str, context: NoticeContext, *, by: Actor, at: datetime, mandate_id: int | None = None
) -> MadeLetter:
    """Fill in core and frame and make the PDF; about half a second, so never under a lock. Raises `LetterFailed`.

    With a mandate the letter is a decision: it is signed in the executive's name and names the court.
    """
    today, language = day_of(at), objection.language
    with translation.override(language):
        frame = _frame(objection, by=by, today=today, mandate_id=mandate_id)
    subject = render_notice(kind, context, language).subject
    body = Markup(render_letter(kind, context, language))  # noqa: S704  (filled in by an environment that escapes)
    html = render_letter(FRAME, replace(frame, subject=subject, body=body), language)
    with translation.override(language):
        _require(_demanded(context, frame), html)
    try:
        pdf = letter_as_pdf(subject=subject, html=html, language=language)
    except Exception as error:
        # Whatever the renderer trips over, the act must be refused as a whole and nothing may be kept.
        raise LetterFailed(str(error)) from error
    return MadeLetter(kind, subject, html, pdf, context, addressee_of(objection))


def keep_and_send(objection: Objection, letter: MadeLetter, *, key: str, by: Actor, at: datetime) -> Letter:
    """Store a made letter and queue it, inside the transaction of the act."""
    stored = store_letter(
        kind=letter.kind,
        subject=letter.subject,
        html=letter.html,
        by=by,
        at=at,
        language=objection.language,
        pdf=letter.pdf,
    )
    record("objection.letter_made", objection, by=by, at=at, data={"kind": letter.kind, "letter": str(stored.key)})
    if on_paper(objection):
        queue_print(
            kind=letter.kind,
            letter=stored,
            to_name=objection.name,
            to_address=objection.address,
            subject_obj=objection,
            unique_key=key,
            at=at,
            language=objection.language,
        )
    else:
        mail(objection, letter.kind, letter.context, key=key, at=at, letter=stored)
    return stored


def tell(objection: Objection, kind: str, context: NoticeContext, *, key: str, by: Actor, at: datetime) -> None:
    """A message that decides nothing: by mail, or as a letter for who wants paper."""
    if on_paper(objection):
        keep_and_send(objection, make_letter(objection, kind, context, by=by, at=at), key=key, by=by, at=at)
    else:
        mail(objection, kind, context, key=key, at=at)


def mail(
    objection: Objection,
    kind: str,
    context: NoticeContext,
    *,
    key: str,
    at: datetime,
    letter: Letter | None = None,
) -> None:
    queue_email(
        kind=kind,
        context=context,
        to_name=objection.name,
        to_email=objection.email,
        subject_obj=objection,
        unique_key=key,
        at=at,
        language=objection.language,
        letter=letter,
    )


def on_paper(objection: Objection) -> bool:
    return objection.wants_paper or not objection.email


def _frame(objection: Objection, *, by: Actor, today: date, mandate_id: int | None) -> ObjectionFrame:
    case = objection.application
    base = decision_frame(case, by=by, mandate_id=mandate_id, today=today) if mandate_id else None
    base = base or plain_frame(case, by=by, today=today)
    facts = base.placeholders() | {
        "to_name": objection.name,
        "to_address": objection.address,
        "reference": objection.number,
        "objection_until": None,
        "appeal_until": appeal_term(today).due_on if mandate_id else None,
        "appeal_weeks": number_on(legal.APPEAL_WEEKS, today),
        "court": str(setting_on(legal.COURT, today).value),
    }
    facts |= _contact(objection)
    return ObjectionFrame(**facts)  # type: ignore[arg-type]  # the fields of the frame, under their own names


def _contact(objection: Objection) -> dict[str, object]:
    """Questions go to who handles the objection, not to who had a part in the decision."""
    handler = User.objects.filter(actor=objection.handler_id).first() if objection.handler_id else None
    if handler is None:
        return {}
    return {"contact_name": str(handler), "contact_phone": handler.phone, "contact_email": handler.email}


def _demanded(context: NoticeContext, frame: ObjectionFrame) -> list[str]:
    """What must stand in the letter whatever a municipality wrote itself (Awb 3:45, 3:46, 7:12)."""
    blocks = [frame.reference, frame.executive, *getattr(context, "must_say", [])]
    if frame.appeal_until is not None:
        blocks += [date_format(frame.appeal_until, "j F Y"), frame.court, frame.mandate]
    if isinstance(context, OutcomeNotice):
        blocks += [context.outcome_sentence, *context.changed, context.reason, context.costs_sentence]
        if context.hearing_on is None:
            blocks.append(context.waiver_reason)
    return [block for block in blocks if block]


def _require(blocks: list[str], html: str) -> None:
    text = " ".join(unescape(strip_tags(html)).replace("\u00a0", " ").split())
    for block in blocks:
        if " ".join(block.replace("\u00a0", " ").split()) not in text:
            raise MissingBlock(
                _("In de tekst van de brief ontbreekt: “%(block)s”. Vraag de beheerder om de tekst te herstellen.")
                % {"block": block}
            )


__all__ = [
    "DECIDED",
    "LetterFailed",
    "MadeLetter",
    "follow_link",
    "keep_and_send",
    "make_letter",
    "office_link",
    "tell",
]
