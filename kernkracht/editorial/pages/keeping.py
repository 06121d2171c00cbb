"""How long this room's rows are kept: texts of the municipality, with what was told when."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(
    Keeping(
        "pages.Page",
        _("Teksten van de redactie"),
        Lasting("the text that counts, and what was said earlier"),
        NoPerson("The municipality's own texts; who reads them is not stored."),
    ),
    Keeping(
        "pages.PageVersion",
        _("Versies van teksten"),
        Lasting("earlier versions say what was told then"),
        NoPerson("The municipality's own texts; people are named or shown with their consent only."),
    ),
    Keeping(
        "pages.Publication",
        _("Publicaties"),
        Lasting("says which text counted when"),
        NoPerson("Moments."),
    ),
    Keeping(
        "pages.Picture",
        _("Beelden"),
        Lasting("belongs to the versions that show it"),
        NoPerson("Pictures of the municipality, people on them with their consent; hidden data is taken out."),
    ),
    Keeping(
        "pages.Film",
        _("Films"),
        Lasting("belongs to the versions that show it; one that no version shows is removed by hand"),
        NoPerson("Films of the municipality, people in them with their consent; hidden data is taken out of an MP4."),
    ),
)
