"""What stands around the core of a letter: sender, window address, who signs in whose name, and the remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.queries import VillageContact, contact_for, duties_of, role_label
from kernkracht.community.villages.models import Municipality
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines import Term
from kernkracht.foundation.deadlines.queries import deadline_from
from kernkracht.foundation.legal_settings.queries import number_on

from .legal import OBJECTION_WEEKS
from .letters import FrameContext
from .models import GrantApplication, Mandate


@dataclass(frozen=True)
class Signature:
    """Under a letter: a name, the function on that day, and the mandate it rests on (Awb 10:10)."""

    name: str
    role: str = ""
    mandate: str = ""


def decision_frame(
    case: GrantApplication, *, by: Actor, mandate_id: int | None, today: date, contested: str = ""
) -> FrameContext:
    """The frame of a decision, with the remedy against it.

    `contested` is the last word of the form's address, for a later decision in the same case (“vaststelling”).
    """
    return _frame(case, _signature_of_decider(by, mandate_id, today), today, contested)


def plain_frame(case: GrantApplication, *, by: Actor, today: date) -> FrameContext:
    """The frame of a letter that decides nothing: no mandate named and no remedy (Awb 6:3)."""
    return without_remedy(_frame(case, _signature_of_officer(case, by, today), today))


def without_remedy(frame: FrameContext) -> FrameContext:
    return replace(frame, objection_until=None)


def _signature_of_decider(by: Actor, mandate_id: int | None, today: date) -> Signature:
    user = User.objects.filter(actor=by).first()
    mandate = Mandate.objects.filter(pk=mandate_id or 0).select_related("assignment__role").first()
    if user is None or mandate is None:
        return Signature(str(user or ""))
    role = role_label(mandate.assignment.role.code, today)
    if mandate.assignment.user_id != user.pk:
        role = _("plaatsvervangend %(role)s") % {"role": role}
    return Signature(str(user), role, mandate.reference)


def _signature_of_officer(case: GrantApplication, by: Actor, today: date) -> Signature:
    """The officer who acts, else who answers for the village: a receipt is sent by an act of the applicant."""
    user = User.objects.filter(actor=by, is_staff=True).first()
    if user is None:
        contact = _contact(case, today)
        return Signature(contact.name, "" if contact.is_temporary else contact.role_label) if contact else Signature("")
    duties = duties_of(user, today).filter(Q(all_villages=True) | Q(villages=case.village)).select_related("role")
    duty = duties.order_by("pk").first()
    return Signature(str(user), role_label(duty.role.code, today) if duty else "")


def _contact(case: GrantApplication, today: date) -> VillageContact | None:
    return contact_for(case.village, today) if case.village else None


def _frame(case: GrantApplication, signature: Signature, today: date, contested: str = "") -> FrameContext:
    municipality = Municipality.objects.first()
    contact = _contact(case, today)
    weeks = number_on(OBJECTION_WEEKS, today)
    name = municipality.name if municipality else _("de gemeente")
    return FrameContext(
        sender=name,
        sender_address=_unbroken(municipality.postal_address) if municipality else "",
        to_name=case.contact_name,
        to_address="\n".join(part for part in (case.organisation, case.contact_address) if part),
        sent_on=today,
        reference=case.number or "",
        executive=municipality.executive_label if municipality else _("burgemeester en wethouders"),
        mandate=signature.mandate,
        on_behalf=bool(signature.name),
        signer=signature.name or name,
        signer_role=signature.role,
        contact_name=contact.name if contact else name,
        contact_phone=(contact.phone if contact else "") or (municipality.phone if municipality else ""),
        contact_email=(contact.email if contact else "") or (municipality.email if municipality else ""),
        objection_until=deadline_from(today, Term(weeks=weeks)).due_on,
        objection_weeks=weeks,
        objection_address=_objection_address(municipality),
        objection_url=(municipality.objection_url if municipality else "") or _objection_link(case, contested),
    )


def _objection_link(case: GrantApplication, contested: str) -> str:
    """Where somebody objects without an account, unless the municipality has an address of its own for it."""
    return f"{settings.SITE_URL}/bezwaar/{case.token}/" + (f"{contested}/" if contested else "")


def _objection_address(municipality: Municipality | None) -> str:
    """On one line. Awb 6:4: an objection goes to who decided."""
    if municipality is None:
        return _("burgemeester en wethouders")
    address = municipality.objection_address or f"{municipality.executive_label}\n{municipality.postal_address}"
    return _unbroken(", ".join(part.strip() for part in address.splitlines() if part.strip()))


def _unbroken(address: str) -> str:
    """With a hard space inside a postcode and before its town, so that no line ends there."""
    return re.sub(r"\b(\d{4}) ?([A-Z]{2}) +(?=\w)", "\\1\u00a0\\2\u00a0", address.strip())
