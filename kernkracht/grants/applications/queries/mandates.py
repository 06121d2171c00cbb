"""Who may decide about what, up to which amount: the mandates as a list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from kernkracht.community.people.models import Assignment, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.schemes.kinds.vocabulary import ROLES

from ..models import Mandate
from ..permissions import OFFICER_WITH_MANDATE

DECIDING = (Permission.DECIDE_APPLICATION, Permission.DECIDE_OBJECTION)
"""A mandate means something only with one of these rights."""
MANDATED_FOR = frozenset(ROLES) - {OFFICER_WITH_MANDATE}
"""Deciders that rules may name in whose place a mandate may decide. Any mandate is enough for an officer with one."""

_POSTS = Assignment.objects.select_related("role", "user", "stand_in").prefetch_related("villages")


def mandates(on: date) -> QuerySet[Mandate]:
    """Mandates that count on a day or later, by holder and first day."""
    rows = _listed().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    return rows.filter(Q(assignment__valid_until__isnull=True) | Q(assignment__valid_until__gte=on))


def earlier_mandates(on: date) -> QuerySet[Mandate]:
    """Mandates that ended before a day, or whose post did; newest end first."""
    over = Q(valid_until__lt=on) | Q(assignment__valid_until__lt=on)
    return _listed().filter(over).order_by("-valid_until", "-valid_from", "pk")


def mandates_held(user: User, on: date) -> QuerySet[Mandate]:
    """Mandates of the posts that somebody holds, that count on a day or later."""
    return mandates(on).filter(assignment__user=user)


def _listed() -> QuerySet[Mandate]:
    rows = Mandate.objects.prefetch_related("schemes", Prefetch("assignment", queryset=_POSTS))
    return rows.order_by("assignment__user__name", "assignment", "valid_from", "pk")


def posts_that_decide(on: date) -> QuerySet[Assignment]:
    """Posts, running or coming, to which a mandate can be given."""
    running = _POSTS.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    return running.filter(role__role_permissions__permission__in=DECIDING).distinct().order_by("user__name", "pk")


def names_of(codes: Iterable[str]) -> list[str]:
    """How rules call these deciders, in the order of the vocabulary."""
    wanted = set(codes)
    return [str(name) for code, name in ROLES.items() if code in wanted]
