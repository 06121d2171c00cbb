"""Groups, their people and covenants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from kernkracht.community.groups.models import (
    Covenant,
    CovenantDuty,
    CovenantVersion,
    Group,
    GroupContact,
    GroupKind,
    GroupKindLabel,
    GroupState,
    Nature,
)
from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from .people import TeamFactory, UserFactory, officer_with, role_with
from .villages import VillageFactory

LONG_AGO = datetime(2020, 1, 1, 12, tzinfo=UTC)
IBAN = "NL91ABNA0417164300"
OTHER_IBAN = "NL20INGB0001234567"


def kind_of(nature: str = Nature.OTHER) -> GroupKind:
    """The one kind of this nature that the tests use."""
    kind, made = GroupKind.objects.get_or_create(code=nature.replace("_", "-"), defaults={"nature": nature})
    if made:
        GroupKindLabel.objects.create(kind=kind, label=f"{nature} een", plural=f"{nature} meer", since=date(2000, 1, 1))
    return kind


class GroupFactory(DjangoModelFactory[Group]):
    """An active association; `villages=[…]` gives it villages."""

    class Meta:
        model = Group
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Groep {n}")
    slug = factory.Sequence(lambda n: f"groep-{n}")
    kind = factory.LazyFunction(lambda: kind_of(Nature.VILLAGE_ASSOCIATION))
    state = GroupState.ACTIVE
    proposed_by = factory.LazyFunction(Actor.system)
    approved_at = LONG_AGO
    changed_at = LONG_AGO

    @factory.post_generation
    def villages(self: Any, create: bool, extracted: list[Village] | None) -> None:
        self.villages.set(extracted or [])


def with_account(group: Group, iban: str = IBAN, holder: str = "Groep") -> Group:
    """The group with a confirmed account."""
    group.iban, group.account_holder, group.account_confirmed_on = iban, holder, date(2024, 1, 1)
    group.save()
    return group


def speaker(group: Group, user: User | None = None, *, approved: bool = True, **fields: Any) -> User:
    """An account that is contact of the group, and by default may speak for it."""
    user = user or UserFactory()
    values = {"name": user.name, "email": user.email, "valid_from": date(2020, 1, 1)} | fields
    if approved:
        values |= {"speaks_for_group": True, "approved_by": Actor.system(), "approved_at": LONG_AGO}
    GroupContact.objects.create(group=group, user=user, **values)
    return user


def covenant_of(*groups: Group, since: date | None = date(2022, 1, 1), until: date | None = None) -> CovenantVersion:
    """A covenant with these groups; without `since` nobody knows when it began, so it does not run."""
    covenant = Covenant.objects.create(title="Convenant", created_at=LONG_AGO, created_by=Actor.system())
    covenant.groups.set(groups)
    return CovenantVersion.objects.create(
        covenant=covenant, number=1, signed_on=since, valid_from=since, valid_until=until
    )


def duty_of(version: CovenantVersion, *, months: int | None = 6, **fields: Any) -> CovenantDuty:
    """A duty of the municipality that comes back every `months`, counted from the first day of the version."""
    values: dict[str, Any] = {"kind": CovenantDuty.Kind.MEETING, "text": "Overleg met de wethouder."}
    values |= {"interval_months": months, "counts_from": version.valid_from if months else None} | fields
    return CovenantDuty.objects.create(version=version, **values)


AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@dataclass
class Scene:
    village: Village
    elsewhere: Village
    coordinator: User
    colleague: User
    reader: User
    group: Group
    member: User


def build_scene() -> Scene:
    """A village with its coordinator, an association with somebody who speaks for it, and two other officers."""
    village, elsewhere = VillageFactory(), VillageFactory()
    role = role_with(Role.Code.VILLAGE_COORDINATOR, Permission.READ_OFFICE, Permission.MANAGE_GROUPS)
    coordinator = UserFactory(is_staff=True, email="regisseur@example.org")
    post = Assignment.objects.create(role=role, user=coordinator, team=TeamFactory(), valid_from=date(2020, 1, 1))
    post.villages.set([village])
    group = GroupFactory(villages=[village])
    return Scene(
        village=village,
        elsewhere=elsewhere,
        coordinator=coordinator,
        colleague=officer_with(Permission.READ_OFFICE, Permission.MANAGE_GROUPS, code=Role.Code.ADMINISTRATOR),
        reader=officer_with(Permission.READ_OFFICE),
        group=group,
        member=speaker(group, UserFactory(email="vereniging@example.org")),
    )
