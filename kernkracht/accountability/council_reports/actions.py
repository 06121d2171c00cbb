"""Writing and freezing a letter to the council."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .letters import content_as_json, default_title, fingerprint, printed, sender_now
from .models import CouncilLetter

MAX_TEXT = 20_000
FIRST_YEAR = 1990


class UnableToWrite(Exception):
    """The letter cannot be started or changed as asked."""


class UnableToFreeze(Exception):
    """The letter cannot be frozen now."""


def start_letter(*, year: int, as_of: date, by: Actor, at: datetime) -> CouncilLetter:
    """Begin a letter about a year, counting what had happened by the end of `as_of`.

    Raises `UnableToWrite` for a day before the year began or in the future.
    """
    today = timezone.localdate(at)
    if not FIRST_YEAR <= year <= today.year:
        raise UnableToWrite(
            _("Kies een jaar van %(first)s tot en met %(last)s.") % {"first": FIRST_YEAR, "last": today.year}
        )
    if not date(year, 1, 1) <= as_of <= today:
        raise UnableToWrite(_("Kies een peildatum vanaf 1 januari %s, en niet na vandaag.") % year)
    with transaction.atomic(durable=True):
        letter = CouncilLetter.objects.create(
            year=year, as_of=as_of, title=default_title(year), created_at=at, created_by=by
        )
        record("council_letter.started", letter, by=by, at=at, data={"year": year})
        return letter


def write_texts(
    *, letter: CouncilLetter, title: str, texts: Mapping[str, str], by: Actor, at: datetime
) -> CouncilLetter:
    """Keep the title and the free text of each section. Raises `UnableToWrite` once frozen, and for texts too long."""
    title = title.strip()
    kept = {section: text.replace("\r\n", "\n").strip() for section, text in texts.items()}
    if not title or len(title) > 200:
        raise UnableToWrite(_("Vul een titel in van hooguit 200 tekens."))
    if any(len(text) > MAX_TEXT for text in kept.values()):
        raise UnableToWrite(_("De tekst is te lang. Houd elk deel korter dan %s tekens.") % MAX_TEXT)
    with transaction.atomic(durable=True):
        row = CouncilLetter.objects.select_for_update().get(pk=letter.pk)
        if row.frozen_at:
            raise UnableToWrite(_("Deze brief is vastgezet en verandert niet meer. Begin een nieuwe brief."))
        row.title, row.sections = title, {section: text for section, text in kept.items() if text}
        row.save(update_fields=["title", "sections"])
        record("council_letter.written", row, by=by, at=at, data={"year": row.year})
        return row


def freeze_letter(*, letter: CouncilLetter, by: Actor, at: datetime) -> CouncilLetter:
    """Keep figures, cases, definitions and text as they are now; from then on the letter prints the same for ever.

    Raises `UnableToFreeze` when it was frozen before or has no figures at all.
    """
    with transaction.atomic(durable=True):
        row = CouncilLetter.objects.select_for_update().get(pk=letter.pk)
        if row.frozen_at:
            raise UnableToFreeze(_("Deze brief is al vastgezet."))
        text, figures = printed(row)
        if not figures["schemes"]:
            raise UnableToFreeze(_("Over %s zijn er geen cijfers. Neem eerst een register over.") % row.year)
        content = content_as_json(text)
        row.figures, row.content, row.sender = figures, content, sender_now()
        row.frozen_at, row.frozen_by = at, by
        row.frozen_sha256 = fingerprint(content, figures)
        row.save()
        data = {"year": row.year, "as_of": row.as_of.isoformat(), "sha256": row.frozen_sha256}
        record("council_letter.frozen", row, by=by, at=at, data=data)
        return row
