"""What partners expect, and facilities that are open to all (R195, R209)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import Role, User
from kernkracht.community.people.queries import contacts
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import OutlookItem, Partner, Provision
from ..notices import queue_outlook
from ._guard import (
    UnableToManagePartners,
    apply_facts,
    require_manager,
    require_non_personal,
    require_order,
    require_words,
    said,
)


class UnableToShareOutlook(UnableToManagePartners):
    """It is over, or nobody would get it."""


class UnableToSaveProvision(UnableToManagePartners):
    """The village has a facility with this name already."""


@dataclass(frozen=True)
class OutlookFacts:
    """`villages` empty: everywhere."""

    partner: Partner
    title: str
    starts_on: date
    text: str = ""
    ends_on: date | None = None
    is_public: bool = False
    villages: tuple[Village, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class ProvisionFacts:
    village: Village
    name: str
    text: str = ""
    opening: str = ""
    place: str = ""
    phone: str = ""
    website: str = ""
    partner: Partner | None = None
    is_public: bool = True
    ended_on: date | None = None


@transaction.atomic(durable=True)
def save_outlook(*, facts: OutlookFacts, by: Actor, at: datetime, item: OutlookItem | None = None) -> OutlookItem:
    """Write down what is expected, or change it. Raises `UnableToManagePartners`, `PersonalText`."""
    row = OutlookItem.objects.select_for_update().get(pk=item.pk) if item else OutlookItem()
    before = list(row.villages.all()) if row.pk else []
    require_manager(by, at, [*facts.villages, *before])
    require_words(facts.title, _("Vul in wat u verwacht."))
    require_order(facts.starts_on, facts.ends_on)
    require_non_personal(facts.title, facts.text)
    is_new = row.pk is None
    changed = apply_facts(row, facts)
    record("partner.outlook_added" if is_new else "partner.outlook_changed", row, by=by, at=at, data=said(changed))
    return row


@transaction.atomic(durable=True)
def share_outlook(*, item: OutlookItem, by: Actor, at: datetime) -> int:
    """Mail the item to the coordinators of its villages; returns to how many. Raises `UnableToShareOutlook`."""
    row = OutlookItem.objects.select_for_update().get(pk=item.pk)
    villages = list(row.villages.all())
    require_manager(by, at, villages)
    today = localdate(at)
    if row.ends_on is not None and row.ends_on < today:
        raise UnableToShareOutlook(_("Dit is voorbij. Vul een nieuwe vooruitblik in."))
    people = coordinators_of(villages, today)
    if not people:
        raise UnableToShareOutlook(_("Geen van deze dorpen heeft nu een kernregisseur. Bel het team."))
    row.shared_at = at
    row.save(update_fields=["shared_at"])
    for person in people:
        queue_outlook(row, person, at=at)
    record("partner.outlook_shared", row, by=by, at=at, data={"people": len(people)})
    return len(people)


def coordinators_of(villages: list[Village], on: date) -> list[User]:
    """Who answers for these villages (all villages when the list is empty), each once."""
    found = contacts(on, Role.Code.VILLAGE_COORDINATOR, villages or None).values()
    people = {contact.user.pk: contact.user for contact in found if contact is not None and contact.user is not None}
    return [people[pk] for pk in sorted(people)]


@transaction.atomic(durable=True)
def remove_outlook(*, item: OutlookItem, by: Actor, at: datetime) -> None:
    """Take an item away, for instance when it was wrong."""
    row = OutlookItem.objects.select_for_update().get(pk=item.pk)
    require_manager(by, at, row.villages.all())
    record("partner.outlook_removed", row.partner, by=by, at=at, data={"title": row.title})
    row.delete()


@transaction.atomic(durable=True)
def save_provision(*, facts: ProvisionFacts, by: Actor, at: datetime, provision: Provision | None = None) -> Provision:
    """Add or change a facility of a village. Raises `UnableToSaveProvision`, `PersonalText`."""
    row = Provision.objects.select_for_update().get(pk=provision.pk) if provision else Provision()
    require_manager(by, at, [facts.village] if row.pk is None else [facts.village, row.village])
    name = require_words(facts.name, _("Vul de naam van de voorziening in."))
    same = Provision.objects.filter(village=facts.village, name__iexact=name).exclude(pk=row.pk)
    if same.exists():
        raise UnableToSaveProvision(
            _("%(village)s heeft al een voorziening met deze naam.") % {"village": facts.village.name}
        )
    require_non_personal(facts.name, facts.text, facts.opening, facts.place)
    is_new = row.pk is None
    changed = apply_facts(row, facts)
    event = "partner.provision_added" if is_new else "partner.provision_changed"
    record(event, row, by=by, at=at, data={"name": row.name, **said(changed)})
    return row
