"""Channels of a message: chosen for a day that the lead time allows, done or dropped, and scored after it (R247)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import BEST, WORST, Channel, ChannelUse, MessagePlan
from ..permissions import may_be_scored, may_go_out, takes_channels
from ..suggesting import earliest, last_hand_over
from ..workflow import USE_WORKFLOW
from ._guard import ChannelRefusal, managed_plan, managed_use, refuse_traces, required


class UnableToUseChannel(ChannelRefusal):
    """The channel is not there on that day, comes too late, was chosen already, or the message is over."""


class UnableToScore(ChannelRefusal):
    """The use was not done, the message is over, or the score is not on the scale."""


@dataclass(frozen=True)
class ScoreFacts:
    """What a use did: 1 to 5, and how many people it reached and how many reacted, where that was counted."""

    score: int
    reached: int | None = None
    reactions: int | None = None
    remark: str = ""


@transaction.atomic(durable=True)
def choose_channel(
    *, plan: MessagePlan, channel: Channel, planned_on: date, cost_cents: int | None, by: Actor, at: datetime
) -> ChannelUse:
    """Let a message go by a channel on a day; cost in euro cents, None when unknown. Raises `UnableToUseChannel`.

    Twice for the same day gives the one that is there.
    """
    row = managed_plan(plan, by, at)
    if not takes_channels(row):
        raise UnableToUseChannel(_("Voor deze boodschap kiest u geen kanalen meer."))
    chosen = Channel.objects.select_for_update().get(pk=channel.pk)
    known = row.uses.filter(channel=chosen, planned_on=planned_on).exclude(state=ChannelUse.State.DROPPED).first()
    if known is not None:
        return known
    _require_day(chosen, planned_on, at)
    _require_cost(cost_cents)
    use = ChannelUse.objects.create(
        plan=row,
        channel=chosen,
        planned_on=planned_on,
        hand_over_by=last_hand_over(chosen.lead_days, planned_on),
        cost_cents=cost_cents,
    )
    record("message_plan.channel_chosen", row, by=by, at=at, data=_data(use, planned_on))
    return use


@transaction.atomic(durable=True)
def move_use(*, use: ChannelUse, planned_on: date, cost_cents: int | None, by: Actor, at: datetime) -> ChannelUse:
    """Another day or expected cost of a use that still waits. Raises `UnableToUseChannel`."""
    row = managed_use(use, by, at)
    _step(row, "move")
    others = row.plan.uses.filter(channel=row.channel, planned_on=planned_on).exclude(pk=row.pk)
    if others.exclude(state=ChannelUse.State.DROPPED).exists():
        raise UnableToUseChannel(_("Dit kanaal is voor deze dag al gekozen."), "planned_on")
    if planned_on != row.planned_on:
        _require_day(row.channel, planned_on, at)
    _require_cost(cost_cents)
    row.planned_on, row.cost_cents = planned_on, cost_cents
    row.hand_over_by = last_hand_over(row.channel.lead_days, planned_on)
    row.save()
    record("message_plan.use_moved", row.plan, by=by, at=at, data=_data(row, planned_on))
    return row


@transaction.atomic(durable=True)
def finish_use(*, use: ChannelUse, done_on: date, cost_cents: int | None, by: Actor, at: datetime) -> ChannelUse:
    """The message went out by this channel. Raises `UnableToUseChannel` before the message is planned."""
    row = managed_use(use, by, at)
    if not may_go_out(row.plan):
        raise UnableToUseChannel(_("Plan de boodschap eerst. Daarna kunt u kanalen inzetten."))
    _step(row, "do")
    if done_on > localdate(at):
        raise UnableToUseChannel(_("Deze dag ligt nog in de toekomst. Kies vandaag of een eerdere dag."), "done_on")
    _require_cost(cost_cents)
    row.done_on, row.cost_cents = done_on, cost_cents
    row.save()
    record("message_plan.use_done", row.plan, by=by, at=at, data=_data(row, done_on))
    return row


@transaction.atomic(durable=True)
def drop_use(*, use: ChannelUse, reason: str, by: Actor, at: datetime) -> ChannelUse:
    """The channel is not used after all; in a draft too. Raises `UnableToUseChannel`."""
    row = managed_use(use, by, at)
    because = required(reason, _("Schrijf op waarom dit kanaal vervalt."), "reason", UnableToUseChannel)
    refuse_traces(because, "reason", UnableToUseChannel)
    _step(row, "drop")
    row.dropped_because = because
    row.save()
    record("message_plan.use_dropped", row.plan, by=by, at=at, data={"channel": row.channel.name})
    return row


@transaction.atomic(durable=True)
def score_use(*, use: ChannelUse, facts: ScoreFacts, by: Actor, at: datetime) -> ChannelUse:
    """Write down what a use did, or write it better until the message is evaluated. Raises `UnableToScore`."""
    row = managed_use(use, by, at)
    if not may_be_scored(row):
        raise UnableToScore(_("Een cijfer geeft u als het kanaal is ingezet en de boodschap nog niet is geëvalueerd."))
    if not WORST <= facts.score <= BEST:
        raise UnableToScore(
            _("Kies een cijfer van %(low)d tot en met %(high)d.") % {"low": WORST, "high": BEST}, "score"
        )
    for name in ("reached", "reactions"):
        if (getattr(facts, name) or 0) < 0:
            raise UnableToScore(_("Vul 0 of meer in, of laat het leeg."), name)
    refuse_traces(facts.remark, "remark", UnableToScore)
    row.score, row.reached, row.reactions = facts.score, facts.reached, facts.reactions
    row.remark, row.scored_at = facts.remark.strip(), at
    row.save()
    data = {"channel": row.channel.name, "score": facts.score}
    record("message_plan.use_scored", row.plan, by=by, at=at, data=data)
    return row


def _require_day(channel: Channel, planned_on: date, at: datetime) -> None:
    """The channel is there on that day, and can be handed over today or later."""
    soonest = earliest(channel.lead_days, localdate(at))
    if planned_on < soonest:
        raise UnableToUseChannel(
            _("Dit kanaal kan op zijn vroegst op %(day)s. De aanlevertijd is %(lead)d dagen.")
            % {"day": date_format(soonest, "j F Y"), "lead": channel.lead_days},
            "planned_on",
        )
    if not Channel.objects.on(planned_on).filter(pk=channel.pk).exists():
        raise UnableToUseChannel(_("Dit kanaal is er op die dag niet. Kies een ander kanaal."), "planned_on")


def _require_cost(cost_cents: int | None) -> None:
    if cost_cents is not None and cost_cents < 0:
        raise UnableToUseChannel(_("Vul 0 of meer in, of laat het leeg."), "cost_cents")


def _step(row: ChannelUse, name: str) -> None:
    USE_WORKFLOW.move(
        row,
        name,
        lambda state: UnableToUseChannel(_("Dit kan niet meer: het kanaal is ‘%(state)s’.") % {"state": state}),
    )


def _data(use: ChannelUse, day: date) -> dict[str, object]:
    return {"channel": use.channel.name, "day": date_format(day, "j F Y")}
