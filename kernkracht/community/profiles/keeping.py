"""How long this room's rows are kept, and why they hold no person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

_PUBLISHED = NoPerson("Published figures of areas; small numbers are not shown.")

declare_keeping(
    Keeping("profiles.Figure", _("Soorten cijfers"), Lasting("reference data"), NoPerson("What a figure is.")),
    Keeping("profiles.FigureImport", _("Ingelezen cijfers"), Lasting("the source of what is shown"), _PUBLISHED),
    Keeping("profiles.VillageFigure", _("Cijfers per dorp"), Lasting("yearly series of open data"), _PUBLISHED),
)
