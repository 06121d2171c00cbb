"""How long this room's rows are kept: nothing in them is about a person."""

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(
    Keeping(
        "official_channels.OfficialChannel",
        _("Manieren om ons digitaal te bereiken"),
        Lasting("which way was open on a day must stay known"),
        NoPerson("Addresses of the municipality, and the decision that opens them."),
    ),
)
