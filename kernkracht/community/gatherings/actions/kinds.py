"""The kinds of gathering: data that a municipality names and changes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import GatheringKind
from ._guard import UnableToPlan, inside_transaction, require_manager

SHORTEST_SLOT = 5


@dataclass(frozen=True)
class KindFacts:
    """What a kind of gathering is called and how it begins."""

    name: str
    is_public: bool = False
    takes_sign_ups: bool = False
    asks_topic: bool = False
    slot_minutes: int | None = None
    needs_rung: bool = False
    sort_order: int = 100


def name_kind(*, code: str, name: str, is_public: bool, by: Actor, at: datetime) -> GatheringKind:
    """Make or rename a kind of gathering. Raises `UnableToPlan` without a name."""
    inside_transaction()
    if not name.strip():
        raise UnableToPlan(_("Geef de soort bijeenkomst een naam."), "name")
    kind, _made = GatheringKind.objects.update_or_create(
        code=code, defaults={"name": name.strip(), "is_public": is_public}
    )
    record("gathering.kind_named", kind, by=by, at=at, data={"name": kind.name})
    return kind


@transaction.atomic(durable=True)
def save_kind(*, code: str, facts: KindFacts, by: Actor, at: datetime) -> GatheringKind:
    """Make a kind the office plans, or change one. Raises `UnableToPlan`."""
    require_manager(by, at)
    if facts.slot_minutes is not None and facts.slot_minutes < SHORTEST_SLOT:
        raise UnableToPlan(
            _("Een gesprek duurt 5 minuten of langer. Laat leeg als iedereen samenkomt."), "slot_minutes"
        )
    kind = name_kind(code=code, name=facts.name, is_public=facts.is_public, by=by, at=at)
    for name, value in asdict(facts).items():
        setattr(kind, name, value.strip() if isinstance(value, str) else value)
    kind.save()
    return kind


def load_kinds(file: Path) -> int:
    """Add the kinds of a seed file that are not there yet; the others keep what the office made of them."""
    rows: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["kinds"]
    with transaction.atomic():
        made = [
            GatheringKind.objects.get_or_create(code=row["code"], defaults=row | {"sort_order": order})[1]
            for order, row in enumerate(rows, start=1)
        ]
    return sum(made)
