"""The work per coordinator beside the hours, and the villages that nobody serves (R5, R6, R52)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import localdate

from kernkracht.community.gatherings.models import ActionPointOfGathering, Gathering
from kernkracht.community.people.models import Role, User
from kernkracht.community.people.queries import VillageContact, contacts, formation_of, working_times
from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import OPEN_STATES, GrantApplication
from kernkracht.participation.questions.models import Question

PROMISES_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Load:
    """What lies in one village, or in several together. `promises` are days named to people, those missed included."""

    villages: int = 1
    inhabitants: int = 0
    questions: int = 0
    late: int = 0
    promises: int = 0
    cases: int = 0
    gatherings: int = 0

    def __add__(self, other: Load) -> Load:
        return Load(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def open_work(self) -> int:
        return self.questions + self.cases + self.gatherings


NOTHING = Load(villages=0)


@dataclass(frozen=True)
class VillageLoad:
    """One village; `team` answers when nobody can, "" without any team."""

    village: Village
    load: Load
    team: str = ""


@dataclass(frozen=True)
class CoordinatorLoad:
    """Who answers for which villages that day, stand-ins for what they stand in. `fte` is None when nobody noted it."""

    user: User
    villages: tuple[VillageLoad, ...]
    fte: Decimal | None
    stands_in: int

    @property
    def load(self) -> Load:
        return sum((row.load for row in self.villages), NOTHING)

    @property
    def per_fte(self) -> int | None:
        """Open work per full week, rounded; None without hours."""
        return round(self.load.open_work / self.fte) if self.fte else None


@dataclass(frozen=True)
class Workload:
    """Everything together: `fte` is what is filled, `formation` what was set apart (None when nobody said so)."""

    unserved: tuple[VillageLoad, ...]
    coordinators: tuple[CoordinatorLoad, ...]
    formation: Decimal | None

    @property
    def fte(self) -> Decimal:
        return sum((row.fte for row in self.coordinators if row.fte), Decimal(0))

    @property
    def missing(self) -> Decimal:
        """Full weeks that were set apart and that nobody works; never below zero."""
        return max((self.formation or Decimal(0)) - self.fte, Decimal(0))

    @property
    def total(self) -> Load:
        loads = [row.load for row in self.unserved] + [row.load for row in self.coordinators]
        return sum(loads, NOTHING)


def workload(at: datetime) -> Workload:
    """The work of all active villages at a moment, by who answers for them; in a fixed number of queries.

    A village without anybody who can act stands apart: its work waits with a team, and its promises run on (R52).
    """
    on = localdate(at)
    villages = list(Village.objects.active().select_related("area"))
    answering = contacts(on, villages=villages)
    loads = _loads(villages, at)
    hours = working_times(on)
    unserved, served = [], dict[User, list[VillageLoad]]()
    standing_in: dict[User, int] = {}
    for village in villages:
        contact = answering[village.pk]
        row = VillageLoad(village, loads[village.pk], _team(contact))
        if contact is None or contact.user is None:
            unserved.append(row)
            continue
        served.setdefault(contact.user, []).append(row)
        standing_in[contact.user] = standing_in.get(contact.user, 0) + contact.is_temporary
    idle = User.objects.filter(pk__in=hours.keys() - {user.pk for user in served}).order_by("name", "email")
    rows = [CoordinatorLoad(user, tuple(own), hours.get(user.pk), standing_in[user]) for user, own in served.items()]
    rows += [CoordinatorLoad(user, (), hours[user.pk], 0) for user in idle]
    return Workload(
        unserved=tuple(sorted(unserved, key=lambda row: -row.load.open_work)),
        coordinators=tuple(sorted(rows, key=lambda row: (-row.load.open_work, row.user.name))),
        formation=formation_of(Role.Code.VILLAGE_COORDINATOR, on),
    )


def _team(contact: VillageContact | None) -> str:
    return contact.team.name if contact and contact.team else ""


def _loads(villages: Iterable[Village], at: datetime) -> dict[int, Load]:
    on = localdate(at)
    soon = on + PROMISES_WITHIN
    questions = _by_village(
        Question.objects.open()
        .values("village")
        .annotate(
            n=Count("pk"),
            late=Count("pk", filter=Q(promised_on__lt=on)),
            soon=Count("pk", filter=Q(promised_on__lte=soon)),
        )
        .order_by("village")
    )
    open_points = ActionPointOfGathering.objects.filter(
        done_at=None, due_on__lte=soon, gathering__villages__isnull=False
    )
    points = _by_village(
        open_points.values("gathering__villages").annotate(n=Count("pk")).order_by("gathering__villages"),
        "gathering__villages",
    )
    cases = _by_village(
        GrantApplication.objects.filter(state__in=OPEN_STATES)
        .values("village")
        .annotate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)))
        .order_by("village")
    )
    ahead = Gathering.objects.filter(state=Gathering.State.PLANNED, ends_at__gte=at, kind__is_offered=True)
    gatherings = _by_village(
        ahead.filter(villages__isnull=False).values("villages").annotate(n=Count("pk")).order_by("villages"), "villages"
    )
    return {
        village.pk: Load(
            inhabitants=village.inhabitants or 0,
            questions=questions.get(village.pk, {}).get("n", 0),
            late=questions.get(village.pk, {}).get("late", 0) + cases.get(village.pk, {}).get("late", 0),
            promises=questions.get(village.pk, {}).get("soon", 0) + points.get(village.pk, {}).get("n", 0),
            cases=cases.get(village.pk, {}).get("n", 0),
            gatherings=gatherings.get(village.pk, {}).get("n", 0),
        )
        for village in villages
    }


def _by_village(rows: Iterable[Mapping[str, Any]], field: str = "village") -> dict[int, Mapping[str, Any]]:
    return {row[field]: row for row in rows}
