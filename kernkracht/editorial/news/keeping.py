"""How long this room's rows are kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(
    Keeping(
        "news.NewsPost",
        _("Nieuwsberichten"),
        Lasting("what was told when"),
        NoPerson("Villages, a theme and a group; the words stand with the text."),
    ),
)
