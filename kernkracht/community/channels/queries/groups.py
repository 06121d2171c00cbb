"""The groups of a message's villages, and the people of them to mail or to call (R250)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from kernkracht.community.groups.models import Group, GroupContact
from kernkracht.community.groups.queries import kind_labels

from ..models import GroupDelivery, MessagePlan
from .messages import failed_deliveries


def groups_for(plan: MessagePlan) -> QuerySet[Group]:
    """Active groups that work in a village of the message; of a message for all villages: in any village."""
    villages = list(plan.villages.order_by("pk"))
    places = Group.villages.through.objects.order_by()
    if villages:
        places = places.filter(village__in=villages)
    rows = Group.objects.active().filter(pk__in=places.values("group"))
    return rows.select_related("kind").order_by("kind__sort_order", "name")


def people_of(groups: Collection[Group], on: date) -> dict[int, list[GroupContact]]:
    """By group everybody with an address on a day; for a group without, the people of the group that coordinates it."""
    keys = {group.pk for group in groups} | {group.coordinated_by_id for group in groups if group.coordinated_by_id}
    rows = GroupContact.objects.on(on).filter(group__in=keys).exclude(email="").order_by("group", "valid_from", "pk")
    found: dict[int, dict[str, GroupContact]] = {}
    for contact in rows:
        found.setdefault(contact.group_id, {}).setdefault(contact.email.lower(), contact)
    return {
        group.pk: list((found.get(group.pk) or found.get(group.coordinated_by_id or 0) or {}).values())
        for group in groups
    }


@dataclass(frozen=True)
class GroupStanding:
    """Where one group stands: what it got (or None), whom it would be mailed to, and whom one can call."""

    group: Group
    kind: str
    delivery: GroupDelivery | None
    people: tuple[GroupContact, ...]
    to_call: tuple[GroupContact, ...]
    has_failed: bool

    @property
    def waits(self) -> bool:
        """Whether sending now would reach it."""
        return bool(self.people) and (
            self.delivery is None or self.delivery.outcome == GroupDelivery.Outcome.NO_ADDRESS
        )


def group_standings(plan: MessagePlan, on: date) -> list[GroupStanding]:
    """Every group of the villages of a message, and those that got it before they left; who has no address shows."""
    got = {row.group_id: row for row in plan.deliveries.select_related("group__kind").order_by("pk")}
    groups = {group.pk: group for group in groups_for(plan)}
    groups |= {row.group_id: row.group for row in got.values()}
    people, labels, failed = people_of(list(groups.values()), on), kind_labels(on), failed_deliveries(plan)
    phones = _phones(groups, on)
    return [
        GroupStanding(
            group=group,
            kind=labels[group.kind_id].label if group.kind_id in labels else "",
            delivery=got.get(key),
            people=tuple(people[key]),
            to_call=tuple(phones.get(key, ())),
            has_failed=key in got and got[key].pk in failed,
        )
        for key, group in groups.items()
    ]


def _phones(groups: Collection[int], on: date) -> dict[int, list[GroupContact]]:
    found: dict[int, list[GroupContact]] = {}
    rows = GroupContact.objects.on(on).filter(group__in=groups).exclude(phone="")
    for contact in rows.order_by("group", "valid_from", "pk"):
        found.setdefault(contact.group_id, []).append(contact)
    return found
