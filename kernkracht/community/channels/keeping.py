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

from .models import MessagePlan

_OVER = Q(state__in=[MessagePlan.State.EVALUATED, MessagePlan.State.CALLED_OFF])

declare_keeping(
    Keeping(
        "channels.ChannelKind", _("Soorten kanalen"), Lasting("reference data"), NoPerson("Names of kinds of channel.")
    ),
    Keeping(
        "channels.TargetGroup",
        _("Doelgroepen"),
        Lasting("reference data"),
        NoPerson("What large groups of people have in common; never one person."),
    ),
    Keeping(
        "channels.Channel",
        _("Kanalen"),
        Lasting("what works where is counted by it"),
        NoPerson("A channel and its organisation or group; who answers for it stands in its contact."),
    ),
    Keeping(
        "channels.ChannelContact",
        _("Contactpersonen van kanalen"),
        Case(
            closings=(Closing(DataClass.RELATION, Q(ended_on__isnull=False), "ended_on"),),
            number="pk",
            goes_when_asked=True,
        ),
        Personal(owners=(ByEmail("email"),)),
    ),
    Keeping(
        "channels.MessagePlan",
        _("Boodschappen"),
        Case(closings=(Closing(DataClass.RELATION, _OVER, "changed_at"),), number="pk", account="owner"),
        Personal(owners=(ByUser("owner"),)),
    ),
    Keeping(
        "channels.MessageAudience",
        _("Antwoorden op Factor C"),
        Part("plan"),
        NoPerson("What a target group needs to know."),
    ),
    Keeping(
        "channels.ChannelUse",
        _("Gebruik van kanalen"),
        Part("plan"),
        NoPerson("Days, cost and effect of a channel."),
    ),
    Keeping(
        "channels.GroupDelivery",
        _("Boodschappen aan groepen"),
        Part("plan"),
        NoPerson("Which group got a message; whom it was mailed to stands in the outbox."),
    ),
)
