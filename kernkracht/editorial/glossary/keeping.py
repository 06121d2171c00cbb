"""How long this room's rows are kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(
    Keeping("glossary.Term", _("Woordenlijst"), Lasting("texts link to it"), NoPerson("Words and their meaning.")),
)
