"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    ByUser,
    Case,
    Closing,
    DataClass,
    Keeping,
    Part,
    Personal,
    declare_keeping,
)

declare_keeping(
    Keeping(
        "presence.Presence",
        _("Momenten dat collega’s in het dorp zijn"),
        Case(closings=(Closing(DataClass.RELATION, Q(), "ends_at"),), number="pk"),
        Personal(owners=(ByUser("user"),)),
    ),
    Keeping(
        "presence.ContactMoment",
        _("Contactmomenten met groepen"),
        Part("group"),
        Personal(owners=(ByUser("user"),)),
    ),
)
