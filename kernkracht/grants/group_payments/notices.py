"""Messages about claims and yearly contributions, to whoever speaks for the group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.community.groups.bank_account import masked_iban
from kernkracht.community.groups.models import Group
from kernkracht.community.groups.queries import speakers_of
from kernkracht.community.people.models import User
from kernkracht.foundation.deadlines import Term
from kernkracht.foundation.deadlines.queries import deadline_from
from kernkracht.foundation.legal_settings.queries import number_on
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import SOURCE_LANGUAGE, NoticeContext, register_notice

from .models import ClaimState, ExpenseClaim, YearlyContribution

OBJECTION_WEEKS = "objections.term_weeks"


@dataclass(frozen=True)
class ClaimNotice(NoticeContext):
    """A claim came in, or was decided. Amounts in cents; `pay_by` is empty unless it was approved."""

    name: str
    group: str
    number: str
    year: int
    claimed_cents: int
    accepted_cents: int
    received_on: date
    is_approved: bool
    pay_by: date | None
    reason: str
    account: str
    link: str
    objection_until: date


@dataclass(frozen=True)
class ContributionNotice(NoticeContext):
    """A yearly contribution was approved."""

    name: str
    group: str
    number: str
    scheme: str
    year: int
    amount_cents: int
    pay_by: date | None
    account: str
    link: str
    objection_until: date


@dataclass(frozen=True)
class ClaimDraftNotice(NoticeContext):
    """A draft of a claim that nobody sends goes after `kept_until`."""

    name: str
    group: str
    year: int
    kept_until: date
    link: str


_CLAIM = ClaimNotice(
    name="Henk Voorbeeld",
    group="Signaleringsgroep Voorbeelddorp",
    number="DC-2026-001",
    year=2026,
    claimed_cents=120_00,
    accepted_cents=100_00,
    received_on=date(2026, 11, 2),
    is_approved=True,
    pay_by=date(2027, 1, 4),
    reason="",
    account="NL91 … 4300",
    link="https://voorbeeld.nl/mijn/groepen/signaleringsgroep-voorbeelddorp/declaraties/",
    objection_until=date(2027, 1, 4),
)
register_notice("claim_received", title=_("Declaratie ontvangen"), example=_CLAIM)
register_notice("claim_decided", title=_("Besluit over een declaratie"), example=_CLAIM)
register_notice(
    "claim_draft_removal",
    title=_("Concept van een declaratie gaat weg"),
    example=ClaimDraftNotice(
        name="Henk Voorbeeld",
        group="Signaleringsgroep Voorbeelddorp",
        year=2026,
        kept_until=date(2026, 11, 30),
        link="https://voorbeeld.nl/mijn/groepen/signaleringsgroep-voorbeelddorp/declaraties/12/",
    ),
)
register_notice(
    "contribution_approved",
    title=_("Jaarlijkse bijdrage toegekend"),
    example=ContributionNotice(
        name="Amina Voorbeeld",
        group="Dorpsbelang Voorbeelddorp",
        number="JB-2026-001",
        scheme="Bijdrage verenigingen met convenant",
        year=2026,
        amount_cents=375_00,
        pay_by=date(2027, 1, 4),
        account="",
        link="https://voorbeeld.nl/mijn/groepen/dorpsbelang-voorbeelddorp/",
        objection_until=date(2027, 1, 4),
    ),
)


def _readers(group: Group, on: date) -> Iterator[tuple[str, str, str]]:
    """Name, address and language of everybody who speaks for the group, each address once."""
    seen: set[str] = set()
    for contact in speakers_of(group, on):
        email = contact.email or (contact.user.email if contact.user else "")
        if email and email.lower() not in seen:
            seen.add(email.lower())
            name = contact.name or (contact.user.name if contact.user else "")
            yield name, email, contact.user.language if contact.user else SOURCE_LANGUAGE


def _objection_until(at: datetime) -> date:
    """The last day to object to what is told now (Awb 6:7 and 6:8)."""
    today = localdate(at)
    return deadline_from(today, Term(weeks=number_on(OBJECTION_WEEKS, today))).due_on


def _claim_notice(kind: str, claim: ExpenseClaim, pay_by: date | None, at: datetime) -> None:
    for name, email, language in _readers(claim.group, localdate(at)):
        queue_email(
            kind=kind,
            context=ClaimNotice(
                name=name,
                group=claim.group.name,
                number=claim.number or "",
                year=claim.year,
                claimed_cents=claim.claimed_cents or 0,
                accepted_cents=claim.accepted_cents or 0,
                received_on=claim.received_on or localdate(at),
                is_approved=claim.state == ClaimState.APPROVED,
                pay_by=pay_by,
                reason=claim.refusal_reason,
                account=masked_iban(claim.group.iban),
                link=f"{settings.SITE_URL}/mijn/groepen/{claim.group.slug}/declaraties/",
                objection_until=_objection_until(at),
            ),
            to_name=name,
            to_email=email,
            subject_obj=claim,
            unique_key=f"{kind}:{claim.pk}:{email}",
            at=at,
            language=language,
        )


def confirm_claim(claim: ExpenseClaim, *, at: datetime) -> None:
    """Tell the group that its claim came in."""
    _claim_notice("claim_received", claim, None, at)


def tell_claim(claim: ExpenseClaim, pay_by: date | None, *, at: datetime) -> None:
    """Tell the group what was decided on its claim."""
    _claim_notice("claim_decided", claim, pay_by, at)


def tell_draft_goes(draft: ExpenseClaim, goes_at: datetime, *, at: datetime) -> int:
    """Tell whoever works on a draft on which day it goes: the group, or the officer who types in paper.

    Returns how many people that were.
    """
    told = 0
    claims = f"{settings.SITE_URL}/mijn/groepen/{draft.group.slug}/declaraties/{draft.pk}/"
    readers, link = _readers(draft.group, localdate(at)), claims
    if draft.channel == ExpenseClaim.Channel.PAPER:
        readers, link = _officers(draft), f"{settings.SITE_URL}/werk/declaraties/concept/{draft.pk}/"
    for name, email, language in readers:
        queue_email(
            kind="claim_draft_removal",
            context=ClaimDraftNotice(
                name=name, group=draft.group.name, year=draft.year, kept_until=localdate(goes_at), link=link
            ),
            to_name=name,
            to_email=email,
            subject_obj=draft,
            unique_key=f"claim_draft_removal:{draft.pk}:{draft.changed_at.isoformat()}:{email}",
            at=at,
            language=language,
        )
        told += 1
    return told


def _officers(draft: ExpenseClaim) -> Iterator[tuple[str, str, str]]:
    """Who typed the claim in, as long as the account is open."""
    user = User.objects.filter(actor=draft.made_by, is_active=True).first()
    if user is not None:
        yield user.name, user.email, user.language


def tell_contribution(row: YearlyContribution, pay_by: date | None, *, at: datetime) -> None:
    """Tell the group of its yearly contribution."""
    for name, email, language in _readers(row.group, localdate(at)):
        queue_email(
            kind="contribution_approved",
            context=ContributionNotice(
                name=name,
                group=row.group.name,
                number=row.number,
                scheme=row.scheme.name,
                year=row.year,
                amount_cents=row.amount_cents,
                pay_by=pay_by,
                account=masked_iban(row.group.iban),
                link=f"{settings.SITE_URL}/mijn/groepen/{row.group.slug}/",
                objection_until=_objection_until(at),
            ),
            to_name=name,
            to_email=email,
            subject_obj=row,
            unique_key=f"contribution_approved:{row.pk}:{email}",
            at=at,
            language=language,
        )
