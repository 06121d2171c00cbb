"""How long this room's rows are kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(
    Keeping(
        "stories.VillageStory",
        _("Verhalen van de redactie"),
        Lasting("told as long as who is in it agrees; withdrawn at once when somebody does not"),
        NoPerson("Links to accounts of colleagues in their function, emptied when the account goes; no words."),
    ),
)
