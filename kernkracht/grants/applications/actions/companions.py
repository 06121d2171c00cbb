"""People who apply too or support the plan, and say so themselves by a mailed link."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..mailboxes import same_mailbox
from ..models import ENDED_STATES, ApplicationState, Companion, GrantApplication
from ..resident_notices import send_companion_invitation
from .drafting import require_holder

MAX_COMPANIONS = 60
INVITATIONS_PER_HOUR = 25
INVITATION_DAYS = 30
"""How long a mailed link works."""


class UnableToInvite(Exception):
    """The same person twice, the applicant, too many at once, or the case has ended."""


class UnableToConfirm(Exception):
    """The link is too old, the case has ended, or it is the applicant's own address."""


def _locked_case(application_id: int) -> GrantApplication:
    return GrantApplication.objects.select_for_update().get(pk=application_id)


def is_applicants_own(application: GrantApplication, email: str) -> bool:
    """Nobody counts as a supporter of their own plan."""
    own = [application.contact_email, application.applicant.email if application.applicant else ""]
    return any(same_mailbox(email, address) for address in own if address)


def link_expires_at(companion: Companion) -> datetime:
    return companion.invited_at + timedelta(days=INVITATION_DAYS)


@transaction.atomic(durable=True)
def invite_companion(
    *, application: GrantApplication, kind: str, name: str, email: str, by: Actor, at: datetime, address: str = ""
) -> Companion:
    """Ask somebody by mail to confirm. `kind` is a `Companion.Kind`; `address` tells households apart.

    Raises `UnableToInvite`, and `UnableToEdit` for somebody who does not hold the case.
    """
    case = _locked_case(application.pk)
    require_holder(case, by, at)
    if case.state not in (ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.AWAITING_COMPLETION):
        raise UnableToInvite(_("Er kan nu niemand meer bij. De aanvraag wordt al beoordeeld."))
    _refuse_double(case, email)
    _refuse_flood(case, at)
    companion = Companion.objects.create(
        application=case, kind=kind, name=name, email=email.lower(), address=address, invited_at=at
    )
    if case.state == ApplicationState.DRAFT:
        case.changed_at, case.reminded_at = at, None
        case.save(update_fields=["changed_at", "reminded_at"])
    record("companion.invited", case, by=by, at=at, data={"kind": kind})
    send_companion_invitation(companion, at=at)
    return companion


def _refuse_double(case: GrantApplication, email: str) -> None:
    if is_applicants_own(case, email):
        raise UnableToInvite(_("Dit is uw eigen e-mailadres. Vul het adres van iemand anders in."))
    if any(same_mailbox(email, other.email) for other in case.companions.all()):
        raise UnableToInvite(_("U heeft dit e-mailadres al uitgenodigd. Vul een ander adres in."))


def _refuse_flood(case: GrantApplication, at: datetime) -> None:
    if case.companions.count() >= MAX_COMPANIONS:
        raise UnableToInvite(_("U heeft al veel mensen uitgenodigd. Heeft u er meer? Stuur dan een lijst mee."))
    if case.companions.filter(invited_at__gt=at - timedelta(hours=1)).count() >= INVITATIONS_PER_HOUR:
        raise UnableToInvite(_("U heeft veel mensen tegelijk uitgenodigd. Probeer het over een uur opnieuw."))


@transaction.atomic(durable=True)
def remove_companion(*, application: GrantApplication, companion_id: int, by: Actor, at: datetime) -> None:
    """Take an invitation back while the case is a draft. Doing it twice is harmless. Raises `UnableToInvite`."""
    case = _locked_case(application.pk)
    require_holder(case, by, at)
    if case.state != ApplicationState.DRAFT:
        raise UnableToInvite(_("De aanvraag is al verstuurd. Bel ons als er iemand af moet."))
    companion = case.companions.filter(pk=companion_id).first()
    if companion is None:
        return
    record("companion.removed", case, by=by, at=at, data={"kind": companion.kind})
    companion.delete()


def _open_invitation(companion: Companion, user: User | None, at: datetime) -> tuple[GrantApplication, Companion]:
    case = _locked_case(companion.application_id)
    found = Companion.objects.select_for_update().filter(pk=companion.pk).first()
    if found is None:
        raise UnableToConfirm(_("Deze uitnodiging is teruggenomen."))
    if case.state in ENDED_STATES:
        raise UnableToConfirm(_("Over dit plan is al besloten. U hoeft niets meer te doen."))
    if at >= link_expires_at(found):
        raise UnableToConfirm(_("Deze link is te oud. Vraag de aanvrager om een nieuwe."))
    if is_applicants_own(case, found.email) or (user is not None and user.pk == case.applicant_id):
        raise UnableToConfirm(_("U vraagt dit zelf aan. Iemand anders moet dit bevestigen."))
    return case, found


def _companion_actor(user: User | None) -> Actor:
    return user.actor if user is not None else Actor.objects.create(kind=Actor.Kind.VISITOR)


@transaction.atomic(durable=True)
def confirm_companion(*, companion: Companion, at: datetime, user: User | None = None) -> Companion:
    """The invited person says yes, by the link in their own mail. Saying it twice is harmless.

    `user` is the account that is logged in, if any: the applicant cannot confirm for somebody else. Raises
    `UnableToConfirm`.
    """
    case, found = _open_invitation(companion, user, at)
    if found.confirmed_at is None:
        found.confirmed_at, found.declined_at = at, None
        found.save(update_fields=["confirmed_at", "declined_at"])
        record("companion.confirmed", case, by=_companion_actor(user), at=at, data={"kind": found.kind})
    return found


@transaction.atomic(durable=True)
def decline_companion(*, companion: Companion, at: datetime, user: User | None = None) -> Companion:
    """The invited person says no, also after an earlier yes. Raises `UnableToConfirm`."""
    case, found = _open_invitation(companion, user, at)
    if found.declined_at is None:
        found.confirmed_at, found.declined_at = None, at
        found.save(update_fields=["confirmed_at", "declined_at"])
        record("companion.declined", case, by=_companion_actor(user), at=at, data={"kind": found.kind})
    return found
