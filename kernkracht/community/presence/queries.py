"""Reads offered to other rooms and to the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, F, Max, OuterRef, Prefetch, QuerySet

from kernkracht.community.groups.models import Group, GroupState
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.calendar_files import Appointment, calendar_file

from . import legal
from .models import ContactMoment, Presence


def presences_ahead(village: Village, at: datetime) -> QuerySet[Presence]:
    """When somebody is in a village from now on, cancelled moments included; soonest first."""
    rows = Presence.objects.filter(village=village, ends_at__gt=at)
    return rows.select_related("user__contact_card", "village").order_by("starts_at", "pk")


def told_of_presences(villages: QuerySet[Village], at: datetime) -> QuerySet[Village]:
    """Each with `has_presences`, so that a page without any asks nothing more."""
    return villages.annotate(has_presences=Exists(Presence.objects.filter(village=OuterRef("pk"), ends_at__gt=at)))


def presences_of(user: User | None, at: datetime, villages: Iterable[Village] | None = None) -> QuerySet[Presence]:
    """For the office: what is ahead, of one colleague and in some villages when given."""
    rows = Presence.objects.filter(ends_at__gt=at, cancelled_at=None)
    if user is not None:
        rows = rows.filter(user=user)
    if villages is not None:
        rows = rows.filter(village__in=villages)
    return rows.select_related("user", "village").order_by("starts_at", "pk")


def public_name(presence: Presence) -> str:
    """How residents know this colleague."""
    card = getattr(presence.user, "contact_card", None)
    return str(card.public_name if card else presence.user.name)


def appointment_of(presence: Presence) -> Appointment:
    """The moment as an entry of a calendar."""
    return Appointment(
        uid=f"{presence.calendar_uid}@{settings.SITE_URL.split('//')[-1]}",
        revision=presence.revision,
        changed_at=presence.changed_at,
        starts_at=presence.starts_at,
        ends_at=presence.ends_at,
        title=f"{public_name(presence)}: {presence.village.name}",
        where=presence.place,
        url=f"{settings.SITE_URL}/dorpen/{presence.village.slug}/",
        text=presence.cancelled_because or presence.note,
        is_cancelled=presence.cancelled_at is not None,
    )


def calendar_of(presence: Presence) -> bytes:
    return calendar_file([appointment_of(presence)])


def contacts_of(group: Group) -> QuerySet[ContactMoment]:
    """When colleagues spoke with a group, the latest first."""
    return group.contact_moments.select_related("user").order_by("-spoken_on", "-pk")


@dataclass(frozen=True)
class QuietGroup:
    """A group and when somebody last spoke with it; None: never, as far as is known."""

    group: Group
    last_on: date | None
    is_quiet: bool


def groups_by_contact(villages: Iterable[Village], on: date) -> list[QuietGroup]:
    """The active groups of villages, longest not spoken with first."""
    rows = Group.objects.filter(villages__in=villages, state=GroupState.ACTIVE).select_related("kind")
    rows = rows.prefetch_related(Prefetch("villages", Village.objects.order_by("sort_order", "name")))
    found = rows.annotate(last_on=Max("contact_moments__spoken_on")).distinct()
    limit = on - timedelta(days=legal.quiet_days(on))
    return [_quiet(group, limit) for group in found.order_by(F("last_on").asc(nulls_first=True), "name", "pk")]


def _quiet(group: Group, limit: date) -> QuietGroup:
    last_on: date | None = group.last_on  # type: ignore[attr-defined] # annotated above
    return QuietGroup(group, last_on, last_on is None or last_on < limit)
