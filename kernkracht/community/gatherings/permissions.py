"""Who may know of a gathering, and until when one may join. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from kernkracht.community.people.models import User

from .models import Gathering, Slot

DOOR_OPENS = timedelta(hours=1)
DOOR_CLOSES = timedelta(hours=3)
"""From an hour before the start until three hours after the end the code at the door works."""


def may_know(gathering: Gathering, user: User | None) -> bool:
    """Everybody of a public one; otherwise its host, who is invited by account, and whoever works here."""
    if gathering.is_public:
        return True
    if user is None or not user.is_active:
        return False
    return user.is_staff or gathering.host_id == user.pk or any(i.user_id == user.pk for i in gathering.invitees.all())


def why_closed(gathering: Gathering, at: datetime) -> str:
    """Why nobody can sign up (any more) and what to do instead; empty while one can."""
    if gathering.state == Gathering.State.CANCELLED:
        return _("Deze bijeenkomst gaat niet door. Bekijk of er een andere is.")
    if gathering.state == Gathering.State.HELD or gathering.ends_at <= at:
        return _("Deze bijeenkomst is al geweest. Bekijk of er een andere komt.")
    if not gathering.takes_sign_ups:
        return _("Voor deze bijeenkomst hoeft u zich niet aan te melden.")
    if gathering.sign_ups_until is not None and gathering.sign_ups_until <= at:
        return _("Aanmelden kan niet meer. Bel of mail ons, dan kijken wij wat nog kan.")
    return ""


def may_still_join(gathering: Gathering, slot: Slot, at: datetime) -> bool:
    """Whether a place in this slot can still be given: the gathering is planned and the slot did not begin."""
    return gathering.state == Gathering.State.PLANNED and slot.starts_at > at


def door_is_open(gathering: Gathering, at: datetime) -> bool:
    """Whether people can say that they are there."""
    if gathering.state == Gathering.State.CANCELLED:
        return False
    return gathering.starts_at - DOOR_OPENS <= at <= gathering.ends_at + DOOR_CLOSES
