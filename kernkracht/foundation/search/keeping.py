"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

_MADE = Lasting("made out of other rows, and gone in seconds when those are")

declare_keeping(
    Keeping(
        "search.SearchEntry",
        _("Wat de zoekfunctie vindt"),
        _MADE,
        NoPerson("Copies of words whose own rows are declared."),
    ),
    Keeping("search.SearchChange", _("Wijzigingen voor de zoekfunctie"), _MADE, NoPerson("Keys of rows.")),
    Keeping("search.SearchWord", _("Woorden in de zoekfunctie"), _MADE, NoPerson("Single words, from no one text.")),
    Keeping("search.SearchWordKey", _("Zoeksleutels van woorden"), _MADE, NoPerson("How single words sound.")),
    Keeping("search.SearchProgress", _("Stand van de zoekfunctie"), Lasting("one row"), NoPerson("A place in a list.")),
)
