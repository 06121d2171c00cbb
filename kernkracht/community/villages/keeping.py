"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

_PUBLIC = Lasting("reference data")

declare_keeping(
    Keeping("villages.Area", _("Gebieden"), _PUBLIC, NoPerson("Names of areas.")),
    Keeping("villages.Village", _("Dorpen"), _PUBLIC, NoPerson("Villages, with outlines and public texts.")),
    Keeping("villages.RolloutStep", _("Uitrol per dorp"), _PUBLIC, NoPerson("Days and phases.")),
    Keeping(
        "villages.Municipality",
        _("De gemeente"),
        _PUBLIC,
        NoPerson("The municipality's own addresses, and the public office of who signs."),
    ),
)
