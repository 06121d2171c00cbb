"""Messages about messages: the message itself to groups, and what colleagues must do for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kernkracht.community.groups.models import GroupContact
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import NoticeContext, register_notice
from kernkracht.foundation.notices.models import OutboxMessage

from .models import ChannelUse, GroupDelivery, MessagePlan


@dataclass(frozen=True)
class GroupMessageNotice(NoticeContext):
    """A message to somebody of a group; `sender` is the colleague who owns it, maybe empty."""

    name: str
    group: str
    title: str
    text: str
    sender: str


@dataclass(frozen=True)
class ChannelUseNotice(NoticeContext):
    """A colleague must hand something over, or say what a channel did. `day` is the last day, or that of the use."""

    name: str
    title: str
    channel: str
    day: date
    seen_on: date
    link: str


_EXAMPLE_LINK = "https://voorbeeld.nl/werk/boodschappen/1/"
register_notice(
    "message_to_group",
    title=_("Boodschap aan een groep"),
    example=GroupMessageNotice(
        name="Robin Voorbeeld",
        group="Dorpsvereniging Voorbeelddorp",
        title="De brug is twee weken dicht",
        text="Van 15 tot en met 29 maart 2027 is de brug dicht.\n\nFietsers kunnen er wel langs.",
        sender="Fenna Voorbeeld",
    ),
)
register_notice(
    "channel_hand_over",
    title=_("Collega: tekst aanleveren bij een kanaal"),
    example=ChannelUseNotice(
        name="Fenna Voorbeeld",
        title="De brug is twee weken dicht",
        channel="Dorpskrant Voorbeelddorp",
        day=date(2027, 3, 8),
        seen_on=date(2027, 3, 15),
        link=_EXAMPLE_LINK,
    ),
)
register_notice(
    "channel_effect",
    title=_("Collega: wat deed dit kanaal?"),
    example=ChannelUseNotice(
        name="Fenna Voorbeeld",
        title="De brug is twee weken dicht",
        channel="Dorpskrant Voorbeelddorp",
        day=date(2027, 3, 15),
        seen_on=date(2027, 3, 15),
        link=_EXAMPLE_LINK,
    ),
)


def queue_message_to_group(delivery: GroupDelivery, contact: GroupContact, *, at: datetime) -> None:
    """The message itself, once for each person."""
    plan = delivery.plan
    queue_email(
        kind="message_to_group",
        context=GroupMessageNotice(
            name=contact.name or delivery.group.name,
            group=delivery.group.name,
            title=plan.title,
            text=plan.text,
            sender=plan.owner.name if plan.owner else "",
        ),
        to_name=contact.name or delivery.group.name,
        to_email=contact.email,
        subject_obj=delivery,
        unique_key=f"message_to_group:{plan.pk}:{contact.pk}",
        at=at,
    )


def mailed_addresses(plan: MessagePlan) -> set[str]:
    """Who got the message by mail already, for any group."""
    keys = [str(key) for key in plan.deliveries.order_by("pk").values_list("pk", flat=True)]
    rows = OutboxMessage.objects.filter(subject_type=GroupDelivery._meta.label_lower, subject_id__in=keys)
    return {email.lower() for email in rows.order_by("pk").values_list("recipient_email", flat=True)}


def queue_hand_over(use: ChannelUse, *, at: datetime) -> None:
    """Tell the owner of a message that a channel waits for its text; once for each last day."""
    _tell_owner("channel_hand_over", use, use.hand_over_by, str(use.hand_over_by), at)


def queue_effect_question(use: ChannelUse, *, at: datetime) -> None:
    """Ask the owner of a message what a channel did; once."""
    _tell_owner("channel_effect", use, use.done_on or use.planned_on, "once", at)


def _tell_owner(kind: str, use: ChannelUse, day: date, key: str, at: datetime) -> None:
    owner = use.plan.owner
    if owner is None:
        return
    queue_email(
        kind=kind,
        context=ChannelUseNotice(
            name=owner.name,
            title=use.plan.title,
            channel=use.channel.name,
            day=day,
            seen_on=use.planned_on,
            link=f"{settings.SITE_URL}/werk/boodschappen/{use.plan_id}/",
        ),
        to_name=owner.name,
        to_email=owner.email,
        subject_obj=use,
        unique_key=f"{kind}:{use.pk}:{key}",
        at=at,
        language=owner.language,
    )
