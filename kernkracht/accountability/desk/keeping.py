"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import ByUser, Keeping, Lasting, Personal, declare_keeping

declare_keeping(
    Keeping(
        "desk.DeskLook",
        _("Wanneer collega’s zeiden dat zij alles gezien hebben"),
        Lasting("one moment per account; it goes with the account"),
        Personal(owners=(ByUser("user"),)),
    ),
)
