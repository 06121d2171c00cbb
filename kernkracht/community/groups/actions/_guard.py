"""What every act on groups shares: the refusal, the right to act, and the lock."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.workflow import Workflow

from ..models import Group
from ..queries import groups_of, manages_group, may_speak_for


class UnableToManageGroups(Exception):
    """An act on groups was refused. The message is Dutch and says what to do; `field` names the answer it is about."""

    def __init__(self, sentence: str | Promise, field: str = "") -> None:
        super().__init__(str(sentence))
        self.field = field


class NotAllowedToManageGroups(UnableToManageGroups):
    def __init__(self) -> None:
        super().__init__(_("U mag deze groep niet wijzigen. Vraag het de contactpersoon van het dorp."))


def require_manager(by: Actor, at: datetime) -> None:
    """For what belongs to no village: kinds of groups, a covenant without parties. The system may act."""
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.MANAGE_GROUPS, localdate(at)):
        raise NotAllowedToManageGroups


def require_keeper(by: Actor, group: Group, at: datetime) -> None:
    """The officer keeps one of the villages of the group. The system may act (import, demonstration)."""
    if by.kind != Actor.Kind.SYSTEM and not manages_group(by, group, localdate(at)):
        raise NotAllowedToManageGroups


def require_keeper_or_speaker(by: Actor, group: Group, at: datetime) -> bool:
    """Whether `by` acts as the office (True) or as the group itself (False). Raises for anybody else."""
    if by.kind == Actor.Kind.SYSTEM or manages_group(by, group, localdate(at)):
        return True
    if not may_speak_for(by, group, localdate(at)):
        raise NotAllowedToManageGroups
    return False


def is_tied(actor: Actor, group: Group, at: datetime) -> bool:
    """Whether the account behind an actor is contact or board member of the group (Awb 2:4)."""
    user = User.objects.filter(actor=actor).first()
    return user is not None and groups_of(user, localdate(at)).filter(pk=group.pk).exists()


def lock_group(group: Group) -> Group:
    """The group as it is now, locked until the transaction ends."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a group is locked inside a transaction")
    return Group.objects.select_for_update().get(pk=group.pk)


def move(workflow: Workflow, obj: models.Model, transition: str) -> None:
    """Set the next state, or say that somebody was earlier."""
    sentence = _("Dit kan niet meer: iemand was u voor. Ververs de pagina en kijk hoe het er nu voor staat.")
    workflow.move(obj, transition, lambda _state: UnableToManageGroups(sentence))


def require_text(text: str, sentence: str | Promise, field: str) -> str:
    """The text without space around it; raises when nothing is left."""
    stripped = text.strip()
    if not stripped:
        raise UnableToManageGroups(sentence, field)
    return stripped


def day_in_trail(day: date) -> str:
    """A day as the trail writes it, the same in every language: “1-10-2026”."""
    return f"{day.day}-{day.month}-{day.year}"
