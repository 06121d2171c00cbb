"""What the acts on channels and messages share: refusals, locks, the right, and the checks of texts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.personal_traces import explained

from ..models import Channel, ChannelKind, ChannelUse, Coverage, MessagePlan, TargetGroup

LONGEST_CODE = 60


class ChannelRefusal(Exception):
    """An act that did not happen; `field` names the answer it is about."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotAllowedToManageChannels(ChannelRefusal):
    """The actor does not hold the right, or not for these villages."""


class UnableToKeepRegister(ChannelRefusal):
    """A kind, target group or channel does not hold: a name, place, owner, day or number."""


class UnableToChangeMessage(ChannelRefusal):
    """The message is no draft any more, or its facts do not hold."""


def require_manager(by: Actor, at: datetime, villages: Iterable[Village] = ()) -> None:
    """The system may act; a person needs the right, and for what belongs to villages the right in each of them."""
    if by.kind == Actor.Kind.SYSTEM:
        return
    wanted, on = list(villages), localdate(at)
    for village in wanted:
        if not may(by, Permission.MANAGE_CHANNELS, on, village):
            raise NotAllowedToManageChannels(
                _("U gaat niet over de kanalen van %(village)s. Vraag het een collega van dat dorp.")
                % {"village": village.name},
                "villages",
            )
    if not wanted and not may(by, Permission.MANAGE_CHANNELS, on):
        raise NotAllowedToManageChannels(_("U gaat niet over kanalen en boodschappen. Vraag het de kernregisseur."))


def places_of(channel: Channel) -> list[Village]:
    """The villages for which one must hold the right; none for a channel of a whole area or of everybody."""
    return list(channel.villages.order_by("pk")) if channel.coverage == Coverage.VILLAGES else []


def managed_channel(channel: Channel, by: Actor, at: datetime) -> Channel:
    """The locked row, for who may manage it."""
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    require_manager(by, at, places_of(row))
    return row


def managed_plan(plan: MessagePlan, by: Actor, at: datetime) -> MessagePlan:
    """The locked message, for who may manage it in each of its villages. Its uses change under this lock alone."""
    row = MessagePlan.objects.select_for_update().get(pk=plan.pk)
    require_manager(by, at, row.villages.order_by("pk"))
    return row


def managed_use(use: ChannelUse, by: Actor, at: datetime) -> ChannelUse:
    """A use as it is now, with its message locked."""
    plan = managed_plan(use.plan, by, at)
    row = ChannelUse.objects.select_for_update(of=("self",)).select_related("channel").get(pk=use.pk)
    row.plan = plan
    return row


def required(text: str, sentence: str, field: str, refusal: type[ChannelRefusal]) -> str:
    """The text without spaces around it. Raises `refusal` when nothing is left."""
    if not text.strip():
        raise refusal(sentence, field)
    return text.strip()


def refuse_traces(text: str, field: str, refusal: type[ChannelRefusal]) -> None:
    """Raises `refusal` for a text that points at a person: it is mailed, or read by the whole organisation."""
    if found := explained(text):
        raise refusal(found[0], field)


def new_code(label: str, model: type[ChannelKind] | type[TargetGroup]) -> str:
    """A code out of the label that nobody has; two labels that read the same get a number."""
    stem = slugify(label)[: LONGEST_CODE - 4] or "code"
    taken = set(model.objects.filter(code__startswith=stem).order_by("code").values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := stem if n == 1 else f"{stem}-{n}") not in taken)
