"""Writing a report piece by piece, handing it in, and what the office does with it short of settling.

Each piece is kept as it is given, so that a fault in one receipt never loses the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import remove_document, store_upload
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.days import day_of

from .. import notices
from ..models import ReceiptLine, ReportForm, ReportPhoto, SpendingReport
from ..permissions import may_hand_in
from ..workflow import REPORT_WORKFLOW
from .gate import UnableToAccount, facts_of, lock_report, require_right, require_text

Upload = tuple[File[bytes] | IO[bytes], str]
"""A file and its name."""
PICTURES = ("image/jpeg", "image/png")
RECEIPT_FILES = (*PICTURES, "application/pdf")
MOST_PHOTOS, MOST_LINES = 12, 200


class UnableToReport(UnableToAccount):
    """Something about the report is not possible; `field` names the answer."""


@dataclass(frozen=True)
class Receipt:
    """One cost as the receiver gives it; the amount in euro cents. `file` may only be missing for paper."""

    spent_on: date
    what: str
    cost_kind: str
    amount_cents: int
    file: Upload | None = None


def save_report(
    *, report: SpendingReport, what_happened: str, people_count: int | None, by: Actor, at: datetime
) -> SpendingReport:
    """Keep what was written so far; nothing has to be complete yet. Raises `UnableToReport`."""
    with transaction.atomic(durable=True):
        row = _writable(report, by=by, at=at)
        _store_words(row, what_happened, people_count, at)
        record("report.saved", row, by=by, at=at, data=facts_of(row.application))
        return row


def add_photo(*, report: SpendingReport, file: Upload, caption: str, by: Actor, at: datetime) -> ReportPhoto:
    """Add a picture (JPEG or PNG). Raises `UnableToReport` and `UnacceptableFile`."""
    with transaction.atomic(durable=True):
        row = _writable(report, by=by, at=at)
        if row.photos.count() >= MOST_PHOTOS:
            raise UnableToReport(
                _("Er zijn al %(most)d foto’s. Haal er eerst een weg.") % {"most": MOST_PHOTOS}, field="photo"
            )
        document = _stored(row, file, PICTURES, _("Een foto is een JPG- of PNG-bestand."), "photo", by=by, at=at)
        photo = ReportPhoto.objects.create(report=row, document=document, caption=caption.strip()[:200])
        record("report.photo_added", row, by=by, at=at, data=facts_of(row.application))
        return photo


def remove_photo(*, photo: ReportPhoto, by: Actor, at: datetime) -> None:
    """Take a picture away, file and all. Raises `UnableToReport`."""
    with transaction.atomic(durable=True):
        row = _writable(photo.report, by=by, at=at)
        document = photo.document
        photo.delete()
        remove_document(document)
        record("report.photo_removed", row, by=by, at=at, data=facts_of(row.application))


def add_receipt(*, report: SpendingReport, receipt: Receipt, by: Actor, at: datetime) -> ReceiptLine:
    """Add one cost with its receipt. Raises `UnableToReport` (with place and remedy) and `UnacceptableFile`."""
    with transaction.atomic(durable=True):
        row = _writable(report, by=by, at=at)
        if row.form != ReportForm.RECEIPTS:
            raise UnableToReport(_("Bij dit plan hoeft u geen bonnen te sturen."))
        _require_sound(row, receipt, today=day_of(at))
        if receipt.file is None and by.pk != row.entered_by_id:
            raise UnableToReport(_("Voeg een foto of pdf van de bon toe."), field="file")
        document = None
        if receipt.file is not None:
            why = _("Een bon is een foto (JPG of PNG) of een pdf. Maak een foto van de bon en voeg die toe.")
            document = _stored(row, receipt.file, RECEIPT_FILES, why, "file", by=by, at=at)
        last = row.lines.aggregate(last=Max("position"))["last"] or 0
        line = ReceiptLine.objects.create(
            report=row,
            position=last + 1,
            spent_on=receipt.spent_on,
            what=receipt.what.strip()[:200],
            cost_kind=receipt.cost_kind,
            amount_cents=receipt.amount_cents,
            document=document,
        )
        data = facts_of(row.application, receipt.amount_cents)
        record("report.receipt_added", row, by=by, at=at, data=data)
        return line


def remove_receipt(*, line: ReceiptLine, by: Actor, at: datetime) -> None:
    """Take a cost away, file and all. Raises `UnableToReport`."""
    with transaction.atomic(durable=True):
        row = _writable(line.report, by=by, at=at)
        document, amount = line.document, line.amount_cents
        line.delete()
        if document is not None:
            remove_document(document)
        record("report.receipt_removed", row, by=by, at=at, data=facts_of(row.application, amount))


def hand_in_report(
    *, report: SpendingReport, what_happened: str, people_count: int | None, by: Actor, at: datetime
) -> SpendingReport:
    """Hand the report in, today or late; its receipt is confirmed with the time. Raises `UnableToReport`."""
    with transaction.atomic(durable=True):
        row = _writable(report, by=by, at=at)
        _store_words(row, what_happened, people_count, at)
        _require_complete(row)
        _move(row, "hand_in")
        if row.entered_by_id is None or by.pk != row.entered_by_id:
            row.entered_by, row.handed_in_on = None, day_of(at)
        row.handed_in_at, row.sent_back_reason = at, ""
        row.save()
        record("report.handed_in", row, by=by, at=at, data=facts_of(row.application))
        notices.confirm(row, by=by, at=at)
        return row


def enter_from_paper(*, report: SpendingReport, received_on: date, by: Actor, at: datetime) -> SpendingReport:
    """Begin to type in a report that came on paper: from now on the officer writes it. Raises `UnableToReport`."""
    with transaction.atomic(durable=True):
        row = lock_report(report)
        require_right(UnableToReport, Permission.SETTLE_GRANT, case=row.application, by=by, at=at)
        if not may_hand_in(row.state):
            raise UnableToReport(_("Dit verslag is al binnen, of er is geen verslag nodig."))
        if not row.decision.decided_on <= received_on <= day_of(at):
            raise UnableToReport(
                _("Kies een dag vanaf het besluit (%(first)s) tot en met vandaag.")
                % {"first": date_format(row.decision.decided_on, "j F Y")},
                field="received_on",
            )
        row.entered_by, row.handed_in_on = by, received_on
        row.save(update_fields=["entered_by", "handed_in_on"])
        record("report.saved", row, by=by, at=at, data=facts_of(row.application))
        return row


def send_back(*, report: SpendingReport, reason: str, by: Actor, at: datetime) -> SpendingReport:
    """Ask the receiver to complete a report; what was written stays. Raises `UnableToReport`."""
    text = require_text(UnableToReport, reason, _("Schrijf op wat de ontvanger moet aanvullen."), "reason")
    with transaction.atomic(durable=True):
        row = lock_report(report)
        require_right(UnableToReport, Permission.SETTLE_GRANT, case=row.application, by=by, at=at)
        _require_unsettled(row)
        _move(row, "send_back")
        row.sent_back_reason, row.entered_by, row.handed_in_on, row.handed_in_at = text, None, None, None
        row.save()
        record("report.sent_back", row, by=by, at=at, data=facts_of(row.application))
        notices.tell_sent_back(row, by=by, at=at)
        return row


def call_off(*, report: SpendingReport, reason: str, by: Actor, at: datetime) -> SpendingReport:
    """Note that the plan does not go on, as the receiver says. The office then settles; nothing is lowered by itself.

    Raises `UnableToReport`.
    """
    text = require_text(UnableToReport, reason, _("Schrijf op waarom het plan niet doorgaat."), "reason")
    with transaction.atomic(durable=True):
        row = lock_report(report)
        _require_unsettled(row)
        _move(row, "call_off")
        row.called_off_reason, row.handed_in_on, row.handed_in_at = text, day_of(at), at
        row.save()
        record("report.called_off", row, by=by, at=at, data=facts_of(row.application))
        notices.confirm(row, by=by, at=at)
        return row


def _writable(report: SpendingReport, *, by: Actor, at: datetime) -> SpendingReport:
    row = lock_report(report)
    if not may_hand_in(row.state):
        raise UnableToReport(_("U kunt dit verslag niet meer veranderen. Bel ons als er iets niet klopt."))
    if row.settlements.exclude(state="returned").exists():
        raise UnableToReport(_("Wij stellen het bedrag al vast. Bel ons als u nog iets wilt vertellen."))
    return row


def _store_words(row: SpendingReport, what_happened: str, people_count: int | None, at: datetime) -> None:
    if people_count is not None and not 0 <= people_count <= 1_000_000:
        raise UnableToReport(_("Vul een aantal mensen in van 0 of meer."), field="people_count")
    row.what_happened, row.people_count, row.saved_at = what_happened.strip(), people_count, at
    row.save()


def _require_complete(row: SpendingReport) -> None:
    if not row.what_happened:
        raise UnableToReport(_("Vertel wat er is gebeurd. Een paar zinnen is genoeg."), field="what_happened")
    if row.people_count is None:
        raise UnableToReport(_("Vul in hoeveel mensen meededen. Een schatting is goed."), field="people_count")
    if row.form == ReportForm.RECEIPTS and not row.lines.exists():
        raise UnableToReport(_("Voeg eerst uw bonnen toe. Daarna kunt u versturen."), field="receipts")


def _require_sound(row: SpendingReport, receipt: Receipt, *, today: date) -> None:
    """Each fault with its place, reason and remedy."""
    first = row.application.received_on or row.decision.decided_on
    if not receipt.what.strip():
        raise UnableToReport(_("Vul in wat u kocht of betaalde."), field="what")
    if receipt.spent_on < first:
        raise UnableToReport(
            _("Deze dag is voor uw aanvraag van %(day)s. Kosten van voor die dag tellen niet mee.")
            % {"day": date_format(first, "j F Y")},
            field="spent_on",
        )
    if receipt.spent_on > today:
        raise UnableToReport(_("Deze dag moet nog komen. Kijk op de bon welke dag erop staat."), field="spent_on")
    if receipt.amount_cents <= 0:
        raise UnableToReport(_("Vul een bedrag in boven € 0. Een korting trekt u af van de bon zelf."), field="amount")
    if row.lines.count() >= MOST_LINES:
        raise UnableToReport(_("Er zijn al %(most)d bonnen. Tel kleine bonnen bij elkaar op.") % {"most": MOST_LINES})


def _stored(
    row: SpendingReport, file: Upload, kinds: tuple[str, ...], why: str, field: str, *, by: Actor, at: datetime
) -> StoredDocument:
    """The file after all checks; a wrong kind, or one that is in this report already, is refused and not kept."""
    try:
        document = store_upload(file=file[0], name=file[1], by=by, at=at)
    except UnacceptableFile as refusal:
        raise UnableToReport(str(refusal), field=field) from refusal
    if document.content_type not in kinds:
        raise UnableToReport(why, field=field)
    same = StoredDocument.objects.filter(sha256=document.sha256).exclude(pk=document.pk)
    if same.filter(receipt_line__report=row).exists() or same.filter(report_photo__report=row).exists():
        raise UnableToReport(
            _("Dit bestand staat al in uw verslag (%(amount)s aan bonnen). Kies een ander bestand.")
            % {"amount": format_euro(sum(line.amount_cents for line in row.lines.all()))},
            field=field,
        )
    return document


def _require_unsettled(row: SpendingReport) -> None:
    if row.settlements.exclude(state="returned").exists():
        raise UnableToReport(_("Het bedrag wordt al vastgesteld. Geef eerst dat voorstel terug."))


def _move(row: SpendingReport, name: str) -> None:
    sentence = _("Dat kan nu niet. Het verslag staat op ‘%(state)s’.")
    REPORT_WORKFLOW.move(row, name, lambda state: UnableToReport(sentence % {"state": state}))
