"""What the acts on baselines share: the refusal, the right, the lock, and words without people in them."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.personal_traces import explained

from ..models import VillageBaseline


class UnableToKeepBaseline(Exception):
    """An act on a baseline or a chosen theme was refused. The message is Dutch; `field` names the answer."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotAllowedToKeepBaseline(UnableToKeepBaseline):
    """The actor does not visit this village."""


def require_visitor(by: Actor, at: datetime, village: Village) -> None:
    """The system may act; a person needs the right to visit this village."""
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.VISIT_VILLAGES, localdate(at), village):
        raise NotAllowedToKeepBaseline(
            _("U mag dit niet wijzigen voor %(village)s. Vraag het de kernregisseur van dat dorp.")
            % {"village": village.name}
        )


def words(text: str, field: str, refusal: str = "", longest: int = 0) -> str:
    """The text on one line (with `longest`) or as it is, without spaces around it.

    Refused when it is empty and `refusal` says so, when it is too long, and when it points at a person.
    """
    said = " ".join(text.split()) if longest else text.replace("\r\n", "\n").strip()
    if refusal and not said:
        raise UnableToKeepBaseline(refusal, field)
    if longest and len(said) > longest:
        raise UnableToKeepBaseline(_("Houd het bij hooguit %(most)d tekens.") % {"most": longest}, field)
    if found := explained(said):
        raise UnableToKeepBaseline(found[0], field)
    return said


def draft(baseline: VillageBaseline, by: Actor, at: datetime) -> VillageBaseline:
    """The locked row, for who may write it and while it is a draft."""
    row = VillageBaseline.objects.select_for_update(of=("self",)).select_related("village").get(pk=baseline.pk)
    require_visitor(by, at, row.village)
    if row.state != VillageBaseline.State.DRAFT:
        raise UnableToKeepBaseline(_("Deze versie is vastgesteld en verandert niet meer. Begin een nieuwe versie."))
    return row


def written(row: VillageBaseline, part: str, by: Actor, at: datetime) -> None:
    """Note that a part of a draft was written, and by whom."""
    row.changed_at, row.written_by = at, by
    row.save()
    record("baseline.written", row.village, by=by, at=at, data={"village": row.village.name, "part": part})
