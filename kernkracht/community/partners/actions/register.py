"""Partners, their kinds, and who manages the contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Area, Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import ContractManagement, Partner, PartnerKind
from ._guard import (
    UnableToManagePartners,
    apply_facts,
    free_slug,
    require_manager,
    require_non_personal,
    require_order,
    require_words,
    said,
)


class UnableToSavePartner(UnableToManagePartners):
    """The name is missing or taken, or the kind no longer counts."""


class UnableToSaveKind(UnableToManagePartners):
    """The label is missing or taken, or the kind would be part of itself."""


class UnableToSetContractManager(UnableToManagePartners):
    """Somebody who does not work here, or a day before the present manager began."""


@dataclass(frozen=True)
class KindFacts:
    label: str
    belongs_to: PartnerKind | None = None
    part: str = PartnerKind.Part.GENERAL
    sort_order: int = 0
    is_active: bool = True


@dataclass(frozen=True)
class PartnerFacts:
    """What the office may change about a partner. `contact_label` names a desk, never a person."""

    name: str
    kind: PartnerKind
    task: str = ""
    contact_label: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    since: date | None = None
    areas: tuple[Area, ...] = field(default_factory=tuple)
    villages: tuple[Village, ...] = field(default_factory=tuple)


@transaction.atomic(durable=True)
def save_kind(*, facts: KindFacts, by: Actor, at: datetime, kind: PartnerKind | None = None) -> PartnerKind:
    """Add or change a kind of partner (R207). Raises `UnableToSaveKind`."""
    require_manager(by, at)
    row = PartnerKind.objects.select_for_update().get(pk=kind.pk) if kind else PartnerKind()
    require_words(facts.label, _("Vul in hoe deze soort partner heet."))
    if PartnerKind.objects.filter(label__iexact=facts.label.strip()).exclude(pk=row.pk).exists():
        raise UnableToSaveKind(_("Er is al een soort met deze naam."))
    above = facts.belongs_to
    if above is not None and (above.pk == row.pk or above.belongs_to_id or (row.pk and row.sub_kinds.exists())):
        raise UnableToSaveKind(_("Kies een hoofdsoort. Een soort met eigen onderdelen kan geen onderdeel zijn."))
    apply_facts(row, facts)
    record("partner.kind_saved", row, by=by, at=at, data={"label": row.label})
    return row


@transaction.atomic(durable=True)
def save_partner(*, facts: PartnerFacts, by: Actor, at: datetime, partner: Partner | None = None) -> Partner:
    """Add or change a partner. The address (slug) never changes. Raises `UnableToSavePartner`, `PersonalText`."""
    require_manager(by, at)
    row = Partner.objects.select_for_update().get(pk=partner.pk) if partner else Partner()
    name = require_words(facts.name, _("Vul de naam van de partner in."))
    if Partner.objects.filter(name__iexact=name).exclude(pk=row.pk).exists():
        raise UnableToSavePartner(_("Er is al een partner met deze naam."))
    if not facts.kind.is_active and facts.kind.pk != row.kind_id:
        raise UnableToSavePartner(_("Deze soort partner gebruiken wij niet meer. Kies een andere."))
    require_order(facts.since, row.ended_on)
    require_non_personal(facts.name, facts.task, facts.contact_label)
    is_new = row.pk is None
    if is_new:
        row.slug = free_slug(Partner, name, "partner")
    changed = apply_facts(row, facts)
    event = "partner.added" if is_new else "partner.changed"
    record(event, row, by=by, at=at, data={"name": row.name, **said(changed)})
    return row


@transaction.atomic(durable=True)
def end_partner(*, partner: Partner, until: date | None, by: Actor, at: datetime) -> Partner:
    """Say until when the partner works here; None: it goes on. Its history stays."""
    require_manager(by, at)
    row = Partner.objects.select_for_update().get(pk=partner.pk)
    require_order(row.since, until)
    row.ended_on = until
    row.save(update_fields=["ended_on"])
    record("partner.ended", row, by=by, at=at, data={"name": row.name, "until": until.isoformat() if until else ""})
    return row


@transaction.atomic(durable=True)
def set_contract_manager(*, partner: Partner, user: User, since: date, by: Actor, at: datetime) -> ContractManagement:
    """Another colleague manages the contract from `since`; the present one stops the day before.

    Raises `UnableToSetContractManager`.
    """
    require_manager(by, at)
    Partner.objects.select_for_update().get(pk=partner.pk)
    if not (user.is_active and user.is_staff):
        raise UnableToSetContractManager(_("Kies een collega die bij de gemeente werkt."))
    last = ContractManagement.objects.filter(partner=partner).order_by("-valid_from").first()
    if last is not None and since <= last.valid_from:
        raise UnableToSetContractManager(
            _("De vorige contractmanager begon later of op dezelfde dag. Kies een latere dag.")
        )
    if last is not None and (last.valid_until is None or last.valid_until >= since):
        last.valid_until = since - timedelta(days=1)
        last.save(update_fields=["valid_until"])
    row = ContractManagement.objects.create(partner=partner, user=user, valid_from=since)
    record("partner.manager_set", partner, by=by, at=at, data={"from": since.isoformat(), "user": user.pk})
    return row
