"""How long this room's rows are kept: nothing in them is about a person."""

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(
    Keeping(
        "deadlines.EquatedDay",
        _("Dagen die als feestdag tellen"),
        Lasting("dates of the past were computed with them"),
        NoPerson("A day and the decree it rests on."),
    ),
    Keeping(
        "deadlines.Outage",
        _("Storingen"),
        Lasting("who was late by an outage must stay known"),
        NoPerson("Times, and a text for the public."),
    ),
)
