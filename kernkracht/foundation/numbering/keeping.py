"""How long this room's rows are kept: nothing in them is about a person."""

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(
    Keeping("numbering.NumberSeries", _("Volgnummers"), Lasting("last numbers given out"), NoPerson("Numbers.")),
)
