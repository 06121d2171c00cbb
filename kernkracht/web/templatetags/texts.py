"""Words that explain themselves in templates."""

from __future__ import annotations

from collections.abc import Mapping

from django.template import Context, Library
from django.utils.safestring import SafeString, mark_safe

from kernkracht.editorial.glossary.queries import explained_terms
from kernkracht.foundation.rich_text import Explained, word_html

register = Library()


@register.simple_tag(takes_context=True)
def term(context: Context, slug: str, label: str = "") -> SafeString | str:
    """`{% term "subsidieplafond" %}` or `{% term "subsidieplafond" _("plafond") %}`: opens its meaning on the spot.

    Once per word and page. A word that nobody explains stays an ordinary word.
    """
    found = _terms(context).get(slug)
    if found is None:
        return label or slug
    return mark_safe(word_html(label or found.word, slug, found, "hier"))  # noqa: S308  (word_html escapes)


def _terms(context: Context) -> Mapping[str, Explained]:
    """All words, asked once per page."""
    if "explained_terms" not in context.render_context:
        context.render_context["explained_terms"] = explained_terms()
    found: Mapping[str, Explained] = context.render_context["explained_terms"]
    return found
