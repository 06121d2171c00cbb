"""Messages: what stands beside one, what is on the calendar, and what still asks for something."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from kernkracht.community.villages.models import Village
from kernkracht.foundation.notices.models import OutboxMessage

from ..hooks import Standing, standing_beside
from ..models import ChannelUse, GroupDelivery, MessagePlan
from ..permissions import OPEN_STATES


def all_messages() -> QuerySet[MessagePlan]:
    """Every message with what a list shows."""
    rows = MessagePlan.objects.select_related("topic", "owner")
    return rows.prefetch_related("villages", "audiences__target_group", "uses__channel__kind")


def for_villages(villages: Collection[Village]) -> Q:
    """Messages for one of these villages, or for all villages."""
    return Q(villages__in=villages) | Q(villages=None)


def standing_beside_message(plan: MessagePlan, on: date) -> list[Standing]:
    """What stands on the topic of a message in one of its villages (R71): other open messages, and what hooks know."""
    villages = list(plan.villages.order_by("pk"))
    others = MessagePlan.objects.filter(topic=plan.topic_id, state__in=OPEN_STATES).exclude(pk=plan.pk)
    if villages:
        others = others.filter(for_villages(villages)).distinct()
    found = [
        Standing(other.title, str(other.get_state_display()), f"/werk/boodschappen/{other.pk}/")
        for other in others.order_by("wanted_on", "pk")
    ]
    return found + [row for ask in standing_beside for row in ask(plan.topic, villages, on)]


def uses_between(first: date, last: date, village: Village | None = None) -> QuerySet[ChannelUse]:
    """What people see from one day to another, of messages that are not called off; soonest first."""
    rows = ChannelUse.objects.filter(planned_on__range=(first, last)).exclude(state=ChannelUse.State.DROPPED)
    if village is not None:
        rows = rows.filter(Q(plan__villages=village) | Q(plan__villages=None))
    related = rows.select_related("plan__topic", "channel__kind").prefetch_related("plan__villages")
    return related.order_by("planned_on", "pk")


def to_do(villages: Collection[Village], on: date) -> QuerySet[ChannelUse]:
    """Uses of planned messages for these villages that must be handed over by `on`, or whose day has passed."""
    plans = MessagePlan.objects.filter(for_villages(villages), state=MessagePlan.State.PLANNED).order_by()
    rows = ChannelUse.objects.filter(state=ChannelUse.State.PLANNED, plan__in=plans.values("pk"), hand_over_by__lte=on)
    return rows.select_related("plan", "channel").order_by("hand_over_by", "pk")


def lessons_of(village: Village | None, limit: int) -> QuerySet[MessagePlan]:
    """What colleagues wrote after messages in a village (or everywhere), newest first (R248)."""
    rows = all_messages().filter(state=MessagePlan.State.EVALUATED)
    if village is not None:
        rows = rows.filter(for_villages([village])).distinct()
    return rows.order_by("-changed_at", "-pk")[:limit]


def failed_deliveries(plan: MessagePlan) -> set[int]:
    """The deliveries to groups of which a mail did not arrive."""
    label = GroupDelivery._meta.label_lower
    keys = [str(key) for key in plan.deliveries.order_by("pk").values_list("pk", flat=True)]
    bad = (OutboxMessage.State.FAILED, OutboxMessage.State.BOUNCED)
    rows = OutboxMessage.objects.filter(subject_type=label, subject_id__in=keys, state__in=bad).order_by("pk")
    return {int(key) for key in rows.values_list("subject_id", flat=True)}
