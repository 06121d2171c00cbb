"""How long this room's rows are kept, and what they hold about people."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    ByUser,
    Case,
    Closing,
    DataClass,
    Keeping,
    Lasting,
    NoPerson,
    Personal,
    declare_keeping,
)

declare_keeping(
    Keeping(
        "briefings.Briefing",
        _("Briefings voor de wethouder"),
        Lasting("shows what the executive knew, and when; a trigger keeps each as it was"),
        NoPerson("Numbers, themes, public titles and texts that were searched for people."),
    ),
    Keeping(
        "briefings.AldermanAttendance",
        _("Zaken waarbij de wethouder aansluit"),
        Case(closings=(Closing(DataClass.RELATION, Q(ended_at__isnull=False), "ended_at"),), number="pk"),
        Personal(owners=(ByUser("alderman"),)),
    ),
)
