"""What every act of the office does first: lock the case, check the right, move the state."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.models import Actor

from ..days import day_of
from ..models import GrantApplication
from ..permissions import BAR_SENTENCES
from ..queries.rights import interests_of
from ..workflow import APPLICATION_WORKFLOW


class UnableToAct(Exception):
    """An act of the office that is refused. `sentences` say why and what to do, in words for the officer.

    `field` names the form field it is about; empty when it is about the case.
    """

    def __init__(self, *sentences: str | Promise, field: str = "") -> None:
        self.sentences = [str(sentence) for sentence in sentences]
        self.field = field
        super().__init__(" ".join(self.sentences))


def lock_case(application: GrantApplication) -> GrantApplication:
    """The case as it is now, locked until the transaction ends. Ceilings are locked before cases, never after."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a case is locked inside a transaction")
    return GrantApplication.objects.select_for_update().get(pk=application.pk)


def require(
    case: GrantApplication, permission: Permission, refusal: type[UnableToAct], *, by: Actor, at: datetime
) -> None:
    """Raise `refusal` unless `by` holds the permission for the village of the case on that day."""
    if not may(by, permission, day_of(at), case.village):
        raise refusal(_("U heeft hier geen recht op in dit dorp. Vraag het aan de beheerder."))


def require_no_interest(case: GrantApplication, refusal: type[UnableToAct], *, by: Actor, at: datetime) -> None:
    """Raise `refusal` when `by` has a recorded tie with the case (Awb 2:4)."""
    bars = interests_of(by, case, day_of(at))
    if bars:
        raise refusal(*(BAR_SENTENCES[bar] for bar in bars), _("Geef de aanvraag aan een collega."))


def move(case: GrantApplication, transition: str, refusal: type[UnableToAct]) -> str:
    """Set the next state (not saved) and return the old one, or raise `refusal` naming the present state."""
    sentence = _("Dit kan niet meer: de aanvraag staat nu op ‘%(state)s’. Ververs de pagina.")
    return APPLICATION_WORKFLOW.move(case, transition, lambda state: refusal(sentence % {"state": state}))


def require_text(text: str, refusal: type[UnableToAct], message: str | Promise, field: str) -> str:
    """The text without space around it; raises `refusal` when nothing is left."""
    stripped = text.strip()
    if not stripped:
        raise refusal(message, field=field)
    return stripped
