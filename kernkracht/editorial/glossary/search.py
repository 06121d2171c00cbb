"""What can be found of explained words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.search.declarations import Entry, SearchKind, Source, declare_kind, declare_source

from .models import Term

WORD = SearchKind("word", _("Woorden"))


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """Words that are explained now."""
    for row in Term.objects.filter(pk__in=keys, is_active=True):
        yield Entry(row.pk, WORD.code, row.word, row.slug, text=row.meaning, moment=row.changed_at)


declare_kind(WORD)
declare_source(Source("word", "glossary.Term", entries))
