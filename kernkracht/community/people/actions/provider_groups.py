"""Posts that follow the groups of the municipality's own identity provider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from kernkracht.community.people.models import Assignment, Role, Team, User
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ._guard import lock_roles

PROVIDER = "identity-provider"
"""The actor of the system that gives and takes posts because of groups."""


def follow_provider_groups(*, user: User, groups: Iterable[str], roles: Mapping[str, str], at: datetime) -> None:
    """Give and end posts so that they match the groups; `roles` says which group gives which role code.

    Only roles that some group gives are touched. A post somebody gave for certain villages stays as it is while the
    group lasts; a role without any post is given for all villages. A lost group ends the role today at once.
    """
    if not roles:
        return
    wanted = {roles[group] for group in groups if group in roles}
    with transaction.atomic(durable=True):
        lock_roles()
        today, by = localdate(at), Actor.system(PROVIDER)
        running = list(Assignment.objects.on(today).filter(user=user, role__code__in=set(roles.values())))
        for post in running:
            if post.role.code not in wanted:
                _end(post, by=by, at=at)
        for code in sorted(wanted - {post.role.code for post in running}):
            _give(user, code, by=by, at=at)


def _end(post: Assignment, *, by: Actor, at: datetime) -> None:
    today = localdate(at)
    if post.valid_from == today:
        post.user = None
        post.valid_until = today
    else:
        post.valid_until = today - timedelta(days=1)
    post.save()
    until = post.valid_until.isoformat()
    record("people.assignment_ended", post, by=by, at=at, data={"role": post.role.code, "until": until})


def _give(user: User, code: str, *, by: Actor, at: datetime) -> None:
    role, team = Role.objects.filter(code=code).first(), Team.objects.order_by("-is_default", "pk").first()
    if role is None or team is None:
        return
    today = localdate(at)
    post = Assignment.objects.create(role=role, user=user, team=team, all_villages=True, valid_from=today)
    data = {"role": code, "from": today.isoformat(), "villages": ["*"]}
    record("people.role_assigned", post, by=by, at=at, data=data)
