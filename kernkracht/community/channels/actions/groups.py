"""Sending a message to the groups of its villages in one act (R250, R252): once per group, whoever presses twice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.groups.models import Group, GroupContact
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import GroupDelivery, MessagePlan
from ..notices import mailed_addresses, queue_message_to_group
from ..permissions import may_go_out
from ..queries.groups import groups_for, people_of
from ._guard import ChannelRefusal, managed_plan

Outcome = GroupDelivery.Outcome


class UnableToSendToGroups(ChannelRefusal):
    """The message is not planned or is over, or no group was chosen."""


@dataclass(frozen=True)
class Sent:
    """What one act did: groups that were mailed now, that have no address, and that had the message already."""

    mailed: int
    without: int
    before: int


@transaction.atomic(durable=True)
def send_to_groups(*, plan: MessagePlan, groups: Collection[Group], by: Actor, at: datetime) -> Sent:
    """Mail a planned message to everybody with an address in these groups. Raises `UnableToSendToGroups`.

    A group gets a message once: the message is locked, so of two at the same moment the second finds everything done.
    Somebody of two groups gets it once. A group without an address is written down, for somebody to call; when it has
    an address later, sending again mails it. Groups that do not work in these villages are left out.
    """
    row = managed_plan(plan, by, at)
    if not may_go_out(row):
        raise UnableToSendToGroups(_("Plan de boodschap eerst. Daarna kunt u hem naar groepen sturen."))
    wanted = list(groups_for(row).filter(pk__in=[group.pk for group in groups]))
    if not wanted:
        raise UnableToSendToGroups(_("Kies een of meer groepen."), "groups")
    known = {delivery.group_id: delivery for delivery in row.deliveries.select_for_update().order_by("pk")}
    finished = {pk for pk, delivery in known.items() if delivery.outcome != Outcome.NO_ADDRESS}
    people = people_of([group for group in wanted if group.pk not in finished], localdate(at))
    mailed = mailed_addresses(row)
    outcomes = [
        _deliver(row, known.get(group.pk), group, people[group.pk], mailed, by=by, at=at)
        for group in wanted
        if group.pk not in finished
    ]
    sent = Sent(outcomes.count(Outcome.MAILED), outcomes.count(Outcome.NO_ADDRESS), len(wanted) - len(outcomes))
    if outcomes:
        data = {"mailed": sent.mailed, "without": sent.without}
        record("message_plan.sent_to_groups", row, by=by, at=at, data=data)
    return sent


def _deliver(
    row: MessagePlan,
    known: GroupDelivery | None,
    group: Group,
    people: list[GroupContact],
    mailed: set[str],
    *,
    by: Actor,
    at: datetime,
) -> str:
    delivery = known or GroupDelivery(plan=row, group=group)
    delivery.outcome = Outcome.MAILED if people else Outcome.NO_ADDRESS
    delivery.people, delivery.sent_by, delivery.sent_at = len(people), by, at
    delivery.save()
    for contact in people:
        if contact.email.lower() not in mailed:
            queue_message_to_group(delivery, contact, at=at)
            mailed.add(contact.email.lower())
    return str(delivery.outcome)


@transaction.atomic(durable=True)
def note_group_told(*, delivery: GroupDelivery, by: Actor, at: datetime) -> GroupDelivery:
    """A colleague told a group without an address. Raises `UnableToSendToGroups` after a mail."""
    plan = managed_plan(delivery.plan, by, at)
    row = GroupDelivery.objects.select_for_update(of=("self",)).select_related("group").get(pk=delivery.pk)
    if row.outcome == Outcome.TOLD:
        return row
    if row.outcome == Outcome.MAILED:
        raise UnableToSendToGroups(_("Deze groep kreeg de boodschap al per mail."))
    row.outcome, row.sent_by, row.sent_at = Outcome.TOLD, by, at
    row.save()
    record("message_plan.group_told", plan, by=by, at=at, data={"group": row.group.name})
    return row
