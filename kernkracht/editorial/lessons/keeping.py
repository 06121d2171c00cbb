"""How long this room's rows are kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(
    Keeping("lessons.Approach", _("Aanpakken"), Lasting("reference data"), NoPerson("Names of ways of working.")),
    Keeping(
        "lessons.Lesson",
        _("Lessen"),
        Lasting("colleagues go on learning from it"),
        NoPerson("A village, an approach and why it worked; texts that point at a person are refused."),
    ),
)
