"""From the Markdown of an info page to safe HTML. Pure."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt

TAGS = {"a", "blockquote", "br", "em", "h2", "h3", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": {"href"}}
LINKS = {"https", "http", "mailto", "tel"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def as_html(text: str) -> str:
    """Headings, lists, emphasis and links; everything else is taken out. A first-level title becomes a second."""
    rendered = _MARKDOWN.render(text.replace("\r\n", "\n"))
    rendered = rendered.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return nh3.clean(rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=LINKS, link_rel="noreferrer")
