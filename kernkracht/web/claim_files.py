"""What the group's page and the office's page of a claim share: its receipts as files, and its facts."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro
from kernkracht.grants.group_payments.models import ExpenseClaim


def receipt_file(claim: ExpenseClaim, line: int) -> FileResponse:
    """The receipt of one line, for who may see the claim. Raises Http404 when there is none (any more)."""
    document = get_object_or_404(claim.lines.select_related("receipt"), pk=line, receipt__isnull=False).receipt
    if document is None:
        raise Http404
    try:
        content = document.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(content, as_attachment=True, filename=document.name, content_type=document.content_type)


def claim_facts(claim: ExpenseClaim) -> list[dict[str, str]]:
    """Number, day, and amounts, as far as they are known, as rows of `data_list`."""
    rows = [(_("Status"), claim.get_state_display()), (_("Kosten over"), str(claim.year))]
    if claim.number:
        rows.insert(0, (_("Nummer"), claim.number))
    if claim.received_on:
        rows.append((_("Ontvangen op"), date_format(claim.received_on, "j F Y")))
    if claim.claimed_cents:
        rows.append((_("Gedeclareerd"), format_euro(claim.claimed_cents)))
    if claim.accepted_cents is not None:
        rows.append((_("Goedgekeurd bedrag"), format_euro(claim.accepted_cents)))
    return [{"label": label, "value": value} for label, value in rows]
