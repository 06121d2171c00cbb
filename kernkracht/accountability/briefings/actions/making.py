"""Freezing a page about a village (R23)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may, villages_where
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .. import notices
from ..changes import changes_between, sentences
from ..content import Content, as_json, from_json
from ..facts import contents_of
from ..models import Briefing
from ..queries import alderman_of, own_alderman_villages


class UnableToMakeBriefing(Exception):
    """No briefing was made; `field` names the answer."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic(durable=True)
def make_briefing(*, village: Village, by: Actor, at: datetime) -> Briefing:
    """Freeze the page of one village with what changed since the last, and tell its alderman.

    Raises `UnableToMakeBriefing` without the right for this village, and when one was made today and nothing changed.
    """
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.MAKE_BRIEFING, localdate(at), village):
        raise UnableToMakeBriefing(_("U mag voor dit dorp geen briefing maken. Vraag het de kernregisseur."))
    made = _made([village], None, by, at)
    if not made:
        raise UnableToMakeBriefing(_("Vandaag is er al een briefing gemaakt. Sindsdien is er niets veranderd."))
    alderman = alderman_of(village, localdate(at))
    if alderman is not None:
        notices.queue_briefing_ready(made, alderman, at=at)
    return made[0]


@transaction.atomic(durable=True)
def inform_alderman(*, alderman: User, by: Actor, at: datetime) -> list[Briefing]:
    """One document for one alderman: a page for each of the own villages for which `by` may make it.

    Raises `UnableToMakeBriefing` when there is no such village.
    """
    villages = own_alderman_villages(alderman, localdate(at))
    if by.kind != Actor.Kind.SYSTEM:
        allowed = set(
            villages_where(by, Permission.MAKE_BRIEFING, localdate(at)).order_by("pk").values_list("pk", flat=True)
        )
        villages = [village for village in villages if village.pk in allowed]
    if not villages:
        raise UnableToMakeBriefing(_("Kies een wethouder van een van uw dorpen."), "alderman")
    made = _made(villages, uuid4(), by, at)
    notices.queue_briefing_ready(made, alderman, at=at)
    return made


def _made(villages: list[Village], series: UUID | None, by: Actor, at: datetime) -> list[Briefing]:
    """One briefing per village, the villages locked in order. Alone, a second one without news is not made."""
    locked = Village.objects.select_for_update(of=("self",)).select_related("area")
    rows = list(locked.filter(pk__in=[village.pk for village in villages]).order_by("pk"))
    contents = contents_of(rows, at)
    made = [_frozen(village, contents[village.pk], series, by, at) for village in rows]
    order = {village.pk: place for place, village in enumerate(villages)}
    return sorted((row for row in made if row is not None), key=lambda row: order[row.village_id])


def _frozen(village: Village, content: Content, series: UUID | None, by: Actor, at: datetime) -> Briefing | None:
    previous = Briefing.objects.filter(village=village, next=None).order_by("-made_at", "-pk").first()
    changes = sentences(changes_between(from_json(previous.content), content)) if previous else []
    if series is None and previous and not changes and localdate(previous.made_at) == localdate(at):
        return None
    data = as_json(content)
    row = Briefing.objects.create(
        village=village,
        made_at=at,
        made_by=by,
        previous=previous,
        content=data,
        changes=changes,
        sha256=fingerprint(data),
        series=series,
    )
    record("briefing.made", row, by=by, at=at, data={"village": village.name, "sha256": row.sha256})
    return row


def fingerprint(data: Mapping[str, Any]) -> str:
    """SHA-256 of the frozen content."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
