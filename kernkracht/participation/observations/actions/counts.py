"""Taking in counts, keeping the kinds, and noting a trend."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.partners.models import Partner
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.personal_traces import explained

from ..counts_file import CountFault, read_counts
from ..models import PartnerCount, ReportKind, TrendNote, VisitNote
from ..permissions import is_used
from ._guard import UnableToObserve, require


class UnableToImportCounts(UnableToObserve):
    """The file was refused whole; `faults` holds every fault with its line, reason and remedy."""

    def __init__(self, faults: Collection[CountFault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults), "file")
        self.faults = tuple(faults)


@transaction.atomic(durable=True)
def import_partner_counts(*, partner: Partner, content: bytes, by: Actor, at: datetime) -> int:
    """Take in a partner's file whole or not at all; a month that is there already gets the new number (R196).

    Returns how many numbers the file had. Raises `UnableToImportCounts` and `UnableToObserve`.
    """
    require(by, at, Permission.MANAGE_PARTNERS)
    villages = {village.name: village for village in Village.objects.active()}
    kinds = {kind.label: kind for kind in ReportKind.objects.filter(is_active=True)}
    rows, faults = read_counts(content, villages=villages, kinds=kinds, today=localdate(at))
    if faults:
        raise UnableToImportCounts(faults)
    for row in rows:
        PartnerCount.objects.update_or_create(
            partner=partner,
            village=villages[row.village],
            kind=kinds[row.kind],
            month=row.month,
            defaults={"count": row.count, "imported_at": at, "imported_by": by},
        )
    record("observations.counts_imported", partner, by=by, at=at, data={"count": len(rows), "partner": partner.name})
    return len(rows)


@transaction.atomic(durable=True)
def save_report_kind(
    *, label: str, sort_order: int, is_active: bool, by: Actor, at: datetime, kind: ReportKind | None = None
) -> ReportKind:
    """Add or change a kind of report (R198). Raises `UnableToObserve`."""
    require(by, at, Permission.MANAGE_PARTNERS)
    row = ReportKind.objects.select_for_update().get(pk=kind.pk) if kind else ReportKind()
    row.label, row.sort_order, row.is_active = " ".join(label.split()), sort_order, is_active
    if not row.label:
        raise UnableToObserve(_("Vul in hoe de soort heet."), "label")
    if ReportKind.objects.filter(label__iexact=row.label).exclude(pk=row.pk).exists():
        raise UnableToObserve(_("Deze soort is er al."), "label")
    row.save()
    record("observations.kind_saved", row, by=by, at=at, data={"label": row.label})
    return row


@transaction.atomic(durable=True)
def note_trend(
    *,
    village: Village,
    text: str,
    by: Actor,
    at: datetime,
    kind: ReportKind | None = None,
    visit: VisitNote | None = None,
) -> TrendNote:
    """Note what is seen in a village, in general words; `visit` is the note it comes from. Raises `UnableToObserve`."""
    require(by, at, Permission.HANDLE_QUESTION, village)
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise UnableToObserve(_("Schrijf op wat u ziet."), "text")
    if found := explained(words):
        raise UnableToObserve(found[0], "text")
    source = VisitNote.objects.select_for_update().get(pk=visit.pk) if visit else None
    if source and is_used(source):
        raise UnableToObserve(_("Van deze notitie is al een vraag of trend gemaakt."))
    note = TrendNote.objects.create(village=village, kind=kind, text=words, written_by=by, written_at=at)
    if source:
        source.trend = note
        source.save()
    record("observations.trend_noted", note, by=by, at=at, data={"village": village.name})
    return note
