"""The people of a group: who they are, what of them is public, and whether they may speak for the group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import Group, GroupContact
from ._guard import UnableToManageGroups, is_tied, lock_group, require_keeper, require_text


@dataclass(frozen=True)
class ContactFacts:
    """Somebody of a group. Each detail is public only when the person said so."""

    name: str
    valid_from: date
    function: str = ""
    email: str = ""
    phone: str = ""
    is_name_public: bool = False
    is_email_public: bool = False
    is_phone_public: bool = False
    speaks_for_group: bool = False
    valid_until: date | None = None


def _account_with(email: str) -> User | None:
    """The active account that proved to own an address."""
    proved = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user") if email else []
    return User.objects.filter(pk__in=proved, is_active=True).order_by("pk").first()


def _refuse_facts(facts: ContactFacts) -> None:
    require_text(facts.name, _("Vul de naam van de contactpersoon in."), "name")
    if facts.email:
        try:
            validate_email(facts.email)
        except ValidationError as fault:
            raise UnableToManageGroups(
                _("Dit is geen e-mailadres. Vul het in zoals naam@voorbeeld.nl."), "email"
            ) from fault
    if facts.speaks_for_group and not facts.email:
        raise UnableToManageGroups(
            _("Vul een e-mailadres in. Met dat adres kan deze persoon inloggen voor de groep."), "email"
        )
    if facts.valid_until and facts.valid_until < facts.valid_from:
        raise UnableToManageGroups(_("De laatste dag ligt voor de eerste dag. Kijk de datums na."), "valid_until")


def _apply(contact: GroupContact, facts: ContactFacts, by: Actor, at: datetime) -> None:
    newly_approved = facts.speaks_for_group and (not contact.speaks_for_group or contact.email != facts.email.lower())
    if newly_approved and is_tied(by, contact.group, at):
        raise UnableToManageGroups(
            _("U hoort zelf bij deze groep. Laat een collega bepalen wie namens de groep mag handelen."),
            "speaks_for_group",
        )
    for name in ContactFacts.__dataclass_fields__:
        value = getattr(facts, name)
        setattr(contact, name, value.strip() if isinstance(value, str) else value)
    contact.email = contact.email.lower()
    contact.user = _account_with(contact.email)
    if newly_approved:
        contact.approved_by, contact.approved_at = by, at
    contact.save()


def add_contact(*, group: Group, facts: ContactFacts, by: Actor, at: datetime) -> GroupContact:
    """Write down somebody of a group. An account is found by its proven address, now or when one appears later.

    Raises `UnableToManageGroups`, also when an officer who belongs to the group lets somebody speak for it.
    """
    with transaction.atomic(durable=True):
        return insert_contact(group=group, facts=facts, by=by, at=at)


def insert_contact(*, group: Group, facts: ContactFacts, by: Actor, at: datetime) -> GroupContact:
    """The same inside a transaction of the caller."""
    group = lock_group(group)
    require_keeper(by, group, at)
    _refuse_facts(facts)
    contact = GroupContact(group=group)
    _apply(contact, facts, by, at)
    record("group_contact.added", contact, by=by, at=at, data={"name": group.name})
    return contact


def change_contact(*, contact: GroupContact, facts: ContactFacts, by: Actor, at: datetime) -> GroupContact:
    """Change what is known of somebody, what of it is public, and whether this person speaks for the group."""
    with transaction.atomic(durable=True):
        group = lock_group(contact.group)
        require_keeper(by, group, at)
        _refuse_facts(facts)
        contact = GroupContact.objects.select_for_update().get(pk=contact.pk)
        _apply(contact, facts, by, at)
        record("group_contact.changed", contact, by=by, at=at, data={"name": group.name})
    return contact


def end_contact(*, contact: GroupContact, last_day: date, by: Actor, at: datetime) -> GroupContact:
    """Somebody is no longer of the group after `last_day`."""
    with transaction.atomic(durable=True):
        group = lock_group(contact.group)
        require_keeper(by, group, at)
        contact = GroupContact.objects.select_for_update().get(pk=contact.pk)
        if last_day < contact.valid_from:
            raise UnableToManageGroups(_("De laatste dag ligt voor de eerste dag. Kijk de datum na."), "last_day")
        contact.valid_until = last_day
        contact.save()
        record("group_contact.ended", contact, by=by, at=at, data={"name": group.name})
    return contact


def link_account(user: User, email: str, at: datetime) -> None:
    """An account proved to own an address: contacts with that address are this person (a hook of the people room)."""
    waiting = GroupContact.objects.filter(user__isnull=True, email__iexact=email)
    waiting.order_by().update(user=user)


def forget_account(user: User, at: datetime) -> None:
    """An account is removed at the person's wish: what the register says of the person goes (AVG article 17)."""
    today = localdate(at)
    for contact in GroupContact.objects.select_for_update().filter(user=user).select_related("group").order_by("pk"):
        if contact.valid_until is None or contact.valid_until > today:
            contact.valid_until = max(today, contact.valid_from)
        contact.user, contact.speaks_for_group = None, False
        contact.name = contact.email = contact.phone = ""
        contact.is_name_public = contact.is_email_public = contact.is_phone_public = False
        contact.save()
        record("group_contact.erased", contact, by=user.actor, at=at, data={"name": contact.group.name})
