"""From the text of an info page to safe HTML: the notation that all texts of editors share. Pure."""

from __future__ import annotations

from kernkracht.foundation.rich_text import as_html

__all__ = ["as_html"]
