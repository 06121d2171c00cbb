"""Messages about groups: a wish to look at, an answer, another account, and duties with a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import Team, User
from kernkracht.community.people.queries import contact_for
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import SOURCE_LANGUAGE, NoticeContext, register_notice

from .bank_account import masked_iban
from .models import AccountChange, CovenantDuty, Group
from .queries import DueDuty, speakers_of


@dataclass(frozen=True)
class WishNotice(NoticeContext):
    """A colleague hears that a group wants something. `what` is group, page, account or feedback."""

    group: str
    what: str
    link: str


@dataclass(frozen=True)
class AnswerNotice(NoticeContext):
    """A group hears what became of its wish; `reason` is empty when it was approved."""

    name: str
    group: str
    what: str
    reason: str
    link: str


@dataclass(frozen=True)
class AccountNotice(NoticeContext):
    """Everybody who speaks for a group hears of another account; never the whole number."""

    name: str
    group: str
    account: str
    is_final: bool
    link: str


@dataclass(frozen=True)
class DutyNotice(NoticeContext):
    """Who promised something in a covenant hears of its date."""

    name: str
    covenant: str
    duty: str
    due_on: date
    link: str


DUTY = DutyNotice(
    name="Fenna Voorbeeld",
    covenant="Convenant Dorpsbelang Voorbeelddorp",
    duty="Bestuurlijk overleg met de wethouder.",
    due_on=date(2027, 3, 15),
    link="https://voorbeeld.nl/werk/groepen/convenanten/1/",
)
register_notice(
    "group_wish",
    title=_("Collega: een groep wil iets wijzigen"),
    example=WishNotice(group="Dorpsbelang Voorbeelddorp", what="page", link="https://voorbeeld.nl/werk/groepen/"),
)
register_notice(
    "group_answer",
    title=_("Antwoord op een wens van een groep"),
    example=AnswerNotice(
        name="Kim Voorbeeld",
        group="Dorpsbelang Voorbeelddorp",
        what="page",
        reason="",
        link="https://voorbeeld.nl/mijn/groepen/dorpsbelang-voorbeelddorp/",
    ),
)
register_notice(
    "group_account",
    title=_("Andere rekening van een groep"),
    example=AccountNotice(
        name="Kim Voorbeeld",
        group="Dorpsbelang Voorbeelddorp",
        account="NL91 … 4300",
        is_final=False,
        link="https://voorbeeld.nl/mijn/groepen/dorpsbelang-voorbeelddorp/",
    ),
)
register_notice("covenant_duty_due", title=_("Afspraak uit een convenant komt eraan"), example=DUTY)
register_notice("covenant_duty_overdue", title=_("Afspraak uit een convenant is te laat"), example=DUTY)


@dataclass(frozen=True)
class Mailbox:
    name: str
    email: str
    language: str = SOURCE_LANGUAGE


def office_of(groups: list[Group], on: date) -> list[Mailbox]:
    """Who answers for the villages of these groups: coordinators, stand-ins or teams; each address once."""
    found: dict[str, Mailbox] = {}
    for group in groups:
        for village in group.villages.order_by("sort_order", "name"):
            contact = contact_for(village, on)
            email = contact.user.email if contact and contact.user else contact.email if contact else ""
            if contact is not None and email:
                language = contact.user.language if contact.user else SOURCE_LANGUAGE
                found.setdefault(email.lower(), Mailbox(contact.name, email, language))
    if not found:
        found = {team.email: Mailbox(team.name, team.email) for team in _default_teams() if team.email}
    return list(found.values())


def _default_teams() -> list[Team]:
    return list(Team.objects.filter(is_default=True))


def people_of(group: Group, on: date) -> Iterator[tuple[Mailbox, int]]:
    """Everybody who speaks for a group and can be reached, each address once."""
    seen = set()
    for contact in speakers_of(group, on):
        email = contact.email or (contact.user.email if contact.user else "")
        if email and email.lower() not in seen:
            seen.add(email.lower())
            language = contact.user.language if contact.user else SOURCE_LANGUAGE
            yield Mailbox(contact.name, email, language), contact.pk


def office_link(group: Group) -> str:
    return f"{settings.SITE_URL}/werk/groepen/groep/{group.slug}/"


def own_link(group: Group) -> str:
    return f"{settings.SITE_URL}/mijn/groepen/{group.slug}/"


def tell_office(group: Group, what: str, unique: str, *, at: datetime) -> None:
    """A wish of a group waits for a look. Inside the transaction of the act."""
    for box in office_of([group], localdate(at)):
        queue_email(
            kind="group_wish",
            context=WishNotice(group=group.name, what=what, link=office_link(group)),
            to_name=box.name,
            to_email=box.email,
            subject_obj=group,
            unique_key=f"group_wish:{what}:{unique}:{box.email}",
            at=at,
            language=box.language,
        )


def tell_proposer(group: Group, what: str, unique: str, actor: Actor, *, at: datetime, reason: str = "") -> None:
    """Who asked for something hears the answer; a colleague who asked in the office sees it there."""
    user = User.objects.filter(actor=actor, is_active=True, is_staff=False).first()
    if user is None:
        return
    link = own_link(group) if what != "group" or not reason else f"{settings.SITE_URL}/mijn/groepen/"
    queue_email(
        kind="group_answer",
        context=AnswerNotice(name=user.name, group=group.name, what=what, reason=reason, link=link),
        to_name=user.name,
        to_email=user.email,
        subject_obj=group,
        unique_key=f"group_answer:{what}:{unique}",
        at=at,
        language=user.language,
    )


def tell_group_of_account(group: Group, change: AccountChange, *, is_final: bool, at: datetime) -> None:
    """Everybody who speaks for the group hears of another account, so that a wrong hand is noticed."""
    for box, pk in people_of(group, localdate(at)):
        queue_email(
            kind="group_account",
            context=AccountNotice(
                name=box.name,
                group=group.name,
                account=masked_iban(change.iban),
                is_final=is_final,
                link=own_link(group),
            ),
            to_name=box.name,
            to_email=box.email,
            subject_obj=group,
            unique_key=f"group_account:{change.pk}:{'done' if is_final else 'asked'}:{pk}",
            at=at,
            language=box.language,
        )


def tell_owner(due: DueDuty, *, is_overdue: bool, at: datetime) -> None:
    """Who owes a duty hears that its date comes near, or that it has passed. Once for each date and address."""
    kind = "covenant_duty_overdue" if is_overdue else "covenant_duty_due"
    for box, link in _owners(due, localdate(at)):
        queue_email(
            kind=kind,
            context=DutyNotice(
                name=box.name,
                covenant=due.covenant.title,
                duty=_first_line(due.duty),
                due_on=due.due_on,
                link=link,
            ),
            to_name=box.name,
            to_email=box.email,
            subject_obj=due.covenant,
            unique_key=f"{kind}:{due.duty.pk}:{due.due_on.isoformat()}:{box.email.lower()}",
            at=at,
            language=box.language,
        )


def _first_line(duty: CovenantDuty) -> str:
    return duty.text.strip().splitlines()[0][:200]


def _owners(due: DueDuty, on: date) -> list[tuple[Mailbox, str]]:
    if due.duty.owed_by is not None:
        return [(box, own_link(due.duty.owed_by)) for box, _pk in people_of(due.duty.owed_by, on)]
    link = f"{settings.SITE_URL}/werk/groepen/convenanten/{due.covenant.pk}/"
    return [(box, link) for box in office_of(list(due.groups), on)]
