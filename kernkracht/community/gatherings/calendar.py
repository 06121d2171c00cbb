"""Gatherings and sign-ups as entries of somebody's own calendar."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from kernkracht.foundation.calendar_files import Appointment, calendar_file

from .models import Gathering, SignUp, Way


def _uid(gathering: Gathering, part: str = "") -> str:
    return f"{gathering.calendar_uid}{part}@{settings.SITE_URL.split('//')[-1]}"


def appointment_of(gathering: Gathering, *, is_public: bool = False) -> Appointment:
    """The gathering as one entry. For everybody (`is_public`) without the link to take part: one signs up for that."""
    link = "" if is_public else gathering.online_url
    page = f"{settings.SITE_URL}/bijeenkomsten/{gathering.pk}-{gathering.slug}/"
    return Appointment(
        uid=_uid(gathering),
        revision=gathering.revision,
        changed_at=gathering.changed_at,
        starts_at=gathering.starts_at,
        ends_at=gathering.ends_at,
        title=gathering.title,
        where=gathering.place or link or str(gathering.get_mode_display()),
        url=page if is_public else link,
        is_cancelled=gathering.state == Gathering.State.CANCELLED,
    )


def calendar_of(gathering: Gathering) -> bytes:
    """One event. A moved gathering keeps its identity and gets a higher number, so that calendars follow it."""
    return calendar_file([appointment_of(gathering)])


def public_calendar_of(gathering: Gathering) -> bytes:
    """The same for who did not sign up."""
    return calendar_file([appointment_of(gathering, is_public=True)])


def calendar_of_sign_up(sign_up: SignUp) -> bytes:
    """The own time of who signed up, with how to take part."""
    slot, gathering = sign_up.slot, sign_up.slot.gathering
    where = {
        Way.PLACE: gathering.place,
        Way.VIDEO: slot.link or gathering.online_url or str(Way.VIDEO.label),
        Way.PHONE: _("Wij bellen u op %(phone)s") % {"phone": sign_up.phone},
    }[Way(sign_up.way)]
    return calendar_file(
        [
            Appointment(
                uid=_uid(gathering, f"-{sign_up.pk}"),
                revision=gathering.revision,
                changed_at=max(gathering.changed_at, sign_up.signed_up_at),
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                title=gathering.title,
                where=where,
                url=f"{settings.SITE_URL}/aanmelding/{sign_up.token}/",
                is_cancelled=gathering.state == Gathering.State.CANCELLED,
            )
        ]
    )
