"""The invitation to a hearing, and word that it is moved or cancelled."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.days import day_of

from .letters import facts_for, tell
from .messages import HEARING, HearingNotice
from .models import Objection

PAPERS_BEFORE = timedelta(days=10)
"""The objector can send papers until ten days before the hearing (Awb 7:4 lid 1)."""
OPEN_BEFORE = timedelta(days=7)
"""The file lies open for at least a week before it (Awb 7:4 lid 2)."""


def invite(row: Objection, gathering: Gathering, step: str, *, by: Actor, at: datetime) -> None:
    """Tell the objector about the hearing as it is now; `step` makes the message one of its own."""
    guest = gathering.invitees.order_by("pk").first()
    on = day_of(gathering.starts_at)
    notice = HearingNotice(
        **facts_for(row),  # type: ignore[arg-type]  # facts by their own names
        when=when_of(gathering, row.language),
        place=gathering.place,
        online_url=gathering.online_url,
        papers_until=on - PAPERS_BEFORE,
        inspect_from=on - OPEN_BEFORE,
        calendar_link=f"{settings.SITE_URL}/bijeenkomst/{guest.token}/afspraak.ics" if guest else "",
        is_moved=step.startswith("moved"),
        is_cancelled=gathering.state == Gathering.State.CANCELLED,
        reason=gathering.cancelled_because,
    )
    tell(row, HEARING, notice, key=f"{HEARING}:{gathering.pk}:{step}", by=by, at=at)


def when_of(gathering: Gathering, language: str) -> str:
    """“maandag 10 mei 2027 van 14.00 tot 15.00 uur”."""
    start, end = timezone.localtime(gathering.starts_at), timezone.localtime(gathering.ends_at)
    with translation.override(language):
        return _("%(day)s van %(start)s tot %(end)s uur") % {
            "day": date_format(start, "l j F Y"),
            "start": date_format(start, "H.i"),
            "end": date_format(end, "H.i"),
        }
