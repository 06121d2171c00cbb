"""Messages to the alderman: a briefing is ready, a coordinator asks to join. Numbers and themes, never who asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import NoticeContext, register_notice

from .models import AldermanAttendance, Briefing


@dataclass(frozen=True)
class BriefingNotice(NoticeContext):
    """A new page about each of these villages."""

    name: str
    villages: str
    link: str


@dataclass(frozen=True)
class JoinedNotice(NoticeContext):
    """The coordinator asks the alderman to join, or says that it is over (`is_over`)."""

    name: str
    village: str
    subject: str
    reason: str
    coordinator: str
    is_over: bool
    link: str


register_notice(
    "briefing_ready",
    title=_("Wethouder: er is een briefing"),
    example=BriefingNotice(
        name="Noor Voorbeeld", villages="Ingen, Ommeren", link="https://voorbeeld.nl/werk/briefings/1/"
    ),
)
register_notice(
    "alderman_joins",
    title=_("Wethouder: sluit aan bij een zaak"),
    example=JoinedNotice(
        name="Noor Voorbeeld",
        village="Voorbeelddorp",
        subject="V-2027-0001, Verkeer",
        reason="Het gaat over een belofte van het college.",
        coordinator="Fenna Voorbeeld",
        is_over=False,
        link="https://voorbeeld.nl/werk/aansluiten/1/",
    ),
)


def queue_briefing_ready(made: Sequence[Briefing], alderman: User, *, at: datetime) -> None:
    """One message for the pages of one act."""
    first = made[0]
    where = f"reeks/{first.series}" if first.series else str(first.pk)
    queue_email(
        kind="briefing_ready",
        context=BriefingNotice(
            name=alderman.name,
            villages=", ".join(row.village.name for row in made),
            link=f"{settings.SITE_URL}/werk/briefings/{where}/",
        ),
        to_name=alderman.name,
        to_email=alderman.email,
        subject_obj=first,
        unique_key=f"briefing_ready:{first.pk}:{alderman.pk}",
        at=at,
        language=alderman.language,
    )


def queue_joined(row: AldermanAttendance, *, at: datetime) -> None:
    """Tell the alderman that a case is handed over, or that it is over."""
    is_over, alderman = row.ended_at is not None, row.alderman
    acted = getattr(row.ended_by if is_over else row.handed_by, "user", None)
    with translation.override(alderman.language):
        context = JoinedNotice(
            name=alderman.name,
            village=row.village.name,
            subject=row.label,
            reason=row.end_reason if is_over else row.reason,
            coordinator=str(acted) if acted else "",
            is_over=is_over,
            link=f"{settings.SITE_URL}/werk/aansluiten/{row.pk}/",
        )
    queue_email(
        kind="alderman_joins",
        context=context,
        to_name=alderman.name,
        to_email=alderman.email,
        subject_obj=row,
        unique_key=f"alderman_joins:{row.pk}:{'over' if is_over else 'new'}",
        at=at,
        language=alderman.language,
    )
