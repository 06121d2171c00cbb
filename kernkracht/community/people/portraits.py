"""The photo on a contact card (R17): checked, small, square, and public as long as the card is."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.core.files.base import File

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import remove_document, store_square_photo
from kernkracht.foundation.documents.models import StoredDocument

from .models import ContactCard

SIDE = 320
"""Pixels; twice what the largest screen shows."""


def store_portrait(*, file: File[bytes] | IO[bytes], name: str, by: Actor, at: datetime) -> StoredDocument:
    """Keep a JPEG or PNG as a small square photo without hidden data. Raises `UnacceptableFile`."""
    return store_square_photo(file=file, name=name, side=SIDE, by=by, at=at)


def replace_portrait(card: ContactCard, portrait: StoredDocument | None) -> None:
    """Put another photo on a card, or none; the earlier one goes, file and all."""
    earlier = card.portrait
    card.portrait = portrait
    card.save(update_fields=["portrait"])
    if earlier is not None:
        remove_document(earlier)
