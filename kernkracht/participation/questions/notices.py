"""Messages about questions: to the asker with the contact's name, to colleagues without anything of the asker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.community.people.queries import VillageContact, contact_for
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import NoticeContext, register_notice

from .models import Answer, DrawnIn, Question


@dataclass(frozen=True)
class AskerNotice(NoticeContext):
    """What every message to the asker says: which question, who the contact is, and where to follow it.

    `contact_title` is “kernregisseur”, or “tijdelijk via Team Dorpen” while nobody fills the post (R51).
    """

    name: str
    number: str
    village: str
    contact: str
    contact_title: str
    contact_phone: str
    promised_on: date
    link: str


@dataclass(frozen=True)
class AnswerNotice(AskerNotice):
    """An answer as the asker reads it (R102, R228)."""

    text: str
    possible: str
    not_possible: str
    to_find_out: str
    referred_to: str


@dataclass(frozen=True)
class WorkNotice(NoticeContext):
    """What a colleague hears: a number, never what the asker wrote. `what` is new, routed, reopened or written."""

    name: str
    what: str
    number: str
    village: str
    theme: str
    promised_on: date
    link: str


@dataclass(frozen=True)
class DrawnInNotice(NoticeContext):
    """What a colleague or partner is asked, in the officer's own words; `link` only for colleagues."""

    name: str
    number: str
    village: str
    asked: str
    contact: str
    contact_email: str
    link: str


@dataclass(frozen=True)
class WarningNotice(NoticeContext):
    """A promise comes near or was missed; `step` is near, late or manager."""

    name: str
    step: str
    number: str
    village: str
    promised_on: date
    link: str


LINK = "https://voorbeeld.nl/vraag/voorbeeld/"
OFFICE_LINK = "https://voorbeeld.nl/werk/vragen/V-2027-0001/"
_ASKER = AskerNotice(
    name="Robin Voorbeeld",
    number="V-2027-0001",
    village="Voorbeelddorp",
    contact="Kim Voorbeeld",
    contact_title="kernregisseur",
    contact_phone="0344 00 00 00",
    promised_on=date(2027, 3, 15),
    link=LINK,
)
_ANSWER = AnswerNotice(
    **vars(_ASKER),
    text="Wij zetten er een bak bij.",
    possible="Een extra bak bij de bushalte.",
    not_possible="Elke dag legen.",
    to_find_out="Of de bak van zonnestroom kan werken.",
    referred_to="",
)
register_notice("question_received", title=_("Ontvangst van een vraag"), example=_ASKER)
register_notice("question_process", title=_("Antwoord over de voortgang van een vraag"), example=_ANSWER)
register_notice("question_answered", title=_("Antwoord op een vraag"), example=_ANSWER)
register_notice("question_reopened", title=_("Een vraag is opnieuw open"), example=_ASKER)
register_notice(
    "question_work",
    title=_("Vraag van een inwoner, aan een collega"),
    example=WorkNotice("Kim", "routed", "V-2027-0001", "Voorbeelddorp", "Afval", date(2027, 3, 15), OFFICE_LINK),
)
register_notice(
    "question_drawn_in",
    title=_("Meedenken over een vraag, aan een collega of partner"),
    example=DrawnInNotice(
        "Kim",
        "V-2027-0001",
        "Voorbeelddorp",
        "Hoe vaak leegt u deze bak?",
        "Sam Voorbeeld",
        "sam@voorbeeld.nl",
        OFFICE_LINK,
    ),
)
register_notice(
    "question_warning",
    title=_("Een beloofd antwoord komt in gevaar, aan een collega"),
    example=WarningNotice("Kim", "near", "V-2027-0001", "Voorbeelddorp", date(2027, 3, 15), OFFICE_LINK),
)


def follow_link(question: Question) -> str:
    return f"{settings.SITE_URL}/vraag/{question.token}/"


def office_link(question: Question) -> str:
    return f"{settings.SITE_URL}/werk/vragen/{question.number}/"


def _asker(question: Question, on: date) -> dict[str, object]:
    contact: VillageContact | None = contact_for(question.village, on)
    return {
        "name": question.name,
        "number": question.number,
        "village": question.village.name,
        "contact": contact.name if contact else "",
        "contact_title": contact.title if contact else "",
        "contact_phone": contact.phone if contact else "",
        "promised_on": question.promised_on,
        "link": follow_link(question),
    }


def _mail(
    kind: str,
    context: NoticeContext,
    about: models.Model,
    to: tuple[str, str],
    key: str,
    at: datetime,
    language: str = "nl",
) -> None:
    name, email = to
    queue_email(
        kind=kind,
        context=context,
        to_name=name,
        to_email=email,
        subject_obj=about,
        unique_key=f"{kind}:{about.pk}:{key}",
        at=at,
        language=language,
    )


def queue_received(question: Question, *, on: date, at: datetime) -> None:
    """The receipt, at once (R232). Nothing for who left only a telephone number."""
    _to_asker("question_received", AskerNotice(**_asker(question, on)), question, "receipt", at)  # type: ignore[arg-type] # by name


def queue_reopened(question: Question, *, on: date, at: datetime) -> None:
    context = AskerNotice(**_asker(question, on))  # type: ignore[arg-type] # by name
    _to_asker("question_reopened", context, question, at.isoformat(), at)


def queue_answer(question: Question, answer: Answer, *, on: date, at: datetime) -> None:
    """The answer itself; only by mail when it is told by mail."""
    if answer.told != Answer.Told.MAIL:
        return
    kind = "question_answered" if answer.kind == Answer.Kind.CONTENT else "question_process"
    words = ("text", "possible", "not_possible", "to_find_out", "referred_to")
    context = AnswerNotice(**_asker(question, on), **{name: getattr(answer, name) for name in words})  # type: ignore[arg-type] # by name
    _to_asker(kind, context, question, str(answer.pk), at)


def _to_asker(kind: str, context: NoticeContext, question: Question, key: str, at: datetime) -> None:
    if question.email:
        _mail(kind, context, question, (question.name, question.email), key, at, language=question.language)


def queue_work(question: Question, what: str, *, to: User | None, on: date, at: datetime) -> None:
    """Tell a colleague, or the mailbox of the team that answers, that there is something to do."""
    name, email = _address(question, to, on)
    if not email:
        return
    context = WorkNotice(
        name=name,
        what=what,
        number=question.number,
        village=question.village.name,
        theme=question.theme.label if question.theme else "",
        promised_on=question.promised_on,
        link=office_link(question),
    )
    _mail("question_work", context, question, (name, email), f"{what}:{_key(to)}:{at.isoformat()}", at)


def _key(to: User | None) -> str:
    """Who it goes to, short enough for the key of a message; an address may be longer than that."""
    return str(to.pk) if to is not None else "team"


def _address(question: Question, to: User | None, on: date) -> tuple[str, str]:
    if to is not None:
        return str(to), to.email
    contact = contact_for(question.village, on)
    if contact is None:
        return "", ""
    return (str(contact.user), contact.user.email) if contact.user else (contact.name, contact.email)


def queue_drawn_in(drawn: DrawnIn, *, on: date, at: datetime) -> None:
    """Ask a colleague or partner; what the asker wrote and who it was is not in it."""
    question, contact = drawn.question, contact_for(drawn.question.village, on)
    name, email = (
        (str(drawn.colleague), drawn.colleague.email)
        if drawn.colleague
        else ((drawn.partner.contact_label or drawn.partner.name, drawn.partner.email) if drawn.partner else ("", ""))
    )
    if not email:
        return
    context = DrawnInNotice(
        name=name,
        number=question.number,
        village=question.village.name,
        asked=drawn.asked,
        contact=contact.name if contact else "",
        contact_email=contact.email if contact else "",
        link=office_link(question) if drawn.colleague else "",
    )
    _mail("question_drawn_in", context, question, (name, email), str(drawn.pk), at)


def queue_warning(question: Question, step: str, promise_pk: int, *, to: User | None, on: date, at: datetime) -> None:
    name, email = _address(question, to, on)
    if email:
        context = WarningNotice(
            name, step, question.number, question.village.name, question.promised_on, office_link(question)
        )
        _mail("question_warning", context, question, (name, email), f"{promise_pk}:{step}:{_key(to)}", at)
