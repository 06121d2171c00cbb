"""Fetches what the predicates of permissions.py look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import holders_of, may
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import Mandate
from kernkracht.grants.applications.queries import decision_right_of, interests_of

from ..models import Objection
from ..permissions import bars_to_decide, bars_to_handle, sentences_of
from ..subjects import hands_in


@dataclass(frozen=True)
class Right:
    """Whether somebody may; if not, every reason. `mandate` only for deciding."""

    reasons: tuple[str, ...] = ()
    mandate: Mandate | None = None

    @property
    def allowed(self) -> bool:
        return not self.reasons


def right_to_handle(actor: Actor, objection: Objection, on: date) -> Right:
    """Permission, no part in the decision, no interest of one's own (Awb 2:4, 7:5)."""
    case = objection.application
    reasons = sentences_of(bars_to_handle(actor.pk, hands_in(objection)), interests_of(actor, case, on))
    if not may(actor, Permission.HANDLE_OBJECTION, on, case.village):
        reasons.append(str(_("U heeft hier geen recht om bezwaren te behandelen.")))
    return Right(tuple(reasons))


def right_to_decide(actor: Actor, objection: Objection, amount_cents: int, on: date) -> Right:
    """The same for deciding, with a mandate that covers scheme, village and amount (Awb 10:3)."""
    case = objection.application
    ties = interests_of(actor, case, on)
    reasons = sentences_of(bars_to_decide(actor.pk, hands_in(objection)), ties)
    if not may(actor, Permission.DECIDE_OBJECTION, on, case.village):
        return Right((*reasons, str(_("U heeft hier geen recht om op bezwaren te besluiten."))))
    right = decision_right_of(actor, case, amount_cents=amount_cents, on=on)
    if not reasons:
        reasons += right.sentences
    mandate = Mandate.objects.get(pk=right.mandate.pk) if right.mandate and not reasons else None
    return Right(tuple(reasons), mandate)


def possible_handlers(objection: Objection, on: date) -> list[User]:
    """Colleagues who can take this objection over."""
    people = holders_of(Permission.HANDLE_OBJECTION, on, objection.application.village).select_related("actor")
    return [user for user in people if right_to_handle(user.actor, objection, on).allowed]
