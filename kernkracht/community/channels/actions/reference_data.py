"""Kinds of channel and target groups: data that the office keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import ChannelKind, TargetGroup
from ._guard import UnableToKeepRegister, new_code, refuse_traces, require_manager, required

LONGEST_LEAD = 366


@dataclass(frozen=True)
class KindFacts:
    """`valid_until` is the last day on which it can be chosen; None while nobody ended it."""

    label: str
    valid_from: date
    usual_lead_days: int = 0
    sort_order: int = 0
    valid_until: date | None = None


@dataclass(frozen=True)
class TargetGroupFacts:
    """What matters to these people and what they want to know, as a first answer to Factor C (R240, R241)."""

    label: str
    valid_from: date
    interests: str = ""
    information_need: str = ""
    is_everybody: bool = False
    sort_order: int = 0
    valid_until: date | None = None


@transaction.atomic(durable=True)
def save_kind(*, facts: KindFacts, by: Actor, at: datetime, kind: ChannelKind | None = None) -> ChannelKind:
    """Add a kind of channel, or change one; its code stays. Raises `UnableToKeepRegister`."""
    require_manager(by, at)
    row = ChannelKind.objects.select_for_update().get(pk=kind.pk) if kind else ChannelKind()
    _apply(row, facts)
    if not 0 <= facts.usual_lead_days <= LONGEST_LEAD:
        raise UnableToKeepRegister(_("Vul een aantal dagen in van 0 tot en met 366."), "usual_lead_days")
    row.usual_lead_days = facts.usual_lead_days
    row.save()
    record("channel.kind_saved", row, by=by, at=at, data={"name": row.label})
    return row


@transaction.atomic(durable=True)
def save_target_group(
    *, facts: TargetGroupFacts, by: Actor, at: datetime, target_group: TargetGroup | None = None
) -> TargetGroup:
    """Add a target group, or change one; its code stays. Raises `UnableToKeepRegister`."""
    require_manager(by, at)
    row = TargetGroup.objects.select_for_update().get(pk=target_group.pk) if target_group else TargetGroup()
    _apply(row, facts)
    for name in ("interests", "information_need"):
        text = getattr(facts, name).strip()
        refuse_traces(text, name, UnableToKeepRegister)
        setattr(row, name, text)
    row.is_everybody = facts.is_everybody
    row.save()
    record("channel.target_group_saved", row, by=by, at=at, data={"name": row.label})
    return row


def _apply(row: ChannelKind | TargetGroup, facts: KindFacts | TargetGroupFacts) -> None:
    """What both lists share: a label that nobody else has, a code, a place, and days in order."""
    model = type(row)
    row.label = required(" ".join(facts.label.split()), _("Vul een naam in."), "label", UnableToKeepRegister)
    if model.objects.filter(label__iexact=row.label).exclude(pk=row.pk).exists():
        raise UnableToKeepRegister(_("Deze naam staat al in de lijst."), "label")
    if facts.valid_until is not None and facts.valid_until < facts.valid_from:
        raise UnableToKeepRegister(_("Kies een laatste dag na de eerste dag, of laat hem leeg."), "valid_until")
    row.code = row.code or new_code(row.label, model)
    row.sort_order, row.valid_from, row.valid_until = facts.sort_order, facts.valid_from, facts.valid_until


def load_reference_data(file: Path) -> int:
    """Add kinds and target groups of a seed file that are not there yet; others stay what the office made of them."""
    seed = yaml.safe_load(file.read_text(encoding="utf-8"))
    added = 0
    with transaction.atomic():
        for model, rows in ((ChannelKind, seed["kinds"]), (TargetGroup, seed["target_groups"])):
            for order, row in enumerate(rows, start=1):
                defaults = row | {"sort_order": order * 10}
                added += model.objects.get_or_create(code=row["code"], defaults=defaults)[1]
    return added
