"""Who belongs to a group, who may speak for it, and which officers it belongs to."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may, villages_where
from kernkracht.foundation.audit.models import Actor

from ..models import Group, GroupContact


def groups_of(user: User, on: date) -> QuerySet[Group]:
    """Groups to which an account is tied on a day, as board member or contact, also through a coordinating group.

    For interests (Awb 2:4): it does not matter whether the person may speak for the group, or whether it still works.
    """
    own = Group.objects.filter(pk__in=GroupContact.objects.on(on).filter(user=user).values("group"))
    return Group.objects.filter(Q(pk__in=own.values("pk")) | Q(coordinated_by__in=own.values("pk"))).order_by("name")


def groups_spoken_for(user: User, on: date) -> QuerySet[Group]:
    """Active groups for which an account may act on a day: it edits their page, sees covenants and asks for money."""
    if not user.is_active:
        return Group.objects.none()
    approved = GroupContact.objects.on(on).filter(user=user, speaks_for_group=True)
    own = Group.objects.active().filter(pk__in=approved.values("group"))
    mine = Q(pk__in=own.values("pk")) | Q(coordinated_by__in=own.values("pk"))
    return Group.objects.active().filter(mine).order_by("name")


def may_speak_for(actor: Actor, group: Group, on: date) -> bool:
    """Whether the account behind an actor may act for an active group on a day: an officer approved it."""
    user = User.objects.filter(actor=actor).first()
    return user is not None and groups_spoken_for(user, on).filter(pk=group.pk).exists()


def speakers_of(group: Group, on: date) -> QuerySet[GroupContact]:
    """The approved contacts of a group, and of the group that coordinates it, on a day."""
    groups = [group.pk] + ([group.coordinated_by_id] if group.coordinated_by_id else [])
    found = GroupContact.objects.on(on).filter(group__in=groups, speaks_for_group=True).select_related("user")
    return found.order_by("group", "valid_from", "pk")


def manages_group(actor: Actor, group: Group, on: date) -> bool:
    """Whether an officer keeps this group: it works in one of the officer's villages, or in none at all."""
    if not may(actor, Permission.MANAGE_GROUPS, on):
        return False
    villages = set(group.villages.order_by("pk").values_list("pk", flat=True))
    kept = villages_where(actor, Permission.MANAGE_GROUPS, on)
    return not villages or kept.filter(pk__in=villages).exists()


def kept_groups(actor: Actor, on: date) -> QuerySet[Group]:
    """All groups that an officer keeps."""
    if not may(actor, Permission.MANAGE_GROUPS, on):
        return Group.objects.none()
    kept = villages_where(actor, Permission.MANAGE_GROUPS, on)
    in_villages = Group.villages.through.objects.filter(village__in=kept).values("group")
    return Group.objects.filter(Q(pk__in=in_villages) | Q(villages__isnull=True)).order_by("name")
