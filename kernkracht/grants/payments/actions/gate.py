"""What acts of finance ask first."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import permissions_of
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.budgets.actions import lock_ceilings
from kernkracht.grants.budgets.models import GrantCeiling, LedgerEntry


class UnableToPayOut(Exception):
    """An act of finance that is refused. `sentences` say why and what to do; `field` names the answer it is about."""

    def __init__(self, *sentences: str, field: str = "") -> None:
        self.sentences = [str(sentence) for sentence in sentences]
        self.field = field
        super().__init__(" ".join(self.sentences))


def rights(by: Actor, at: datetime) -> frozenset[str]:
    """What the actor may do somewhere on that day; payments are not bound to a village."""
    user = User.objects.filter(actor=by).first()
    return permissions_of(user, day_of(at)) if user is not None else frozenset()


def require_right(refusal: type[UnableToPayOut], *any_of: Permission, by: Actor, at: datetime) -> frozenset[str]:
    """The actor's rights, when one of `any_of` is among them; else `refusal`."""
    held = rights(by, at)
    if not held & set(any_of):
        raise refusal(_("U heeft hier geen recht op. Vraag het aan de beheerder."))
    return held


def lock_money_of(case_numbers: set[str]) -> list[GrantCeiling]:
    """Lock every ceiling that these cases ever touched, before anything of payments is locked."""
    touched = LedgerEntry.objects.filter(case_number__in=case_numbers).order_by().values("ceiling")
    return lock_ceilings(GrantCeiling.objects.filter(pk__in=touched).order_by("pk"))
