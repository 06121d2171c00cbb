"""Somebody offers to help, and is handed over to the support point with what they agreed to (R182)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import HelpWanted, SupportPoint, VolunteerOffer
from ..notices import queue_offer_confirmation, queue_offer_handed_over, queue_offer_to_support_point
from ..permissions import takes_offers
from ..workflow import OFFER_WORKFLOW
from ._guard import (
    UnableToManageVolunteers,
    UnableToTakePart,
    erase,
    refuse_flood,
    require_manager,
    require_words,
    visitor,
)


class UnableToHandOver(UnableToManageVolunteers):
    """There is nowhere to hand over to, or it was done already."""


@dataclass(frozen=True)
class OfferFacts:
    """What somebody fills in. `agrees` is the consent to the hand-over; without it nothing is kept."""

    name: str
    email: str
    agrees: bool
    phone: str = ""
    passes_phone: bool = False
    message: str = ""
    village: Village | None = None


@transaction.atomic(durable=True)
def offer_help(
    *, facts: OfferFacts, at: datetime, wanted: HelpWanted | None = None, language: str = "nl"
) -> VolunteerOffer:
    """Keep an offer until its mailed link is opened; nobody sees it before. Raises `UnableToTakePart`."""
    require_words(facts.name, _("Vul uw naam in."), UnableToTakePart)
    if not facts.agrees:
        raise UnableToTakePart(_("Zet een vinkje als wij uw gegevens aan het steunpunt mogen geven."))
    if wanted is not None and not takes_offers(wanted, localdate(at)):
        raise UnableToTakePart(_("Deze vraag is gesloten. Kies een andere, of bied algemeen hulp aan."))
    email = facts.email.lower()
    refuse_flood(VolunteerOffer.objects.filter(email=email), "consented_at", at)
    offer = VolunteerOffer.objects.create(
        help_wanted=wanted,
        village=wanted.village if wanted else facts.village,
        name=facts.name.strip(),
        email=email,
        phone=facts.phone.strip(),
        passes_phone=facts.passes_phone and bool(facts.phone.strip()),
        message=facts.message.strip(),
        visitor=visitor(),
        consented_at=at,
    )
    record("volunteers.offer_made", offer, by=offer.visitor, at=at)
    queue_offer_confirmation(offer, at=at, language=language)
    return offer


def _moved(offer: VolunteerOffer, name: str, refusal: Exception) -> VolunteerOffer:
    row = VolunteerOffer.objects.select_for_update().filter(pk=offer.pk).first()
    if row is None:
        raise refusal
    OFFER_WORKFLOW.move(row, name, lambda _state: refusal)
    return row


@transaction.atomic(durable=True)
def confirm_offer(*, offer: VolunteerOffer, at: datetime) -> VolunteerOffer:
    """The link in the mail was used: colleagues see the offer from now on. Twice is harmless."""
    found = VolunteerOffer.objects.filter(pk=offer.pk).first()
    if found is not None and found.state != VolunteerOffer.State.UNCONFIRMED:
        return found
    row = _moved(offer, "confirm", UnableToTakePart(_("Dit aanbod bestaat niet meer. Vul het formulier opnieuw in.")))
    row.confirmed_at = at
    row.save(update_fields=["state", "confirmed_at"])
    record("volunteers.offer_confirmed", row, by=row.visitor, at=at)
    return row


@transaction.atomic(durable=True)
def withdraw_offer(*, offer: VolunteerOffer, at: datetime) -> None:
    """Erase an offer and what was mailed about it, at the person's own wish. Twice is harmless."""
    erase(offer, "volunteers.offer_withdrawn", by=offer.visitor, at=at)


@transaction.atomic(durable=True)
def forget_offer(*, offer: VolunteerOffer, by: Actor, at: datetime) -> None:
    """Erase an offer whose term is over."""
    erase(offer, "volunteers.offer_forgotten", by=by, at=at)


@transaction.atomic(durable=True)
def hand_over_offer(*, offer: VolunteerOffer, by: Actor, at: datetime) -> VolunteerOffer:
    """Mail the support point what the person agreed to, and tell the person. Raises `UnableToHandOver`."""
    require_manager(by, at, offer.village)
    point = SupportPoint.objects.first()
    if point is None or not point.email:
        raise UnableToHandOver(_("Vul eerst het e-mailadres van het steunpunt in."))
    row = _moved(offer, "hand_over", UnableToHandOver(_("Dit aanbod is al overgedragen of afgerond.")))
    row.handed_over_at = at
    row.save(update_fields=["state", "handed_over_at"])
    record("volunteers.offer_handed_over", row, by=by, at=at)
    queue_offer_to_support_point(row, point, at=at)
    queue_offer_handed_over(row, point, at=at)
    return row


@transaction.atomic(durable=True)
def close_offer(*, offer: VolunteerOffer, by: Actor, at: datetime) -> VolunteerOffer:
    """Nothing more has to be done; from here its term runs. Raises `UnableToHandOver`."""
    require_manager(by, at, offer.village)
    row = _moved(offer, "close", UnableToHandOver(_("Dit aanbod is al afgerond.")))
    row.closed_at = at
    row.save(update_fields=["state", "closed_at"])
    record("volunteers.offer_closed", row, by=by, at=at)
    return row
