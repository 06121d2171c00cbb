"""What acts on money for groups share: the refusal, the right and the lock."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.groups.models import Group
from kernkracht.community.groups.queries import groups_of, may_speak_for
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.workflow import Workflow

from ..models import ExpenseClaim, YearlyContribution


class UnableToPayGroup(Exception):
    """An act that was refused. The message is Dutch and says what to do; `field` names the answer it is about."""

    def __init__(self, sentence: str | Promise, field: str = "") -> None:
        super().__init__(str(sentence))
        self.field = field


def require_right(by: Actor, permission: Permission, at: datetime) -> None:
    """The actor holds the right on that day. The system may act (demonstration)."""
    if by.kind != Actor.Kind.SYSTEM and not may(by, permission, localdate(at)):
        raise UnableToPayGroup(_("U heeft hier geen recht op. Vraag het aan de beheerder."))


def require_no_tie(by: Actor, group: Group, at: datetime) -> None:
    """Who is contact or board member of a group does not judge its money (Awb 2:4)."""
    user = User.objects.filter(actor=by).first()
    if user is not None and groups_of(user, localdate(at)).filter(pk=group.pk).exists():
        raise UnableToPayGroup(_("U hoort bij deze groep. Laat een collega dit doen."))


def speaks_or_enters(by: Actor, group: Group, at: datetime) -> bool:
    """Whether an officer acts for the group (True) or the group itself (False); raises for anybody else."""
    if may_speak_for(by, group, localdate(at)):
        return False
    if by.kind == Actor.Kind.SYSTEM or may(by, Permission.HANDLE_CLAIM, localdate(at)):
        return True
    raise UnableToPayGroup(_("U kunt niet declareren voor deze groep. Vraag het de contactpersoon van de groep."))


def lock_claim(claim: ExpenseClaim) -> ExpenseClaim:
    """The claim as it is now, locked until the transaction ends. Raises `UnableToPayGroup` when it was thrown away."""
    row = ExpenseClaim.objects.select_for_update().filter(pk=claim.pk).first()
    if row is None:
        raise UnableToPayGroup(_("Deze declaratie is weggegooid. Begin een nieuwe."))
    return row


def lock_contribution(contribution: YearlyContribution) -> YearlyContribution:
    """The contribution as it is now, locked until the transaction ends."""
    return YearlyContribution.objects.select_for_update().get(pk=contribution.pk)


def move(workflow: Workflow, obj: models.Model, transition: str) -> None:
    """Set the next state, or say that somebody was earlier."""
    sentence = _("Dit kan niet meer: iemand was u voor. Ververs de pagina en kijk hoe het er nu voor staat.")
    workflow.move(obj, transition, lambda _state: UnableToPayGroup(sentence))
