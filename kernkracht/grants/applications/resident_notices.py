"""Messages to the applicant and to invited people, and to the office about what an applicant did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.community.people.queries import contact_for
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import SOURCE_LANGUAGE, NoticeContext, register_notice

from .days import day_of
from .languages import language_of
from .models import Advice, Companion, GrantApplication
from .queries.drafts import removed_at

AN_HOUR = datetime.fromisoformat("2027-03-15T14:32:00+01:00")
LINK = "https://voorbeeld.nl/aanvraag/voorbeeld/"


@dataclass(frozen=True)
class CaseNotice(NoticeContext):
    """What messages about a received case may say. `due_on` is the last day to decide; `link` opens the case."""

    name: str
    number: str
    title: str
    scheme: str
    received_at: datetime
    due_on: date
    handler: str
    handler_phone: str
    link: str


@dataclass(frozen=True)
class DraftNotice(NoticeContext):
    """What messages about a draft may say. Until `kept_until` the draft is kept if nothing happens."""

    name: str
    title: str
    scheme: str
    kept_until: date
    link: str


@dataclass(frozen=True)
class InvitationNotice(NoticeContext):
    """What an invitation may say; no address and no amount of the applicant."""

    name: str
    applicant: str
    title: str
    village: str
    is_co_applicant: bool
    link: str


@dataclass(frozen=True)
class WorkNotice(NoticeContext):
    """What a colleague hears about a case: enough to open it, no personal data."""

    number: str
    title: str
    scheme: str
    village: str
    due_on: date
    link: str


CASE = CaseNotice(
    name="Robin Voorbeeld",
    number="A-2027-0012",
    title="Pluktuin bij de school",
    scheme="Leefbaarheidsbudget",
    received_at=AN_HOUR,
    due_on=date(2027, 5, 10),
    handler="Sanne Voorbeeld",
    handler_phone="0344 - 00 00 00",
    link=LINK,
)
DRAFT = DraftNotice(
    name="Robin Voorbeeld",
    title="Pluktuin bij de school",
    scheme="Leefbaarheidsbudget",
    kept_until=date(2027, 6, 13),
    link=LINK,
)
INVITATION = InvitationNotice(
    name="Kim Voorbeeld",
    applicant="Robin Voorbeeld",
    title="Pluktuin bij de school",
    village="Voorbeelddorp",
    is_co_applicant=False,
    link=LINK,
)


@dataclass(frozen=True)
class HandedOnNotice(NoticeContext):
    """What who takes over hears: which case, never who has which tie."""

    number: str
    title: str
    scheme: str
    village: str
    is_advice: bool
    link: str


WORK = WorkNotice(
    number="A-2027-0012",
    title="Pluktuin bij de school",
    scheme="Leefbaarheidsbudget",
    village="Voorbeelddorp",
    due_on=date(2027, 5, 10),
    link=LINK,
)

register_notice("application_received", title=_("Ontvangst van een aanvraag"), example=CASE)
register_notice("application_withdrawn", title=_("Aanvraag ingetrokken"), example=CASE)
register_notice("completion_received", title=_("Aanvulling ontvangen"), example=CASE)
register_notice("draft_link", title=_("Link naar een concept"), example=DRAFT)
register_notice("draft_removal", title=_("Concept wordt verwijderd"), example=DRAFT)
register_notice("companion_invitation", title=_("Uitnodiging om mee te doen"), example=INVITATION)
register_notice("work_new_case", title=_("Collega: nieuwe aanvraag"), example=WORK)
register_notice("work_case_withdrawn", title=_("Collega: aanvraag ingetrokken"), example=WORK)
register_notice("work_default_notice", title=_("Collega: ingebrekestelling ontvangen"), example=WORK)
register_notice(
    "work_case_handed_on",
    title=_("Collega: zaak overgedragen na melding van een belang"),
    example=HandedOnNotice(WORK.number, WORK.title, WORK.scheme, WORK.village, False, LINK),
)
register_notice("work_case_completed", title=_("Collega: aanvulling ontvangen"), example=WORK)


def case_link(case: GrantApplication) -> str:
    """The address by which the applicant follows the case, without an account."""
    return f"{settings.SITE_URL}/mijn/aanvragen/{case.token}/"


def case_context(case: GrantApplication) -> CaseNotice:
    contact = contact_for(case.village, day_of(case.changed_at)) if case.village else None
    if case.submitted_at is None or case.due_on is None:
        raise ValueError("a draft has no receipt")
    return CaseNotice(
        name=case.contact_name,
        number=case.number or "",
        title=case.title,
        scheme=case.scheme.name,
        received_at=case.submitted_at,
        due_on=case.due_on,
        handler=contact.name if contact else "",
        handler_phone=contact.phone if contact else "",
        link=case_link(case),
    )


def to_applicant(
    case: GrantApplication, kind: str, unique: str, at: datetime, *, received_at: datetime | None = None
) -> None:
    """Mail about a case; `received_at` when it confirms something that came in later than the application."""
    if not case.contact_email:
        return
    context = case_context(case)
    queue_email(
        kind=kind,
        context=replace(context, received_at=received_at) if received_at else context,
        to_name=case.contact_name,
        to_email=case.contact_email,
        subject_obj=case,
        unique_key=f"{kind}:{case.pk}:{unique}",
        at=at,
        language=language_of(case),
    )


def confirm_withdrawal(case: GrantApplication, *, at: datetime) -> None:
    to_applicant(case, "application_withdrawn", "1", at)


def confirm_completion(case: GrantApplication, request_id: int, *, at: datetime) -> None:
    to_applicant(case, "completion_received", str(request_id), at, received_at=at)


def _to_office(case: GrantApplication, kind: str, unique: str, at: datetime) -> None:
    """To the handler, else to the team; without either there is no mailbox, and the work list shows it."""
    email = case.handler.email if case.handler else case.team.email if case.team else ""
    name = case.handler.name if case.handler else case.team.name if case.team else ""
    if not email or case.due_on is None:
        return
    context = WorkNotice(
        number=case.number or "",
        title=case.title,
        scheme=case.scheme.name,
        village=case.village.name if case.village else "",
        due_on=case.due_on,
        link=f"{settings.SITE_URL}/werk/aanvragen/{case.number}/",
    )
    queue_email(
        kind=kind,
        context=context,
        to_name=name,
        to_email=email,
        subject_obj=case,
        unique_key=f"{kind}:{case.pk}:{unique}",
        at=at,
        language=case.handler.language if case.handler else SOURCE_LANGUAGE,
    )


def notify_new_case(case: GrantApplication, *, at: datetime) -> None:
    _to_office(case, "work_new_case", "1", at)


def notify_default_notice(case: GrantApplication, notice_id: int, *, at: datetime) -> None:
    _to_office(case, "work_default_notice", str(notice_id), at)


def notify_withdrawn(case: GrantApplication, *, at: datetime) -> None:
    _to_office(case, "work_case_withdrawn", "1", at)


def notify_handed_on(case: GrantApplication, declaration_id: int, *, at: datetime) -> None:
    """To who has the case now: the stand-in, or the team in whose queue it waits."""
    if case.handler is not None:
        _tell_of_interest(case, case.handler.name, case.handler.email, f"{declaration_id}", at, case.handler.language)
    elif case.team is not None and case.team.email:
        _tell_of_interest(case, case.team.name, case.team.email, f"{declaration_id}", at, SOURCE_LANGUAGE)


def notify_no_advice(case: GrantApplication, advice: Advice, *, at: datetime) -> None:
    """To who asked for advice: the colleague cannot give it, so somebody else must be asked."""
    asker = User.objects.filter(actor=advice.asked_by_id).first()
    if asker is not None:
        unique = f"advice:{advice.pk}"
        _tell_of_interest(case, asker.name, asker.email, unique, at, asker.language, is_advice=True)


def _tell_of_interest(
    case: GrantApplication, name: str, email: str, unique: str, at: datetime, language: str, is_advice: bool = False
) -> None:
    queue_email(
        kind="work_case_handed_on",
        context=HandedOnNotice(
            number=case.number or "",
            title=case.title,
            scheme=case.scheme.name,
            village=case.village.name if case.village else "",
            is_advice=is_advice,
            link=f"{settings.SITE_URL}/werk/aanvragen/{case.number}/",
        ),
        to_name=name,
        to_email=email,
        subject_obj=case,
        unique_key=f"work_case_handed_on:{case.pk}:{unique}",
        at=at,
        language=language,
    )


def notify_completed(case: GrantApplication, request_id: int, *, at: datetime) -> None:
    _to_office(case, "work_case_completed", str(request_id), at)


def _draft_context(draft: GrantApplication) -> DraftNotice:
    return DraftNotice(
        name=draft.contact_name,
        title=draft.title,
        scheme=draft.scheme.name,
        kept_until=day_of(removed_at(draft)),
        link=f"{settings.SITE_URL}/aanvraag/{draft.token}/",
    )


def mail_draft_link(draft: GrantApplication, *, email: str, unique: str, at: datetime) -> None:
    """Send the way back to a draft to the address its holder gave."""
    queue_email(
        kind="draft_link",
        context=_draft_context(draft),
        to_name=draft.contact_name,
        to_email=email,
        subject_obj=draft,
        unique_key=f"draft_link:{draft.pk}:{unique}",
        at=at,
        language=language_of(draft),
    )


def send_removal_reminder(draft: GrantApplication, *, at: datetime) -> None:
    queue_email(
        kind="draft_removal",
        context=_draft_context(draft),
        to_name=draft.contact_name,
        to_email=draft.contact_email,
        subject_obj=draft,
        unique_key=f"draft_removal:{draft.pk}:{draft.changed_at.isoformat()}",
        at=at,
        language=language_of(draft),
    )


def send_companion_invitation(companion: Companion, *, at: datetime) -> None:
    """Ask somebody to confirm. They did not ask for this mail: it says who did, and that doing nothing is fine."""
    case = companion.application
    account = User.objects.filter(email__iexact=companion.email).first()
    context = InvitationNotice(
        name=companion.name,
        applicant=case.contact_name,
        title=case.title,
        village=case.village.name if case.village else "",
        is_co_applicant=companion.kind == Companion.Kind.CO_APPLICANT,
        link=f"{settings.SITE_URL}/steun/{companion.token}/",
    )
    queue_email(
        kind="companion_invitation",
        context=context,
        to_name=companion.name,
        to_email=companion.email,
        subject_obj=case,
        unique_key=f"companion_invitation:{companion.pk}",
        at=at,
        language=account.language if account else SOURCE_LANGUAGE,
    )
