"""Messages about what partners expect and about support; never about a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.community.villages.queries import municipality
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import NoticeContext, register_notice
from kernkracht.foundation.notices.models import OutboxMessage

from .models import OutlookItem, SupportRequest


@dataclass(frozen=True)
class OutlookNotice(NoticeContext):
    """What a coordinator hears of what a partner expects. `villages` empty: everywhere."""

    name: str
    partner: str
    title: str
    text: str
    villages: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    link: str


@dataclass(frozen=True)
class SupportNotice(NoticeContext):
    """What a health broker is asked."""

    partner: str
    area: str
    subject: str
    explanation: str
    wanted_on: date | None
    reply_to: str


register_notice(
    "partner_outlook",
    title=_("Vooruitblik van een partner, voor kernregisseurs"),
    example=OutlookNotice(
        name="Fenna Voorbeeld",
        partner="Afvaldienst Voorbeeld",
        title="Nieuwe ondergrondse containers",
        text="De containers aan de Dorpsstraat worden vervangen.",
        villages=("Voorbeelddorp", "Anderdorp"),
        starts_on=date(2027, 3, 15),
        ends_on=date(2027, 4, 15),
        link="https://voorbeeld.nl/werk/partners/vooruitblik/",
    ),
)
register_notice(
    "partner_support_request",
    title=_("Vraag om steun aan een gezondheidsmakelaar"),
    example=SupportNotice(
        partner="Gezondheidsmakelaar Voorbeeld",
        area="Voorbeeld e.o.",
        subject="Beweegroute voor ouderen",
        explanation="De dorpen willen samen een route maken.",
        wanted_on=date(2027, 3, 15),
        reply_to="dorpen@voorbeeld.nl",
    ),
)


def queue_outlook(item: OutlookItem, user: User, *, at: datetime) -> OutboxMessage:
    """Tell one coordinator; inside the transaction that shares the item."""
    return queue_email(
        kind="partner_outlook",
        context=OutlookNotice(
            name=user.name,
            partner=item.partner.name,
            title=item.title,
            text=item.text,
            villages=tuple(village.name for village in item.villages.all()),
            starts_on=item.starts_on,
            ends_on=item.ends_on,
            link=f"{settings.SITE_URL}/werk/partners/vooruitblik/",
        ),
        to_name=user.name,
        to_email=user.email,
        subject_obj=item,
        unique_key=f"partner_outlook:{item.pk}:{user.pk}:{at.isoformat()}",
        at=at,
        language=user.language,
    )


def queue_support_request(request: SupportRequest, *, at: datetime) -> OutboxMessage:
    """Ask the partner by mail; inside the transaction of the request."""
    return queue_email(
        kind="partner_support_request",
        context=SupportNotice(
            partner=request.partner.name,
            area=request.area.name,
            subject=request.subject,
            explanation=request.explanation,
            wanted_on=request.wanted_on,
            reply_to=municipality().email,
        ),
        to_name=request.partner.contact_label or request.partner.name,
        to_email=request.partner.email,
        subject_obj=request,
        unique_key=f"partner_support_request:{request.pk}",
        at=at,
    )
