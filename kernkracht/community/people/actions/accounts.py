"""Accounts: invite, close, open again, and remove at the person's own wish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people import hooks, notices
from kernkracht.community.people.keeping import REMOVED_DOMAIN
from kernkracht.community.people.models import Assignment, ContactCard, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.portraits import replace_portrait, store_portrait
from kernkracht.community.people.queries import duties_of, subject_of
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.retention.actions import erase_row, forget_person

from ._guard import UnableToManagePeople, lock_roles, require_manager, require_remaining_manager


class UnableToCreateAccount(UnableToManagePeople):
    """The address is no address, or has an account already."""


class UnableToRemoveAccount(UnableToManagePeople):
    """Something still needs this account."""


def create_account(
    *, email: str, name: str, by: Actor, at: datetime, phone: str = "", link_for: Callable[[User], str] | None = None
) -> User:
    """Make an account for a member of staff and, with `link_for`, mail an invitation to choose a password.

    The administrator vouches for the address; only who reads its mail can open the account, and no page of the office
    opens before a second factor is set. Raises `UnableToCreateAccount`.
    """
    email, name = email.strip().lower(), name.strip()
    with transaction.atomic(durable=True):
        require_manager(by, localdate(at))
        _refuse_address(email, name)
        user = User.objects.create_user(email, name=name, phone=phone.strip(), is_staff=True)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        record("people.account_created", user, by=by, at=at, data={"staff": True})
        if link_for is not None:
            notices.queue_invitation(user=user, link=link_for(user), at=at)
    return user


def _refuse_address(email: str, name: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise UnableToCreateAccount(_("Vul een e-mailadres in, bijvoorbeeld naam@gemeente.nl.")) from None
    if not name:
        raise UnableToCreateAccount(_("Vul een naam in."))
    if User.objects.filter(email__iexact=email).exists():
        raise UnableToCreateAccount(_("Er is al een account met dit e-mailadres."))


def deactivate_account(*, user: User, by: Actor, at: datetime) -> None:
    """Close an account at once, also in open sessions. Its posts stay and count as vacant until somebody takes over."""
    with transaction.atomic(durable=True):
        lock_roles()
        require_manager(by, localdate(at))
        user = User.objects.select_for_update().get(pk=user.pk)
        user.is_active = False
        user.save()
        record("people.account_deactivated", user, by=by, at=at)
        require_remaining_manager(by, localdate(at))


def reactivate_account(*, user: User, by: Actor, at: datetime) -> None:
    """Open a closed account again. One that was removed stays removed: `UnableToManagePeople`."""
    with transaction.atomic(durable=True):
        require_manager(by, localdate(at))
        user = User.objects.select_for_update().get(pk=user.pk)
        if user.email.endswith(REMOVED_DOMAIN):
            raise UnableToManagePeople(_("Dit account is verwijderd en kan niet terugkomen. Maak een nieuw account."))
        user.is_active = True
        user.save()
        record("people.account_reactivated", user, by=by, at=at)


def change_details(*, user: User, name: str, phone: str, language: str, at: datetime) -> User:
    """Somebody changes the own name, phone number and language."""
    with transaction.atomic(durable=True):
        user = User.objects.select_for_update().get(pk=user.pk)
        user.name, user.phone, user.language = name.strip(), phone.strip(), language
        user.save()
        record("people.account_changed", user, by=user.actor, at=at)
    return user


def change_contact_card(
    *,
    user: User,
    card: Mapping[str, str],
    by: Actor,
    at: datetime,
    portrait: File[bytes] | None = None,
    remove_portrait: bool = False,
) -> ContactCard:
    """Change what residents see of a colleague; the person self, or who manages people.

    A new `portrait` takes the place of the earlier one. Raises `UnacceptableFile` when it is no photo.
    """
    with transaction.atomic(durable=True):
        if user.actor_id != by.pk:
            require_manager(by, localdate(at))
        row, _made = ContactCard.objects.update_or_create(user=user, defaults=dict(card))
        if portrait is not None:
            replace_portrait(row, store_portrait(file=portrait, name=portrait.name or "", by=by, at=at))
        elif remove_portrait:
            replace_portrait(row, None)
        record("people.contact_card_changed", user, by=by, at=at)
    return row


def note_verified_email(*, user: User, email: str, at: datetime) -> None:
    """Tell the other rooms that this account proved to own an address, so that earlier cases find their owner."""
    with transaction.atomic(durable=True):
        for hook in hooks.verified_email:
            hook(user, email.lower(), at)


def remove_account(*, user: User, at: datetime) -> dict[str, int]:
    """Remove an account at the person's own wish (AVG art. 17): the actor stays, name and addresses go.

    Erases what no law keeps and lets the account go in what stays; returns how many rows were erased, by model. Cases
    and decisions keep their own data as long as the Archiefwet asks. Raises `UnableToRemoveAccount` while the person
    has a post or another room objects, such as for a case that is still open.
    """
    with transaction.atomic(durable=True):
        lock_roles()
        user = User.objects.select_for_update().get(pk=user.pk)
        _refuse_removal(user, at)
        for hook in hooks.removal:
            hook(user, at)
        erased = forget_person(subject_of(user), by=user.actor, at=at)
        Assignment.objects.filter(stand_in=user).update(stand_in=None)
        erase_row(user, at=at)
        record("people.account_removed", user, by=user.actor, at=at)
    return erased


def _refuse_removal(user: User, at: datetime) -> None:
    today = localdate(at)
    running = Assignment.objects.on(today).filter(user=user)
    if running.exists() or duties_of(user, today).filter(role__role_permissions__permission=Permission.READ_OFFICE):
        raise UnableToRemoveAccount(
            _("U heeft nog een rol bij de gemeente. Vraag de functioneel beheerder om die eerst te beëindigen.")
        )
    for objection in hooks.removal_objections:
        if reason := objection(user):
            raise UnableToRemoveAccount(reason)
