"""Pictures for texts, never without words for who cannot see them (R265)."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import store_upload
from kernkracht.foundation.documents.refusals import UnacceptableFile

from ..models import Picture
from ._guard import UnableToWrite, require_writer

LONGEST_ALT = 250
PICTURES = frozenset({"image/jpeg", "image/png"})


class UnableToAddPicture(UnableToWrite):
    """It is no picture, or nobody would know what is on it."""


def add_picture(*, file: File[bytes] | IO[bytes], name: str, alt_text: str, by: Actor, at: datetime) -> Picture:
    """Keep a JPEG or PNG (at most 10 MB) with what is seen on it. Raises `UnableToAddPicture`, having kept nothing."""
    with transaction.atomic(durable=True):
        require_writer(by, at)
        return keep_picture(file=file, name=name, alt_text=alt_text, by=by, at=at)


def keep_picture(*, file: File[bytes] | IO[bytes], name: str, alt_text: str, by: Actor, at: datetime) -> Picture:
    """The same inside the act of a room that checked who asks."""
    words = " ".join(alt_text.split())
    if not words:
        raise UnableToAddPicture(
            _("Beschrijf wat er te zien is. Mensen die het beeld niet zien, horen of lezen dat."), "picture_alt"
        )
    if len(words) > LONGEST_ALT:
        raise UnableToAddPicture(_("Beschrijf het beeld in hooguit 250 tekens."), "picture_alt")
    try:
        document = store_upload(file=file, name=name, by=by, at=at)
    except UnacceptableFile as refusal:
        raise UnableToAddPicture(str(refusal), "picture_file") from refusal
    if document.content_type not in PICTURES:
        raise UnableToAddPicture(_("Dit is geen beeld. Kies een JPG of PNG."), "picture_file")
    picture = Picture.objects.create(document=document, alt_text=words, made_by=by, made_at=at)
    record("page.picture_added", picture, by=by, at=at)
    return picture
