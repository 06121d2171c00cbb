"""The channels of villages: adding, changing and ending them, and who answers for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.groups.models import Group
from kernkracht.community.villages.models import Area, Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import Channel, ChannelContact, ChannelKind, ChannelUse, Coverage, OwnerKind, TargetGroup
from ._guard import UnableToKeepRegister, managed_channel, refuse_traces, require_manager, required
from .reference_data import LONGEST_LEAD


@dataclass(frozen=True)
class ChannelFacts:
    """A channel as the office fills it in (R244). Cost in euro cents of one use; None is unknown, 0 is free."""

    name: str
    kind: ChannelKind
    coverage: str = Coverage.VILLAGES
    villages: tuple[Village, ...] = ()
    area: Area | None = None
    owner_kind: str = OwnerKind.MUNICIPALITY
    owner_group: Group | None = None
    owner_name: str = ""
    reach: int | None = None
    lead_days: int = 0
    cost_cents: int | None = None
    target_groups: tuple[TargetGroup, ...] = field(default=())
    instructions: str = ""
    website: str = ""
    is_public: bool = False
    source: str = ""


@dataclass(frozen=True)
class ContactFacts:
    """Who answers for a channel: a name, with an address or a number."""

    name: str
    email: str = ""
    phone: str = ""


@transaction.atomic(durable=True)
def add_channel(*, facts: ChannelFacts, by: Actor, at: datetime) -> Channel:
    """Put a channel in the register. Raises `UnableToKeepRegister` and `NotAllowedToManageChannels`."""
    if not ChannelKind.objects.on(localdate(at)).filter(pk=facts.kind.pk).exists():
        raise UnableToKeepRegister(_("Deze soort is niet meer in gebruik. Kies een andere soort."), "kind")
    row = _applied(Channel(valid_from=localdate(at)), facts, by, at)
    record("channel.added", row, by=by, at=at, data={"name": row.name})
    return row


@transaction.atomic(durable=True)
def change_channel(*, channel: Channel, facts: ChannelFacts, by: Actor, at: datetime) -> Channel:
    """Other facts of a channel; planned uses keep their days. Raises what `add_channel` raises."""
    row = _applied(managed_channel(channel, by, at), facts, by, at)
    record("channel.changed", row, by=by, at=at, data={"name": row.name})
    return row


def _applied(row: Channel, facts: ChannelFacts, by: Actor, at: datetime) -> Channel:
    _require_sound(row, facts)
    in_villages = facts.coverage == Coverage.VILLAGES
    require_manager(by, at, facts.villages if in_villages else ())
    row.name = " ".join(facts.name.split())
    for name in ("kind", "coverage", "owner_kind", "reach", "lead_days", "cost_cents", "is_public"):
        setattr(row, name, getattr(facts, name))
    for name in ("instructions", "website", "source"):
        setattr(row, name, getattr(facts, name).strip())
    row.area = facts.area if facts.coverage == Coverage.AREA else None
    row.owner_group = facts.owner_group if facts.owner_kind == OwnerKind.GROUP else None
    row.owner_name = facts.owner_name.strip() if facts.owner_kind == OwnerKind.ORGANISATION else ""
    row.save()
    row.villages.set(facts.villages if in_villages else ())
    row.target_groups.set(facts.target_groups)
    return row


def _require_sound(row: Channel, facts: ChannelFacts) -> None:
    refusal = UnableToKeepRegister
    name = required(" ".join(facts.name.split()), _("Vul in hoe het kanaal heet."), "name", refusal)
    if Channel.objects.filter(name__iexact=name, valid_until=None).exclude(pk=row.pk).exists():
        raise refusal(_("Er is al een kanaal met deze naam. Zet het dorp erbij."), "name")
    if facts.coverage == Coverage.VILLAGES and not facts.villages:
        raise refusal(_("Kies de dorpen waar dit kanaal mensen bereikt."), "villages")
    if facts.coverage == Coverage.AREA and facts.area is None:
        raise refusal(_("Kies het gebied waar dit kanaal mensen bereikt."), "area")
    if facts.owner_kind == OwnerKind.GROUP and facts.owner_group is None:
        raise refusal(_("Kies de groep waarvan dit kanaal is."), "owner_group")
    if facts.owner_kind == OwnerKind.ORGANISATION and not facts.owner_name.strip():
        raise refusal(_("Vul in van welke organisatie dit kanaal is."), "owner_name")
    if not 0 <= facts.lead_days <= LONGEST_LEAD:
        raise refusal(_("Vul een aantal dagen in van 0 tot en met 366."), "lead_days")
    for number in ("reach", "cost_cents"):
        if (getattr(facts, number) or 0) < 0:
            raise refusal(_("Vul 0 of meer in, of laat het leeg."), number)
    _require_texts(facts)


def _require_texts(facts: ChannelFacts) -> None:
    for name in ("name", "owner_name", "instructions", "source"):
        refuse_traces(getattr(facts, name), name, UnableToKeepRegister)
    if facts.website.strip():
        try:
            URLValidator(schemes=["https", "http"])(facts.website.strip())
        except ValidationError as fault:
            raise UnableToKeepRegister(_("Vul een adres in dat begint met https://."), "website") from fault


@transaction.atomic(durable=True)
def end_channel(*, channel: Channel, last_day: date, reason: str, by: Actor, at: datetime) -> Channel:
    """The channel is used no more after `last_day`; who answered for it is destroyed in time.

    Raises `UnableToKeepRegister`, also while a message counts on the channel after that day.
    """
    row = managed_channel(channel, by, at)
    because = required(reason, _("Schrijf op waarom dit kanaal stopt."), "reason", UnableToKeepRegister)
    refuse_traces(because, "reason", UnableToKeepRegister)
    if last_day < row.valid_from:
        raise UnableToKeepRegister(_("De laatste dag ligt voor de eerste dag. Kijk de datum na."), "last_day")
    waiting = row.uses.filter(state=ChannelUse.State.PLANNED, planned_on__gt=last_day).select_related("plan").first()
    if waiting is not None:
        raise UnableToKeepRegister(
            _("De boodschap ‘%(title)s’ gaat op %(day)s nog met dit kanaal. Kies daar eerst een ander kanaal.")
            % {"title": waiting.plan.title, "day": date_format(waiting.planned_on, "j F Y")},
            "last_day",
        )
    row.valid_until, row.end_reason = last_day, because
    row.save()
    ChannelContact.objects.filter(channel=row).update(ended_on=last_day)
    record("channel.ended", row, by=by, at=at, data={"name": row.name, "day": date_format(last_day, "j F Y")})
    return row


@transaction.atomic(durable=True)
def resume_channel(*, channel: Channel, by: Actor, at: datetime) -> Channel:
    """A channel that ended is used again. Raises `UnableToKeepRegister` when it did not end, or its name is taken."""
    row = managed_channel(channel, by, at)
    if row.valid_until is None:
        raise UnableToKeepRegister(_("Dit kanaal is nog in gebruik."))
    if Channel.objects.filter(name__iexact=row.name, valid_until=None).exclude(pk=row.pk).exists():
        raise UnableToKeepRegister(_("Er is nu een ander kanaal met deze naam. Wijzig dat eerst."))
    row.valid_until, row.end_reason = None, ""
    row.save()
    ChannelContact.objects.filter(channel=row).update(ended_on=None)
    record("channel.resumed", row, by=by, at=at, data={"name": row.name})
    return row


@transaction.atomic(durable=True)
def save_channel_contact(*, channel: Channel, facts: ContactFacts, by: Actor, at: datetime) -> ChannelContact:
    """Who answers for the channel from now on; what was there is overwritten. Raises `UnableToKeepRegister`."""
    row = managed_channel(channel, by, at)
    name = required(facts.name, _("Vul de naam van de contactpersoon in."), "name", UnableToKeepRegister)
    if not facts.email.strip() and not facts.phone.strip():
        raise UnableToKeepRegister(_("Vul een e-mailadres of een telefoonnummer in."), "email")
    if facts.email.strip():
        try:
            validate_email(facts.email.strip())
        except ValidationError as fault:
            raise UnableToKeepRegister(_("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl."), "email") from fault
    values = {
        "name": name,
        "email": facts.email.strip().lower(),
        "phone": facts.phone.strip(),
        "ended_on": row.valid_until,
    }
    contact, _made = ChannelContact.objects.update_or_create(channel=row, defaults=values)
    record("channel.contact_changed", row, by=by, at=at)
    return contact


@transaction.atomic(durable=True)
def remove_channel_contact(*, channel: Channel, by: Actor, at: datetime) -> None:
    """Erase who answers for the channel. Twice is harmless."""
    row = managed_channel(channel, by, at)
    gone, _rows = ChannelContact.objects.filter(channel=row).delete()
    if gone:
        record("channel.contact_removed", row, by=by, at=at)
