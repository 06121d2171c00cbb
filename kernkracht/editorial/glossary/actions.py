"""Explaining words."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kernkracht.editorial.pages.actions import UnableToWrite, require_writer
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .models import Term
from .standard_terms import standard_terms

LONGEST_WORD, LONGEST_MEANING = 80, 400


class UnableToExplain(UnableToWrite):
    """The word has no meaning yet, or another one with the same name stands in the list."""


def save_term(
    *, word: str, meaning: str, is_active: bool = True, by: Actor, at: datetime, term: Term | None = None
) -> Term:
    """Explain a word, everywhere at once. Raises `UnableToExplain` and `NotAllowedToWrite`."""
    word, meaning = " ".join(word.split()), " ".join(meaning.split())
    with transaction.atomic(durable=True):
        require_writer(by, at)
        if not word or len(word) > LONGEST_WORD:
            raise UnableToExplain(_("Vul het woord in."), "word")
        if not meaning or len(meaning) > LONGEST_MEANING:
            raise UnableToExplain(_("Leg het woord uit in hooguit 400 tekens."), "meaning")
        others = Term.objects.exclude(pk=term.pk) if term else Term.objects.all()
        if is_active and others.filter(word__iexact=word, is_active=True).exists():
            raise UnableToExplain(_("Dit woord staat al in de lijst. Wijzig het daar."), "word")
        row = term or Term(slug=_free_slug(word))
        row.word, row.meaning, row.is_active, row.changed_by, row.changed_at = word, meaning, is_active, by, at
        row.save()
        event = "glossary.term_saved" if is_active else "glossary.term_hidden"
        record(event, row, by=by, at=at, data={"word": word})
        return row


def load_standard_terms(*, by: Actor, at: datetime) -> int:
    """Add the words that the software brings and that are not there yet. Returns how many."""
    with transaction.atomic(durable=True):
        require_writer(by, at)
        known = set(Term.objects.order_by().values_list("slug", flat=True))
        missing = [row for slug, row in standard_terms().items() if slug not in known]
        for row in missing:
            term = Term.objects.create(
                slug=slugify(row.word), word=row.word, meaning=row.meaning, changed_by=by, changed_at=at
            )
            record("glossary.term_saved", term, by=by, at=at, data={"word": row.word})
        return len(missing)


def _free_slug(word: str) -> str:
    slug = slugify(word)[:50].strip("-") or "woord"
    taken = set(Term.objects.filter(slug__startswith=slug).order_by().values_list("slug", flat=True))
    if slug not in taken:
        return slug
    return next(name for name in (f"{slug}-{n}" for n in range(2, len(taken) + 3)) if name not in taken)
