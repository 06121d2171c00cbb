"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(
    Keeping(
        "legal_settings.LegalSetting",
        _("Wettelijke instellingen"),
        Lasting("decisions of the past are read by the value of their day"),
        NoPerson("Terms and amounts with the article they rest on."),
    ),
)
