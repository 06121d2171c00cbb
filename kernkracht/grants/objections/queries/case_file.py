"""The whole dossier as one PDF/UA file for the committee: everything in words, and the PDF attachments behind it.

What people wrote and what was sent is set anew as one tagged document, letters included. Attachments that are PDFs
follow as pages with a bookmark each; they are marked as artefacts, since their own tags cannot be trusted, and the list
says where the original is. Account numbers and telephone numbers in the words are blacked out; inside attachments they
cannot be, and the file says so.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import nh3
import pikepdf
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from markupsafe import Markup

from kernkracht.foundation.audit.events import sentence_for
from kernkracht.foundation.audit.queries import history_of
from kernkracht.foundation.documents.actions import letter_as_pdf
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.notices.texts import render_letter
from kernkracht.grants.applications.queries import timeline_of
from kernkracht.grants.settlements.models import ReceiptLine

from ..messages import CASE_FILE, CaseFile, FileFinding, FileLetter, FileLine, FileMail
from ..models import Objection
from ..redaction import redacted
from ..subjects import subject_of
from .contested import contested_facts
from .replay import replay_evaluation

LETTER_TAGS = {"p", "strong", "em", "ul", "ol", "li", "dl", "dt", "dd", "br", "table", "tr", "th", "td", "caption"}
HEADINGS = re.compile(r"<(/?)h[1-4][^>]*>")


def case_file_of(objection: Objection, at: datetime) -> bytes:
    """The PDF of an objection's dossier as it is now."""
    with translation.override("nl"):
        content = _content(objection, at)
        title = _("Dossier bij bezwaar %(number)s") % {"number": objection.number}
        body = letter_as_pdf(subject=title, html=render_letter(CASE_FILE, content, "nl"))
    return _with_attachments(body, _pdf_attachments(objection))


def _content(objection: Objection, at: datetime) -> CaseFile:
    case = objection.application
    subject = subject_of(objection)
    replay = replay_evaluation(objection.decision)
    return CaseFile(
        number=objection.number,
        made_at=_moment(at),
        title=redacted(case.title),
        reference=case.number or "",
        scheme=case.scheme.name,
        village=case.village.name if case.village else "",
        description=redacted(case.description),
        requested_cents=case.requested_cents or 0,
        costs=tuple(
            FileLine(redacted(c.description), "", c.amount_cents) for c in case.budget_lines.order_by("position")
        ),
        grounds=redacted(objection.grounds),
        received_on=objection.received_on,
        term_ends_on=objection.term_ends_on,
        is_late=objection.is_late,
        late_reason=redacted(objection.late_reason),
        late_judgement=redacted(objection.late_judgement),
        contested=subject.label,
        contested_facts=tuple(contested_facts(subject)),
        findings=tuple(_findings(objection)),
        is_same=replay.is_same,
        version=replay.version_label,
        hearings=tuple(_hearings(objection)),
        letters=tuple(_letters(objection)),
        mails=tuple(_mails(objection)),
        timeline=tuple(_timeline(objection)),
        attachments=tuple(_attachment_lines(objection)),
    )


def _findings(objection: Objection) -> Iterator[FileFinding]:
    """What the rules said, and what a person judged, at the contested decision."""
    case, until = objection.application, subject_of(objection).decided_at
    judged = {j.criterion: j for j in case.judgements.filter(at__lte=until).order_by("at", "pk")}
    for row in replay_evaluation(objection.decision).findings:
        judgement = judged.get(row["criterion"])
        said = judgement.reason if judgement else row["sentence"]
        counts = str(row.get("counts", row["outcome"]))
        words = {"met": _("voldoet"), "not_met": _("voldoet niet"), "needs_judgement": _("niet beoordeeld")}
        yield FileFinding(row["sentence"], words.get(counts, counts), redacted(said) if judgement else "")


def _hearings(objection: Objection) -> Iterator[FileLine]:
    held = objection.hearings.select_related("gathering").order_by("gathering__starts_at", "pk")
    for hearing in held:
        gathering = hearing.gathering
        said = gathering.outcome or gathering.cancelled_because or gathering.get_state_display()
        yield FileLine(_moment(gathering.starts_at), redacted(said), 0)


def _letters(objection: Objection) -> Iterator[FileLetter]:
    """Letters as sent, oldest first, each as part of this document; its own headings become bold lines."""
    seen = set()
    for message in _messages(objection):
        letter = message.letter
        if letter is None or letter.pk in seen:
            continue
        seen.add(letter.pk)
        body = letter.html.partition("<body>")[2].rpartition("</body>")[0]
        flat = HEADINGS.sub(lambda m: "</strong></p>" if m[1] else "<p><strong>", body)
        clean = nh3.clean(flat, tags=LETTER_TAGS, attributes={"th": {"scope"}})
        yield FileLetter(letter.subject, _moment(letter.made_at), Markup(redacted(clean)))  # noqa: S704  (cleaned above)


def _mails(objection: Objection) -> Iterator[FileMail]:
    for message in _messages(objection):
        if message.channel == OutboxMessage.Channel.EMAIL and message.kind != "objection_code":
            yield FileMail(redacted(message.subject), _moment(message.created_at), redacted(message.body_text))


def _messages(objection: Objection) -> list[OutboxMessage]:
    """Everything that was sent to applicant and objector, oldest first; mail among colleagues stays out."""
    about = (("applications.grantapplication", objection.application_id), ("objections.objection", objection.pk))
    found: list[OutboxMessage] = []
    for label, pk in about:
        rows = OutboxMessage.objects.filter(subject_type=label, subject_id=str(pk)).select_related("letter")
        found += rows.exclude(kind__startswith="work_").exclude(kind__startswith="advice_").order_by("created_at", "pk")
    return sorted(found, key=lambda message: (message.created_at, message.pk))


def _timeline(objection: Objection) -> Iterator[FileLine]:
    rows: list[tuple[datetime, str]] = [(entry.at, entry.sentence) for entry in timeline_of(objection.application)]
    rows += [(event.at, _sentence(event)) for event in history_of(objection).order_by("at", "pk")]
    for at, sentence in sorted(rows):
        yield FileLine(_moment(at), sentence, 0)


def _sentence(event: Any) -> str:
    return sentence_for(event.event).format_map(_Forgiving(event.data))


class _Forgiving(dict[str, object]):
    """What an old event did not keep shows as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def _documents(objection: Objection) -> list[StoredDocument]:
    own = objection.application.attachments.filter(removed_at__isnull=True).select_related("document").order_by("pk")
    own_documents = [row.document for row in own]
    if objection.decision_id is None:
        receipts = ReceiptLine.objects.filter(report__application=objection.application, document__isnull=False)
        own_documents += [line.document for line in receipts.select_related("document").order_by("pk") if line.document]
    with_it = objection.attachments.select_related("document").order_by("pk")
    return own_documents + [row.document for row in with_it]


def _pdf_attachments(objection: Objection) -> list[tuple[str, bytes]]:
    found = []
    for document in _documents(objection):
        if document.content_type == "application/pdf":
            with document.file.open("rb") as content:
                found.append((document.name, content.read()))
    return found


def _attachment_lines(objection: Objection) -> Iterator[FileLine]:
    for document in _documents(objection):
        behind = document.content_type == "application/pdf"
        where = _("achter dit dossier") if behind else _("apart op te vragen")
        yield FileLine(redacted(document.name), where, 0)


def _with_attachments(body: bytes, attachments: list[tuple[str, bytes]]) -> bytes:
    """The tagged document with the pages of the attachments behind it, each with a bookmark."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(body)) as whole:
        marks = []
        for name, content in attachments:
            try:
                with pikepdf.open(io.BytesIO(content)) as part:
                    marks.append((name, len(whole.pages)))
                    whole.pages.extend(part.pages)
            except pikepdf.PdfError:
                continue  # the list names it; a file that cannot be read is asked for apart
        for index in range(marks[0][1] if marks else len(whole.pages), len(whole.pages)):
            _as_artefact(whole, index)
        if marks:
            with whole.open_outline() as outline:
                chapter = pikepdf.OutlineItem(_("Bijlagen"), marks[0][1])
                chapter.children.extend(pikepdf.OutlineItem(redacted(name), page) for name, page in marks)
                outline.root.append(chapter)
        whole.save(out)
    return out.getvalue()


def _as_artefact(whole: pikepdf.Pdf, index: int) -> None:
    """Take a foreign page out of the tag tree: its content is an artefact, its form fields and links are gone."""
    page = whole.pages[index]
    for key in ("/StructParents", "/Annots", "/Tabs"):
        if key in page.obj:
            del page.obj[key]
    page.contents_add(b"/Artifact BMC\n", prepend=True)
    page.contents_add(b"\nEMC\n")


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y, H.i")
