"""The case as the rules see it, and how that picture is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from kernkracht.grants.schemes.facts import CostLine, EarlierGrant, Facts
from kernkracht.grants.schemes.kinds.vocabulary import FIELD_OF

from .mailboxes import mailbox
from .models import ApplicationState, Companion, GrantApplication, IncomeLine
from .rooms import room_of

LEGAL_BODIES = frozenset({"association", "foundation"})
NOT_LEGAL_BODIES = frozenset({"resident", "residents_group"})
NEVER_COUNTED = (
    ApplicationState.DRAFT,
    ApplicationState.REFUSED,
    ApplicationState.NOT_TREATED,
    ApplicationState.REFERRED,
    ApplicationState.WITHDRAWN,
)
MAX_EARLIER = 200


def facts_of(application: GrantApplication) -> Facts:
    """Read everything a rule may look at, in a fixed number of queries. Unknown stays empty or None.

    Only companions who confirmed count, and never the applicant's own mailbox.
    """
    answers = dict(application.answers)
    incomes = list(application.income_lines.all())
    confirmed = _confirmed(application)
    co_applicants = [c for c in confirmed if c.kind == Companion.Kind.CO_APPLICANT]
    return Facts(
        village=application.village.slug if application.village else "",
        village_inhabitants=application.village.inhabitants if application.village else None,
        area=application.village.area.slug if application.village else "",
        applicant_kind=application.applicant_kind,
        applicant_is_legal_body=_is_legal_body(application.applicant_kind, answers),
        applicant_local=_yes_or_no(answers.get("applicant_local")),
        title=application.title,
        activity_kind=application.activity_kind,
        category=application.category,
        reach=application.reach,  # type: ignore[arg-type] # the form offers these codes only
        street=application.street,
        requested_cents=application.requested_cents,
        cost_lines=tuple(
            CostLine(line.description, line.cost_kind, line.amount_cents) for line in application.budget_lines.all()
        ),
        income_cents=sum(line.amount_cents for line in incomes if line.kind == IncomeLine.Kind.OTHER),
        other_public_contribution_cents=sum(i.amount_cents for i in incomes if i.kind == IncomeLine.Kind.PUBLIC),
        own_share_cents=sum(line.amount_cents for line in incomes if line.kind == IncomeLine.Kind.OWN),
        own_hours=_whole_number(answers.get("own_hours")),
        supporters=sum(c.kind == Companion.Kind.SUPPORTER for c in confirmed),
        co_applicants=len(co_applicants),
        households=_households(application, co_applicants),
        documents=frozenset(
            a.document_kind for a in application.attachments.all() if a.removed_at is None and a.document_kind
        ),
        filled_fields=_filled_fields(application),
        activity_starts_on=application.starts_on,
        activity_ends_on=application.ends_on,
        received_on=application.received_on,
        completed_on=_completed_on(application),
        earlier=tuple(_earlier(application)),
        room=room_of(application),
        answers=answers,
        judgements=_judgements(application),
    )


def _confirmed(application: GrantApplication) -> list[Companion]:
    own = {mailbox(application.contact_email)} if application.contact_email else set()
    return [c for c in application.companions.all() if c.confirmed_at is not None and mailbox(c.email) not in own]


def _is_legal_body(kind: str, answers: Mapping[str, object]) -> bool | None:
    said = _yes_or_no(answers.get("applicant_is_legal_body"))
    if said is not None:
        return said
    return True if kind in LEGAL_BODIES else False if kind in NOT_LEGAL_BODIES else None


def _yes_or_no(value: object) -> bool | None:
    return {True: True, False: False, "yes": True, "no": False}.get(value) if isinstance(value, bool | str) else None


def _whole_number(value: object) -> int:
    return int(value) if isinstance(value, int | str) and str(value).isascii() and str(value).isdigit() else 0


def _same_words(text: str) -> str:
    """Spelling without capitals, spaces and signs, so that “Dorpsstraat  1-3” is found again."""
    return re.sub(r"\W+", "", text.casefold())


def _households(application: GrantApplication, co_applicants: Iterable[Companion]) -> int:
    """Different addresses of the applicant and the confirmed co-applicants; an unknown address is no household."""
    addresses = [application.contact_address, *(c.address for c in co_applicants)]
    return len({household_key(address) for address in addresses if address.strip()})


def household_key(address: str) -> str:
    """Postcode with house number where both can be read, else the whole address."""
    postcode = re.search(r"\b(\d{4})\s*([A-Za-z]{2})\b", address)
    rest = address.replace(postcode.group(0), " ") if postcode else address
    number = re.search(r"\b(\d{1,5}\s*[A-Za-z]?)\b", rest)
    if postcode and number:
        return _same_words(postcode.group(1) + postcode.group(2) + number.group(1))
    return _same_words(address)


FIELD_OF_QUESTION: Mapping[str, str] = {
    "title": "title",
    "description": "description",
    "public_summary": "public_summary",
    "village": "village_id",
    "reach": "reach",
    "street": "street",
    "category": "category",
    "activity_dates": "starts_on",
    "applicant_kind": "applicant_kind",
    "organisation": "organisation",
    "name": "contact_name",
    "address": "contact_address",
    "email": "contact_email",
    "phone": "contact_phone",
    "iban": "iban",
    "requested": "requested_cents",
}
"""Questions that have a field of the case of their own, by question code; other answers stand in `answers`."""


def _filled_fields(application: GrantApplication) -> frozenset[str]:
    """The questions that were answered, as rules name them. Sending the form is the signature (Awb 2:16)."""
    filled = {code for code, name in FIELD_OF_QUESTION.items() if getattr(application, name) not in ("", None)}
    filled |= {code for code, value in application.answers.items() if value not in ("", None, [], {})}
    if application.budget_lines.all():
        filled.add("costs")
    if any(line.kind == IncomeLine.Kind.OWN for line in application.income_lines.all()):
        filled.add("own_money")
    if application.state != ApplicationState.DRAFT:
        filled.add("signature")
    return frozenset(filled | {FIELD_OF.get(code, code) for code in filled})


def _completed_on(application: GrantApplication) -> date | None:
    """The day the application was complete: the last answer, or the day it came in."""
    if application.received_on is None:
        return None
    ended = [s.ended_on for s in application.suspensions.all() if s.ended_on is not None]
    return max(ended) if ended else application.received_on


def _judgements(application: GrantApplication) -> dict[str, Any]:
    """The newest tick per criterion; rows come in order of time."""
    if application.state == ApplicationState.DRAFT:
        return {}
    return {j.criterion: j.verdict for j in application.judgements.order_by("at", "pk")}


def earlier_cases(application: GrantApplication) -> QuerySet[GrantApplication]:
    """Cases that count for frequency and yearly limits: same applicant anywhere, same street or activity here.

    Granted and open ones; refused, withdrawn and referred cases never stand in anybody's way.
    """
    same_person = Q()
    if application.contact_email:
        same_person |= Q(contact_email__iexact=application.contact_email)
    if application.applicant_id:
        same_person |= Q(applicant=application.applicant_id)
    if application.organisation:
        same_person |= Q(organisation__iexact=application.organisation)
    same_place = Q(scheme=application.scheme_id, village=application.village_id) if application.village_id else Q()
    wanted = same_person | same_place
    if not wanted:
        return GrantApplication.objects.none()
    return (
        GrantApplication.objects.filter(wanted)
        .exclude(state__in=NEVER_COUNTED)
        .exclude(pk=application.pk)
        .select_related("scheme")
        .order_by("-received_on", "-pk")
    )


def _earlier(application: GrantApplication) -> Iterable[EarlierGrant]:
    activity = _same_words(application.activity_kind or application.title)
    street = _same_words(application.street)
    for case in earlier_cases(application)[:MAX_EARLIER]:
        here = application.village_id is not None and case.village_id == application.village_id
        yield EarlierGrant(
            scheme=case.scheme.slug,
            year=case.budget_year or 0,
            granted_cents=case.granted_cents or 0,
            same_applicant=_same_applicant(application, case),
            same_activity=here and bool(activity) and _same_words(case.activity_kind or case.title) == activity,
            same_target_group=here
            and bool(application.answers.get("target_group"))
            and case.answers.get("target_group") == application.answers.get("target_group"),
            same_street=here and bool(street) and _same_words(case.street) == street,
            same_village=here,
            number=case.number or "",
        )


def _same_applicant(first: GrantApplication, second: GrantApplication) -> bool:
    return (
        (first.applicant_id is not None and first.applicant_id == second.applicant_id)
        or (bool(first.contact_email) and mailbox(first.contact_email) == mailbox(second.contact_email))
        or (bool(first.organisation) and _same_words(first.organisation) == _same_words(second.organisation))
    )
