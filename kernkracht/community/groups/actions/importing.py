"""Taking in a file with groups: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.table_files import FileFault

from ..importing import GroupRow, read_groups
from ..models import Group, GroupKind
from ._guard import UnableToManageGroups
from .register import GroupFacts, insert_group


class UnableToImportGroups(Exception):
    """The file was refused; `faults` say per line what is wrong and what to do. Nothing of it was taken in."""

    def __init__(self, faults: Iterable[FileFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(map(str, self.faults)))


def import_groups(*, content: bytes, source: str, is_yaml: bool, by: Actor, at: datetime) -> list[Group]:
    """Add the groups of a file (YAML or CSV). Raises `UnableToImportGroups` with every fault found.

    A group that exists is a fault: what people wrote on its page since must not be lost to an old file.
    """
    rows, faults = read_groups(content, is_yaml=is_yaml)
    if faults:
        raise UnableToImportGroups(faults)
    with transaction.atomic(durable=True):
        faults = []
        groups = [group for row in rows if (group := _take_in(row, source, by, at, faults)) is not None]
        if faults:
            raise UnableToImportGroups(faults)
    return groups


def _take_in(row: GroupRow, source: str, by: Actor, at: datetime, faults: list[FileFault]) -> Group | None:
    before = len(faults)
    kind = GroupKind.objects.filter(code=row.values["kind"]).first()
    if kind is None:
        known = ", ".join(GroupKind.objects.values_list("code", flat=True))
        remedy = _("Kies uit: %(names)s.") % {"names": known}
        faults.append(FileFault(row.line, "kind", _("Deze soort groep kennen wij niet."), remedy))
    villages = {village.slug: village for village in Village.objects.filter(slug__in=row.villages)}
    for slug in row.villages:
        if slug not in villages:
            reason = _("Het dorp “%(slug)s” kennen wij niet.") % {"slug": slug}
            faults.append(FileFault(row.line, "villages", reason, _("Gebruik de naam uit het webadres van het dorp.")))
    coordinator = _coordinator(row, faults)
    if kind is None or len(faults) > before:
        return None
    texts = {name: row.values.get(name, "") for name in ("name", "purpose", "joining", "rules", "works_with")}
    facts = GroupFacts(
        **texts,
        kind=kind,
        villages=[villages[slug] for slug in row.villages],
        website=row.values.get("website", ""),
        source=row.values.get("source", ""),
        founded_on=row.founded_on,
        founded_precision=row.founded_precision,
        coordinated_by=coordinator,
    )
    try:
        group = insert_group(facts=facts, by=by, at=at)
    except UnableToManageGroups as refusal:
        remedy = _("Verander deze regel, of laat de regel weg.")
        faults.append(FileFault(row.line, refusal.field, str(refusal), remedy))
        return None
    record("group.imported", group, by=by, at=at, data={"name": group.name, "source": source})
    return group


def _coordinator(row: GroupRow, faults: list[FileFault]) -> Group | None:
    """The group that is named as coordinator: already there, or on an earlier line of this file."""
    slug = row.values.get("coordinated_by", "")
    if not slug:
        return None
    found = Group.objects.filter(slug=slug).first()
    if found is None:
        reason = _("De groep “%(slug)s” kennen wij niet.") % {"slug": slug}
        faults.append(FileFault(row.line, "coordinated_by", reason, _("Zet die groep op een eerdere regel.")))
    return found
