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
    Remains,
    declare_keeping,
)

from .models import GroupState

_NAMES = NoPerson("Names of kinds of groups.")
_PUBLIC = NoPerson("The group's own words for everybody, looked at by an officer first; contacts stand apart.")

declare_keeping(
    Keeping("groups.GroupKind", _("Soorten groepen"), Lasting("reference data"), _NAMES),
    Keeping("groups.GroupKindLabel", _("Namen van soorten groepen"), Lasting("reference data"), _NAMES),
    Keeping(
        "groups.Group",
        _("Groepen"),
        Case(
            closings=(Closing(DataClass.RELATION, Q(state=GroupState.ENDED), "ended_on"),),
            number="name",
            remains=Remains(
                kept={"slug": "the address of a group's page", "name": "payments and covenants name the group"},
                unlinked=("account_confirmed_on",),
            ),
        ),
        NoPerson("A group's name, texts and account; the people in it are contacts."),
    ),
    Keeping(
        "groups.GroupContact",
        _("Contactpersonen van groepen"),
        Case(
            closings=(Closing(DataClass.RELATION, Q(valid_until__isnull=False), "valid_until"),),
            number="pk",
            account="user",
            goes_when_asked=True,
        ),
        Personal(owners=(ByUser("user"), ByEmail("email"))),
    ),
    Keeping("groups.PageChange", _("Voorstellen voor een groepspagina"), Part("group"), _PUBLIC),
    Keeping("groups.AccountChange", _("Voorstellen voor een rekening"), Part("group"), _PUBLIC),
    Keeping("groups.MonthlyFeedback", _("Maandberichten van groepen"), Part("group"), _PUBLIC),
    Keeping(
        "groups.Covenant",
        _("Convenanten en afspraken"),
        Case(closings=(Closing(DataClass.AGREEMENT, Q(), "created_at"),), number="title"),
        NoPerson("Parties and their agreement; who signs does so for a party."),
    ),
    Keeping(
        "groups.CovenantVersion",
        _("Versies van convenanten"),
        Part("covenant", ended_on="valid_until", running=Q(valid_until__isnull=True), owns=("document",)),
        NoPerson("The text that parties agreed on."),
    ),
    Keeping("groups.CovenantDuty", _("Afspraken in een convenant"), Part("version"), NoPerson("What parties do.")),
    Keeping(
        "groups.DutyEvidence",
        _("Wat van afspraken kwam"),
        Part("duty", owns=("document",)),
        NoPerson("Whether an agreement was kept, with minutes of meetings between parties."),
    ),
)
