"""Kinds of groups: what there is, and what it is called since when."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import GroupKind, GroupKindLabel, Nature
from ._guard import UnableToManageGroups, day_in_trail, require_manager


def add_kind(
    *, label: str, plural: str, nature: str, since: date, by: Actor, at: datetime, sort_order: int = 0, code: str = ""
) -> GroupKind:
    """Add a kind of group (R178). Raises `UnableToManageGroups` for an empty or taken name."""
    label, plural = label.strip(), plural.strip()
    code = code or slugify(label)[:60]
    if not label or not plural or not code:
        raise UnableToManageGroups(_("Vul in hoe deze soort groep heet, ook als het er meer zijn."), "label")
    if nature not in Nature.values:
        raise UnableToManageGroups(_("Kies wat deze soort groep kan."), "nature")
    with transaction.atomic(durable=True):
        require_manager(by, at)
        if GroupKind.objects.filter(code=code).exists():
            raise UnableToManageGroups(_("Er is al een soort groep met deze naam."), "label")
        kind = GroupKind.objects.create(code=code, nature=nature, sort_order=sort_order)
        GroupKindLabel.objects.create(kind=kind, label=label, plural=plural, since=since)
        record("group_kind.added", kind, by=by, at=at, data={"label": label})
    return kind


def rename_kind(*, kind: GroupKind, label: str, plural: str, since: date, by: Actor, at: datetime) -> GroupKindLabel:
    """Call a kind otherwise from a day on; pages about earlier days keep the earlier name (C12)."""
    label, plural = label.strip(), plural.strip()
    if not label or not plural:
        raise UnableToManageGroups(_("Vul in hoe deze soort groep heet, ook als het er meer zijn."), "label")
    with transaction.atomic(durable=True):
        require_manager(by, at)
        row, _made = GroupKindLabel.objects.update_or_create(
            kind=kind, since=since, defaults={"label": label, "plural": plural}
        )
        record("group_kind.renamed", kind, by=by, at=at, data={"label": label, "since": day_in_trail(since)})
    return row


def change_kind(
    *, kind: GroupKind, nature: str, sort_order: int, valid_until: date | None, by: Actor, at: datetime
) -> GroupKind:
    """Change what groups of this kind can do, its place in lists, and until when new groups may be of it."""
    if nature not in Nature.values:
        raise UnableToManageGroups(_("Kies wat deze soort groep kan."), "nature")
    with transaction.atomic(durable=True):
        require_manager(by, at)
        kind = GroupKind.objects.select_for_update().get(pk=kind.pk)
        kind.nature, kind.sort_order, kind.valid_until = nature, sort_order, valid_until
        kind.save()
        record("group_kind.changed", kind, by=by, at=at, data={"label": kind.code})
    return kind
