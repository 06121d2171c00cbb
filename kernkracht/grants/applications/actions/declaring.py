"""Writing down what an officer declares about an own interest, as part of a larger act."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor

from ..models import GrantApplication, InterestDeclaration
from .gate import UnableToAct


class UnableToDeclare(UnableToAct):
    """No officer who may know the case, or a declaration without its kind and explanation."""


def keep_declaration(
    case: GrantApplication, *, by: Actor, at: datetime, kind: str = "", explanation: str = ""
) -> InterestDeclaration:
    """An interest of this kind, or with an empty kind: none. Raises `UnableToDeclare` for who has no account."""
    user = User.objects.filter(actor=by).first()
    if user is None:
        raise UnableToDeclare(_("Alleen een medewerker kan iets over een eigen belang verklaren."))
    return InterestDeclaration.objects.create(
        application=case, officer=user, has_interest=bool(kind), kind=kind, explanation=explanation, at=at
    )
