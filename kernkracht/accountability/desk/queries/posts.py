"""Who serves which village today, and whose work the reader looks at: read in two queries, the rest is reasoning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from kernkracht.community.people.models import Absence, Assignment, Role, RolePermission, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village

ASKED = (
    Permission.READ_OFFICE,
    Permission.HANDLE_QUESTION,
    Permission.MANAGE_QUESTIONS,
    Permission.VISIT_VILLAGES,
    Permission.WRITE_PAGES,
    Permission.MANAGE_CHANNELS,
)
"""The permissions that open a panel."""


class Scope(StrEnum):
    """Whose work somebody looks at: one's own, of whom one stands in for today, or of everybody (R52)."""

    MINE = "mijn"
    STANDING_IN = "vervang"
    TEAM = "team"


@dataclass(frozen=True)
class Focus:
    """What belongs to a scope: these villages (None: all) and what lies with these people."""

    villages: frozenset[int] | None
    people: frozenset[int]

    def about(self, village: str, *owners: str) -> Q:
        """The condition on a table whose village and owners stand in these fields."""
        if self.villages is None:
            return Q(pk__isnull=False)  # an empty condition would vanish beside an “or”
        mine = Q(**{f"{village}__in": self.villages})
        for owner in owners:
            mine |= Q(**{f"{owner}__in": self.people})
        return mine

    def has(self, village: int) -> bool:
        return self.villages is None or village in self.villages


@dataclass(frozen=True)
class Posts:
    """Today's posts of coordinators and of the reader."""

    user: User
    rows: tuple[Any, ...]

    @cached_property
    def held(self) -> list[Any]:
        return [post for post in self.rows if post.user_id == self.user.pk]

    @cached_property
    def standing_in(self) -> list[Any]:
        """Posts whose holder is not there, and that the reader fills today."""
        mine = [post for post in self.rows if post.stand_in_id == self.user.pk and post.user_id != self.user.pk]
        return [post for post in mine if not holder_is_there(post)]

    def rights(self) -> frozenset[Permission]:
        """What the reader may somewhere."""
        return frozenset(right for right in ASKED if self.villages_with(right) != frozenset())

    def villages_with(self, right: Permission) -> frozenset[int] | None:
        """Where the reader holds a permission, as keys of villages; None: everywhere."""
        return _villages(post for post in (*self.held, *self.standing_in) if getattr(post, _flag(right)))

    def server_of(self, village: int) -> User | None:
        """Who is coordinator of a village today: the holder, or else the stand-in; None: nobody is there (R51)."""
        mine = [post for post in self._coordinators if village in post.served or post.all_villages]
        holders = [post.user for post in mine if holder_is_there(post)]
        stand_ins = [post.stand_in for post in mine if stand_in_is_there(post)]
        return next(iter([*holders, *stand_ins]), None)

    @cached_property
    def _coordinators(self) -> list[Any]:
        """A post for the village itself before one for all."""
        found = [post for post in self.rows if post.role.code == Role.Code.VILLAGE_COORDINATOR]
        return sorted(found, key=lambda post: post.all_villages)

    def scopes(self) -> list[Scope]:
        """The scopes that mean something for this reader."""
        found = [Scope.MINE] if self.held else []
        return [*found, *([Scope.STANDING_IN] if self.standing_in else []), Scope.TEAM]

    def first_scope(self) -> Scope:
        """The team's work for who manages it; else one's own, or that of whom one stands in for."""
        if Permission.MANAGE_QUESTIONS in self.rights():
            return Scope.TEAM
        return self.scopes()[0]

    def focus(self, scope: Scope) -> Focus:
        """What a scope means. Who serves all villages looks at the work that lies with that person."""
        if scope == Scope.TEAM:
            return Focus(None, frozenset())
        posts = self.held if scope == Scope.MINE else self.standing_in
        villages = _villages(post for post in posts if not post.all_villages) or frozenset()
        people = {self.user.pk} if scope == Scope.MINE else {post.user_id for post in posts if post.user_id}
        return Focus(villages, frozenset(people))

    @property
    def stood_in_for(self) -> tuple[str, ...]:
        """Names of the colleagues whom the reader stands in for; a vacancy has none."""
        return tuple(dict.fromkeys(str(post.user) for post in self.standing_in if post.user))


def posts_of(user: User, on: date) -> Posts:
    """Two queries: the posts, and the villages of them."""
    away = Absence.objects.on(on)
    flags = {
        _flag(right): Exists(RolePermission.objects.filter(role=OuterRef("role_id"), permission=right).order_by())
        for right in ASKED
    }
    rows = (
        Assignment.objects.on(on)
        .filter(Q(role__code=Role.Code.VILLAGE_COORDINATOR) | Q(user=user) | Q(stand_in=user))
        .select_related("role", "user", "stand_in")
        .prefetch_related(Prefetch("villages", Village.objects.only("pk").order_by("pk")))
        .annotate(
            holder_is_away=Exists(away.filter(user=OuterRef("user_id"))),
            stand_in_is_away=Exists(away.filter(user=OuterRef("stand_in_id"))),
            **flags,
        )
        .order_by("valid_from", "pk")
    )
    found: list[Any] = list(rows)
    for post in found:
        post.served = frozenset(village.pk for village in post.villages.all())
    return Posts(user, tuple(found))


def holder_is_there(post: Any) -> bool:
    return post.user is not None and post.user.is_active and not post.holder_is_away


def stand_in_is_there(post: Any) -> bool:
    return post.stand_in is not None and post.stand_in.is_active and not post.stand_in_is_away


def _villages(posts: Iterable[Any]) -> frozenset[int] | None:
    """The villages of posts together; None when one of them is for all."""
    found: set[int] = set()
    for post in posts:
        if post.all_villages:
            return None
        found |= post.served
    return frozenset(found)


def _flag(right: Permission) -> str:
    return f"gives_{right.name.lower()}"
