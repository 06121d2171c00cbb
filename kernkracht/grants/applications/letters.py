"""Letters and mails of the office. A letter is a core (what this is about) in a frame (who, to whom, and the remedy).

The frame holds the blocks the law demands, so that no own text of a municipality can leave them out by accident: after
filling in, `MissingBlock` refuses a letter without them. Sources: Awb 3:41, 3:45, 3:46, 4:86, 4:87, 6:4, 6:7, 6:8 and
10:10; RvS 2021:2172 for the day on which a plan must be ready.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from html import unescape
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import letter_as_pdf, store_letter
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.money import format_euro
from kernkracht.foundation.notices.actions import queue_email, queue_print
from kernkracht.foundation.notices.kinds import NoticeContext, register_notice
from kernkracht.foundation.notices.texts import render_letter, render_notice

from .consents import consents_of, may_email
from .languages import language_of

if TYPE_CHECKING:
    from .models import GrantApplication


class LetterFailed(Exception):
    """The letter could not be made: the text, or the paper. Nothing was kept."""


class MissingBlock(LetterFailed):
    """An own text of the municipality left out what a decision must say."""


@dataclass(frozen=True)
class LetterCriterion:
    """One rule of the motivation: the rule in words, and how this plan does on it."""

    statement: str
    sentence: str
    is_met: bool


@dataclass(frozen=True)
class LetterCost:
    """A cost that does not count, and why."""

    description: str
    amount_cents: int
    sentence: str


@dataclass(frozen=True)
class CaseContext(NoticeContext):
    """What every message to an applicant says of the case; `link` opens it."""

    name: str = "Robin Voorbeeld"
    title: str = "Pluktuin bij de school"
    number: str = "A-2026-0012"
    link: str = "https://example.org/mijn/aanvragen/voorbeeld/"


@dataclass(frozen=True)
class DecisionContext(CaseContext):
    """Facts of a decision for its mail and the core of its letter. Amounts in euro cents."""

    scheme: str = "Leefbaarheidsbudget"
    village: str = "Voorbeelddorp"
    received_on: date = date(2026, 3, 2)
    legal_basis: str = "Subsidieregeling leefbaarheid, artikel 4"
    requested_cents: int = 90_000
    amount_cents: int = 75_000
    bound_by: str = "Het hoogste bedrag per aanvraag is € 750."
    reason: str = "Het plan brengt buren bij elkaar en iedereen kan meedoen."
    ground: str = ""
    ground_article: str = ""
    criteria: tuple[LetterCriterion, ...] = (
        LetterCriterion("Het plan is er voor alle bewoners.", "Iedereen mag plukken.", True),
    )
    removed_costs: tuple[LetterCost, ...] = (LetterCost("Broodjes", 6_000, "Eten en drinken telt niet mee."),)
    obligations: tuple[str, ...] = ("U meldt het meteen als het plan niet doorgaat.",)
    carry_out_by: date | None = date(2026, 10, 1)
    payment: str = "Wij betalen het hele bedrag vooraf."
    pay_by: date | None = date(2026, 5, 1)
    account: tuple[str, ...] = ("U stuurt ons binnen 8 weken na afloop een kort verslag met een foto.",)
    refused_cents: int = 15_000
    """What was asked and is not given; 0 when the whole amount is given."""
    carried_to_year: int = 0
    refer_to: str = ""
    refer_url: str = ""


@dataclass(frozen=True)
class FrameContext(NoticeContext):
    """Everything around the core of a letter: sender, window address, facts, signature, remedy."""

    sender: str = "gemeente Voorbeeld"
    sender_address: str = "Postbus 1\n1234 AB Voorbeeld"
    to_name: str = "Robin Voorbeeld"
    to_address: str = "Dorpsstraat 1\n1234 AB Voorbeelddorp"
    sent_on: date = date(2026, 3, 20)
    reference: str = "A-2026-0012"
    subject: str = "Besluit over Pluktuin bij de school"
    body: Markup = field(default_factory=lambda: Markup("<p>De tekst van de brief.</p>"))
    executive: str = "burgemeester en wethouders van Voorbeeld"
    mandate: str = "Mandaatbesluit 2026, nummer 12"
    on_behalf: bool = True
    """Somebody signs in the executive's name; False when the executive signs itself."""
    signer: str = "Sam Besluit"
    signer_role: str = "teammanager"
    contact_name: str = "Sanne Voorbeeld"
    contact_phone: str = "0344 - 00 00 00"
    contact_email: str = "dorpen@example.org"
    objection_until: date | None = date(2026, 5, 1)
    objection_weeks: int = 6
    objection_address: str = "Postbus 1\n1234 AB Voorbeeld"
    objection_url: str = "https://example.org/bezwaar"


@dataclass(frozen=True)
class CompletionContext(CaseContext):
    """What is asked of the applicant, by when, and what happens without an answer (Awb 4:5)."""

    question: str = "Stuur ons een offerte voor de fruitbomen."
    until: date = date(2026, 3, 30)
    due_on: date = date(2026, 5, 11)


@dataclass(frozen=True)
class AdviceContext(NoticeContext):
    """A question for advice, or its answer, for a colleague."""

    name: str = "Karim Bakker"
    asked_by: str = "Sanne Voorbeeld"
    title: str = "Pluktuin bij de school"
    number: str = "A-2026-0012"
    question: str = "Past deze plek bij het groenbeheer?"
    answer: str = "Ja, als de bomen twee meter van het pad staan."
    link: str = "https://example.org/werk/aanvragen/A-2026-0012/"


AWARD, PARTIAL_AWARD = "decision_award", "decision_partial_award"
REFUSAL, CARRY_OVER, REFERRAL, UNTREATED = (
    "decision_refusal",
    "decision_carry_over",
    "decision_referral",
    "decision_untreated",
)
FRAME, COMPLETION = "letter_frame", "completion_request"
ADVICE_ASKED, ADVICE_GIVEN = "advice_asked", "advice_given"


def register() -> None:
    """Make the office's letters and mails known to the administrator's list of texts."""
    refused = DecisionContext(
        amount_cents=0,
        reason="Het feest is alleen voor leden.",
        ground="Het plan is niet voor alle bewoners van de straat.",
        ground_article="artikel 4",
        criteria=(LetterCriterion("Het plan is er voor alle bewoners.", "Alleen leden mogen komen.", False),),
        carry_out_by=None,
        pay_by=None,
    )
    register_notice(FRAME, title=gettext_lazy("Brief: kop, ondertekening en bezwaar"), example=FrameContext())
    register_notice(
        AWARD,
        title=gettext_lazy("Besluit: toegekend"),
        example=DecisionContext(requested_cents=75_000, refused_cents=0),
    )
    register_notice(
        PARTIAL_AWARD, title=gettext_lazy("Besluit: deels toegekend"), example=DecisionContext(), texts_of=AWARD
    )
    register_notice(REFUSAL, title=gettext_lazy("Besluit: afgewezen"), example=refused)
    register_notice(
        CARRY_OVER, title=gettext_lazy("Besluit: doorgeschoven"), example=DecisionContext(carried_to_year=2027)
    )
    register_notice(
        REFERRAL,
        title=gettext_lazy("Besluit: doorverwezen"),
        example=DecisionContext(refer_to="Fonds Voorbeeld", refer_url="https://example.org/fonds"),
    )
    register_notice(UNTREATED, title=gettext_lazy("Besluit: buiten behandeling"), example=DecisionContext())
    register_notice(COMPLETION, title=gettext_lazy("Vraag om aan te vullen"), example=CompletionContext())
    register_notice(ADVICE_ASKED, title=gettext_lazy("Advies gevraagd (collega)"), example=AdviceContext())
    register_notice(ADVICE_GIVEN, title=gettext_lazy("Advies gegeven (collega)"), example=AdviceContext())


@dataclass(frozen=True)
class PreparedLetter:
    """A letter that is made but not kept yet. It fits a case as long as the addressee did not change."""

    kind: str
    subject: str
    html: str
    pdf: bytes
    context: NoticeContext
    addressee: tuple[object, ...]
    language: str

    def still_fits(self, case: GrantApplication) -> bool:
        return self.addressee == addressee_of(case)


def addressee_of(case: GrantApplication) -> tuple[object, ...]:
    """What of a case a letter rests on besides the decision itself."""
    return (
        case.contact_name,
        case.contact_email,
        case.contact_address,
        case.organisation,
        tuple(consents_of(case).values()),
        case.title,
        case.iban,
        language_of(case),
    )


def prepare(kind: str, context: NoticeContext, frame: FrameContext, case: GrantApplication) -> PreparedLetter:
    """Fill in core and frame, in the applicant's language, and make the PDF.

    It takes about half a second, so never call it under a lock. Make `context` and `frame` in the same language.
    Raises `LetterFailed`, and `MissingBlock` when a text left out what it must say.
    """
    language = language_of(case)
    subject, html = fill_frame(kind, context, frame, language)
    with translation.override(language):
        blocks = _required(kind, context, frame)
    _require(blocks, html)
    try:
        pdf = letter_as_pdf(subject=subject, html=html, language=language)
    except Exception as error:
        # Whatever the renderer trips over, the act must be refused as a whole and nothing may be kept.
        raise LetterFailed(str(error)) from error
    return PreparedLetter(kind, subject, html, pdf, context, addressee_of(case), language)


def fill_frame(kind: str, context: NoticeContext, frame: FrameContext, language: str) -> tuple[str, str]:
    """Subject and HTML of a letter: the core of this kind in its frame."""
    subject = render_notice(kind, context, language).subject
    body = Markup(render_letter(kind, context, language))  # noqa: S704  (filled in by an environment that escapes)
    return subject, render_letter(FRAME, replace(frame, subject=subject, body=body), language)


def _require(blocks: list[str], html: str) -> None:
    text = " ".join(unescape(strip_tags(html)).replace("\u00a0", " ").split())
    for block in blocks:
        if " ".join(block.replace("\u00a0", " ").split()) not in text:
            raise MissingBlock(
                _("In de tekst van de brief ontbreekt: “%(block)s”. Vraag de beheerder om de tekst te herstellen.")
                % {"block": block}
            )


def _required(kind: str, context: NoticeContext, frame: FrameContext) -> list[str]:
    """Texts that must stand in the letter: reference, sender, remedy; and per decision its amount, day and ground."""
    blocks = [frame.reference, frame.executive]
    if frame.objection_until is not None:
        blocks += [date_format(frame.objection_until, "j F Y"), frame.objection_address]
    if frame.mandate:
        blocks.append(frame.mandate)
    if isinstance(context, DecisionContext):
        blocks.append(context.reason)
        if kind in (AWARD, PARTIAL_AWARD):
            blocks += [format_euro(context.amount_cents), context.payment]
            blocks += [date_format(day, "j F Y") for day in (context.carry_out_by, context.pay_by) if day]
        if kind == REFUSAL:
            blocks.append(context.ground)
    blocks += getattr(context, "must_say", [])
    if isinstance(context, CompletionContext):
        blocks += [context.question, date_format(context.until, "j F Y")]
    return [block for block in blocks if block]


def keep_and_send(case: GrantApplication, letter: PreparedLetter, *, key: str, by: Actor, at: datetime) -> Letter:
    """Store a prepared letter and queue it, inside the transaction of the act: by mail with a link, or on paper."""
    stored = store_letter(
        kind=letter.kind,
        subject=letter.subject,
        html=letter.html,
        by=by,
        at=at,
        language=letter.language,
        pdf=letter.pdf,
    )
    record("application.letter_made", case, by=by, at=at, data={"kind": letter.kind, "letter": str(stored.key)})
    if not may_email(case, letter.kind):
        queue_print(
            kind=letter.kind,
            letter=stored,
            to_name=case.contact_name,
            to_address=case.contact_address,
            subject_obj=case,
            unique_key=key,
            at=at,
            language=letter.language,
        )
    else:
        queue_email(
            kind=letter.kind,
            context=letter.context,
            to_name=case.contact_name,
            to_email=case.contact_email,
            subject_obj=case,
            unique_key=key,
            at=at,
            language=letter.language,
            letter=stored,
        )
    return stored
