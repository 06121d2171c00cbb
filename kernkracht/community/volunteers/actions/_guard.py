"""What acts about volunteering share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import forget_messages
from kernkracht.foundation.personal_traces import explained

MAILS_PER_DAY = 3
"""So many links may be mailed to one address a day, whoever fills in the forms."""


class UnableToManageVolunteers(Exception):
    """An act of the office was refused. The message is Dutch and says what to do instead."""


class NotAllowedToManageVolunteers(UnableToManageVolunteers):
    """The actor does not hold the right, or not for this village."""


class UnableToTakePart(Exception):
    """An act of a visitor was refused: too late, too often, or something is missing."""


def require_manager(by: Actor, at: datetime, village: Village | None = None) -> None:
    """The system may act; a person needs the right, and for what belongs to a village the right there."""
    if by.kind == Actor.Kind.SYSTEM or may(by, Permission.MANAGE_VOLUNTEERS, localdate(at), village):
        return
    if village is None:
        raise NotAllowedToManageVolunteers(_("U mag dit niet wijzigen. Vraag het de kernregisseur."))
    raise NotAllowedToManageVolunteers(
        _("U mag dit niet wijzigen voor %(village)s. Vraag het een collega van dat dorp.") % {"village": village.name}
    )


def require_words(text: str, refusal: str, error: type[Exception] = UnableToManageVolunteers) -> str:
    """The text without spaces around it; `error` with `refusal` when nothing is left."""
    if not text.strip():
        raise error(refusal)
    return text.strip()


def require_non_personal(*texts: str) -> None:
    """A public request for help names no person: who reacts goes through the form."""
    for text in texts:
        if found := explained(text):
            raise UnableToManageVolunteers(found[0])


def refuse_flood(rows: models.QuerySet[models.Model], moment: str, at: datetime) -> None:
    """`rows` of one address: at most `MAILS_PER_DAY` in a day, so that nobody's mailbox can be filled."""
    recent = rows.filter(**{f"{moment}__gt": at - timedelta(days=1)})
    if recent.count() >= MAILS_PER_DAY:
        raise UnableToTakePart(
            _("Naar dit e-mailadres gingen vandaag al een paar links. Kijk in uw mail, of probeer het morgen opnieuw.")
        )


def erase(found: models.Model, event: str, *, by: Actor, at: datetime) -> None:
    """Record `event`, then erase a row and what was mailed about it. Nothing happens when it is gone already."""
    row = type(found)._default_manager.select_for_update().filter(pk=found.pk).first()
    if row is None:
        return
    record(event, row, by=by, at=at)
    forget_messages(about=row)
    row.delete()


def visitor() -> Actor:
    """Somebody without an account; the row remembers who, so that later acts are the same person's."""
    return Actor.objects.create(kind=Actor.Kind.VISITOR)


def put(row: models.Model, values: Iterable[tuple[str, object]]) -> None:
    for name, value in values:
        setattr(row, name, value)
