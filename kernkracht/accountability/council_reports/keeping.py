"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(
    Keeping(
        "council_reports.CouncilLetter",
        _("Brieven aan de raad"),
        Lasting("letters to the council are kept for ever; a trigger keeps a frozen one as it was"),
        NoPerson("Figures, case numbers and the municipality's own texts."),
    ),
)
