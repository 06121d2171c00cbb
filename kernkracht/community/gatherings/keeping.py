"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    ByEmail,
    ByUser,
    Case,
    Closing,
    DataClass,
    Keeping,
    Lasting,
    NoPerson,
    Part,
    Personal,
    declare_keeping,
)

from .models import Gathering

_OVER = Q(state__in=[Gathering.State.HELD, Gathering.State.CANCELLED])
_HEARING = Q(kind__code="hearing")

declare_keeping(
    Keeping(
        "gatherings.GatheringKind",
        _("Soorten bijeenkomsten"),
        Lasting("reference data"),
        NoPerson("Names of kinds."),
    ),
    Keeping(
        "gatherings.Gathering",
        _("Bijeenkomsten"),
        Case(
            closings=(
                Closing(DataClass.DISPUTE, _OVER & _HEARING, "changed_at"),
                Closing(DataClass.RELATION, _OVER & ~_HEARING, "changed_at"),
            ),
            number="pk",
            account="host",
        ),
        Personal(owners=(ByUser("host"),)),
    ),
    Keeping(
        "gatherings.Invitee",
        _("Uitnodigingen voor bijeenkomsten"),
        Part("gathering"),
        Personal(owners=(ByUser("user"), ByEmail("email")), withheld={"token": "a link that opens the calendar file"}),
    ),
)
