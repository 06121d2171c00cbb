"""Signing up without an account, changing that, and withdrawing. The gathering is locked before a place is given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import forget_messages

from ..models import Gathering, SignUp, Slot, Way
from ..notices import queue_sign_up
from ..permissions import may_still_join, why_closed
from ._guard import GatheringRefusal, locked, require_manager
from .waiting import fill_freed_places, free_place, take_place

MAILS_PER_DAY = 5
"""So many sign-ups may be mailed to one address a day, whoever fills in the forms."""
PHONE_DIGITS = range(8, 16)


class UnableToSignUp(GatheringRefusal):
    """The gathering is over, closed, full or cancelled, or an answer is missing. The message says what to do."""


class SlotIsFull(UnableToSignUp):
    """Somebody else has the last place; there is a waiting list."""


@dataclass(frozen=True)
class SignUpFacts:
    """What somebody fills in. `waits`: put me on the waiting list when this time is full."""

    slot: Slot
    name: str
    email: str = ""
    phone: str = ""
    topic: str = ""
    way: str = ""
    waits: bool = False


@transaction.atomic(durable=True)
def sign_up(*, facts: SignUpFacts, at: datetime, language: str = "nl") -> SignUp:
    """Give a place, or one on the waiting list, and mail the confirmation. Raises `UnableToSignUp`, `SlotIsFull`.

    An address that signed up already keeps what it has and gets its mail again, so that nobody learns who comes.
    """
    gathering = locked(facts.slot.gathering)
    if not gathering.is_public:
        raise UnableToSignUp(_("Voor deze bijeenkomst kunt u zich hier niet aanmelden."))
    email = facts.email.strip().lower()
    _require_address(email)
    known = gathering.sign_ups.filter(email=email).select_related("slot__gathering__kind").first()
    if known is not None and why_closed(gathering, at) == "":
        queue_sign_up(known, at=at, again=True)
        return known
    _refuse_flood(email, at)
    visitor = Actor.objects.create(kind=Actor.Kind.VISITOR)
    made = _placed(gathering, facts, email, visitor, at=at, language=language)
    record("gathering.signed_up", gathering, by=visitor, at=at)
    queue_sign_up(made, at=at)
    return made


@transaction.atomic(durable=True)
def enter_sign_up(*, facts: SignUpFacts, by: Actor, at: datetime) -> SignUp:
    """Write down who signed up by telephone or at the desk; an e-mail address may be missing then."""
    gathering = locked(facts.slot.gathering)
    require_manager(by, at, gathering.villages.all())
    email = facts.email.strip().lower()
    if email:
        _require_address(email)
        if gathering.sign_ups.filter(email=email).exists():
            raise UnableToSignUp(_("Met dit e-mailadres is al iemand aangemeld."), "email")
    made = _placed(gathering, facts, email, by, at=at, language="nl")
    record("gathering.sign_up_entered", gathering, by=by, at=at)
    if email:
        queue_sign_up(made, at=at)
    return made


def _placed(
    gathering: Gathering, facts: SignUpFacts, email: str, visitor: Actor, *, at: datetime, language: str
) -> SignUp:
    slot = _open_slot(gathering, facts.slot, at)
    way = _way_of(slot, facts)
    if not email:
        _required(facts.phone, _("Vul een e-mailadres of een telefoonnummer in."), "phone")
    waits = _must_wait(slot, facts.waits)
    if not waits:
        take_place(slot)
    return SignUp.objects.create(
        gathering=gathering,
        slot=slot,
        name=_required(facts.name, _("Vul uw naam in."), "name"),
        email=email,
        phone=facts.phone.strip(),
        topic=_topic_of(gathering, facts),
        way=way,
        state=SignUp.State.WAITING if waits else SignUp.State.PLACED,
        language=language,
        visitor=visitor,
        signed_up_at=at,
    )


@transaction.atomic(durable=True)
def change_sign_up(*, sign_up: SignUp, facts: SignUpFacts, at: datetime) -> SignUp:
    """Another time, way, number or topic, by who signed up. The address stays. Raises `UnableToSignUp`, `SlotIsFull`.

    The place that was left goes to who waits for it.
    """
    gathering = locked(sign_up.gathering)
    row = _still_there(sign_up)
    old = Slot.objects.select_for_update().get(pk=row.slot_id)
    old.gathering = gathering
    slot = _open_slot(gathering, facts.slot, at)
    row.way = _way_of(slot, facts)
    row.name = _required(facts.name, _("Vul uw naam in."), "name")
    row.phone, row.topic = facts.phone.strip(), _topic_of(gathering, facts)
    if not row.email and not row.phone:
        raise UnableToSignUp(_("Vul een telefoonnummer in."), "phone")
    had_place = row.state == SignUp.State.PLACED
    moved = slot.pk != old.pk
    if moved:
        waits = _must_wait(slot, facts.waits)
        if not waits:
            take_place(slot)
        row.slot, row.signed_up_at, row.reminded_for = slot, at, None
        row.state = SignUp.State.WAITING if waits else SignUp.State.PLACED
    row.save()
    if moved and had_place:
        free_place(old)
        fill_freed_places(old, at=at)
    record("gathering.sign_up_changed", gathering, by=row.visitor, at=at)
    if moved and row.email:
        queue_sign_up(row, at=at)
    return row


@transaction.atomic(durable=True)
def withdraw_sign_up(*, sign_up: SignUp, at: datetime, by: Actor | None = None) -> None:
    """Erase a sign-up with what was mailed about it; its place goes to who waits. Twice is harmless.

    `by` is the officer who takes somebody off the list; without, the person did so by the own link.
    """
    gathering = locked(sign_up.gathering)
    if by is not None:
        require_manager(by, at, gathering.villages.all())
    row = SignUp.objects.filter(pk=sign_up.pk).first()
    if row is None:
        return
    slot = Slot.objects.select_for_update().get(pk=row.slot_id)
    slot.gathering = gathering
    had_place = row.state == SignUp.State.PLACED
    record("gathering.sign_up_withdrawn", gathering, by=by or row.visitor, at=at)
    forget_messages(about=row)
    row.delete()
    if had_place:
        free_place(slot)
        fill_freed_places(slot, at=at)


def _still_there(sign_up: SignUp) -> SignUp:
    row = SignUp.objects.filter(pk=sign_up.pk).first()
    if row is None:
        raise UnableToSignUp(_("Deze aanmelding bestaat niet meer. Meld u opnieuw aan."))
    return row


def _open_slot(gathering: Gathering, slot: Slot, at: datetime) -> Slot:
    """The locked slot, when one can still sign up for it."""
    if sentence := why_closed(gathering, at):
        raise UnableToSignUp(sentence)
    row = Slot.objects.select_for_update().filter(pk=slot.pk, gathering=gathering).first()
    if row is None:
        raise UnableToSignUp(_("Deze tijd is er niet meer. Kies een andere tijd."), "slot")
    row.gathering = gathering
    if not may_still_join(gathering, row, at):
        raise UnableToSignUp(_("Deze tijd is al voorbij. Kies een latere tijd."), "slot")
    return row


def _must_wait(slot: Slot, waits: bool) -> bool:
    if slot.is_full and not waits:
        raise SlotIsFull(
            _("Deze tijd is vol. Kies een andere tijd, of zet een vinkje bij de wachtlijst."),
            "slot",
        )
    return slot.is_full


def _way_of(slot: Slot, facts: SignUpFacts) -> str:
    ways = slot.ways
    way = facts.way or (ways[0] if len(ways) == 1 else "")
    if way not in ways:
        names = ", ".join(str(each.label).lower() for each in ways)
        raise UnableToSignUp(_("Kies hoe u bij deze tijd meedoet: %(ways)s.") % {"ways": names}, "way")
    digits = len(re.sub(r"\D", "", facts.phone))
    if way == Way.PHONE and digits not in PHONE_DIGITS:
        raise UnableToSignUp(_("Vul het nummer in waarop wij u bellen, bijvoorbeeld 06 12 34 56 78."), "phone")
    return way


def _topic_of(gathering: Gathering, facts: SignUpFacts) -> str:
    if not gathering.kind.asks_topic:
        return facts.topic.strip()
    return _required(facts.topic, _("Vertel kort waarover u wilt praten."), "topic")


def _required(text: str, refusal: str, field: str) -> str:
    if not text.strip():
        raise UnableToSignUp(refusal, field)
    return text.strip()


def _require_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise UnableToSignUp(_("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl."), "email") from error


def _refuse_flood(email: str, at: datetime) -> None:
    recent = SignUp.objects.filter(email=email, signed_up_at__gt=at - timedelta(days=1))
    if recent.count() >= MAILS_PER_DAY:
        raise UnableToSignUp(
            _("Met dit e-mailadres zijn er vandaag al veel aanmeldingen. Probeer het morgen opnieuw, of bel ons."),
            "email",
        )
