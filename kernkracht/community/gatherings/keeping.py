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
    Passing,
    Personal,
    declare_keeping,
)

from .models import Gathering

_OVER = Q(state__in=[Gathering.State.HELD, Gathering.State.CANCELLED])
_HEARING = Q(kind__code="hearing")
JOB = "forget who signed up for gatherings"

declare_keeping(
    Keeping(
        "gatherings.GatheringKind",
        _("Soorten bijeenkomsten"),
        Lasting("reference data"),
        NoPerson("Names of kinds."),
    ),
    Keeping(
        "gatherings.GatheringSeries",
        _("Reeksen bijeenkomsten"),
        Lasting("says which meetings were planned together"),
        NoPerson("A title and a kind."),
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
    Keeping("gatherings.Slot", _("Tijden van bijeenkomsten"), Part("gathering"), NoPerson("Times and places left.")),
    Keeping(
        "gatherings.SignUp",
        _("Aanmeldingen voor bijeenkomsten"),
        Passing(JOB),
        Personal(owners=(ByEmail("email"),), withheld={"token": "a link that opens it"}),
    ),
    Keeping(
        "gatherings.Attendance",
        _("Hoeveel mensen er waren"),
        Part("gathering"),
        NoPerson("A number; who it was goes with the sign-up."),
    ),
    Keeping(
        "gatherings.ActionPointOfGathering",
        _("Actiepunten van bijeenkomsten"),
        Part("gathering"),
        Personal(owners=(ByUser("owner"),)),
    ),
    Keeping(
        "gatherings.PolicyDocument",
        _("Documenten bij bijeenkomsten"),
        Part("gathering"),
        NoPerson("A title and an address of a document of the municipality."),
    ),
    Keeping(
        "gatherings.GatheringFeedback",
        _("Wat mensen van bijeenkomsten vonden"),
        Part("gathering"),
        NoPerson("Anonymous: a day, a score and texts; nothing leads to who wrote them."),
    ),
)
