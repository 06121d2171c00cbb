"""Films for texts, never without captions for who does not hear them (R265)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.captions import MAX_BYTES, UnreadableCaptions, read_captions
from kernkracht.foundation.documents.actions import check_film, remove_document, store_film
from kernkracht.foundation.documents.refusals import UnacceptableFile

from ..models import Film
from ._guard import UnableToWrite, require_writer

LONGEST_TITLE, LONGEST_TRANSCRIPT = 150, 50_000


class UnableToAddFilm(UnableToWrite):
    """It is no film, it is too large, or not everybody could follow it."""


class UnableToChangeFilm(UnableToWrite):
    """The new captions or words do not hold, or a text shows the film that was to go."""


@dataclass(frozen=True)
class FilmFacts:
    """What is told beside a film. `captions` is a file (WebVTT or SubRip); None keeps those that are there."""

    title: str
    captions: File[bytes] | IO[bytes] | None
    language: str = Film.Language.DUTCH
    transcript: str = ""


def add_film(*, file: File[bytes] | IO[bytes], name: str, facts: FilmFacts, by: Actor, at: datetime) -> Film:
    """Keep a film (MP4 or WebM, see `documents.films`) with its captions. Raises `UnableToAddFilm`, keeping nothing.

    The film is read, scanned and checked before the transaction: a large one takes seconds that nobody waits for.
    """
    require_writer(by, at)
    told = _told(facts, UnableToAddFilm)
    if not told["captions"]:
        raise UnableToAddFilm(
            _("Kies ook de ondertitels. Zonder ondertitels kunnen doven en slechthorenden de film niet volgen."),
            "captions",
        )
    try:
        checked = check_film(file, name)
        with transaction.atomic(durable=True):
            require_writer(by, at)
            document = store_film(checked, file=file, by=by, at=at)
            film = Film.objects.create(document=document, made_by=by, made_at=at, **told)
            record("page.film_added", film, by=by, at=at, data={"title": film.title})
            return film
    except UnacceptableFile as refusal:
        raise UnableToAddFilm(str(refusal), "film") from refusal


@transaction.atomic(durable=True)
def change_film(*, film: Film, facts: FilmFacts, by: Actor, at: datetime) -> Film:
    """Better captions, title or words for the same film; texts that show it have them at once.

    Raises `UnableToChangeFilm`.
    """
    require_writer(by, at)
    told = _told(facts, UnableToChangeFilm)
    row = Film.objects.select_for_update().get(pk=film.pk)
    for name, value in told.items():
        setattr(row, name, value or getattr(row, name) if name == "captions" else value)
    row.save()
    record("page.film_changed", row, by=by, at=at, data={"title": row.title})
    return row


@transaction.atomic(durable=True)
def remove_film(*, film: Film, by: Actor, at: datetime) -> None:
    """Remove a film that no version of any text shows. Raises `UnableToChangeFilm`."""
    require_writer(by, at)
    row = Film.objects.select_for_update().get(pk=film.pk)
    if row.played_in.exists():
        raise UnableToChangeFilm(
            _("Deze film staat in een tekst of in een eerdere versie ervan. Daarom blijft hij bewaard.")
        )
    record("page.film_removed", row, by=by, at=at, data={"title": row.title})
    document = row.document
    row.delete()
    remove_document(document)


def _told(facts: FilmFacts, refusal: type[UnableToWrite]) -> dict[str, str]:
    """The columns that `facts` fill; captions "" when there are none."""
    title = " ".join(facts.title.split())
    if not title:
        raise refusal(_("Geef de film een titel. Die staat onder de film."), "title")
    if len(title) > LONGEST_TITLE:
        raise refusal(_("Maak de titel korter: hooguit 150 tekens."), "title")
    if facts.language not in Film.Language.values:
        raise refusal(_("Kies de taal van de ondertitels."), "language")
    transcript = facts.transcript.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(transcript) > LONGEST_TRANSCRIPT:
        raise refusal(_("De tekst van de film is te lang. Maak hem korter dan 50.000 tekens."), "transcript")
    return {
        "title": title,
        "language": facts.language,
        "transcript": transcript,
        "captions": _captions(facts, refusal),
    }


def _captions(facts: FilmFacts, refusal: type[UnableToWrite]) -> str:
    if facts.captions is None:
        return ""
    facts.captions.seek(0)
    try:
        return read_captions(facts.captions.read(MAX_BYTES + 1)).as_webvtt()
    except UnreadableCaptions as fault:
        raise refusal(str(fault), "captions") from fault
