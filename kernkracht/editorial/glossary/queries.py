"""Words with their meaning, for pages."""

from __future__ import annotations

from collections.abc import Mapping

from kernkracht.foundation.rich_text import Explained

from .models import Term
from .standard_terms import standard_terms


def explained_terms() -> Mapping[str, Explained]:
    """Every word that is explained now, by what texts link to, in the order of the alphabet."""
    rows = list(Term.objects.order_by("word", "pk"))
    found = {row.slug: Explained(row.word, row.meaning) for row in rows if row.is_active}
    if not rows:
        found = dict(standard_terms())
    return dict(sorted(found.items(), key=lambda item: item[1].word.lower()))


def explained_term(slug: str) -> Explained | None:
    """One word; None when nobody explains it."""
    row = Term.objects.filter(slug=slug).first()
    if row is not None:
        return Explained(row.word, row.meaning) if row.is_active else None
    return None if Term.objects.exists() else standard_terms().get(slug)


def missing_standard_terms() -> int:
    """How many words of the software are not there to edit yet."""
    known = set(Term.objects.order_by().values_list("slug", flat=True))
    return len(standard_terms().keys() - known)
