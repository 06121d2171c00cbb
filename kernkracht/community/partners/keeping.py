"""How long this room's rows are kept, and what they hold about people: colleagues by their account, nobody else."""

from __future__ import annotations

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
    Part,
    Personal,
    declare_keeping,
)

_TOPICS = NoPerson("Organisations, places and topics; texts that point at a person are refused (personal_traces).")

declare_keeping(
    Keeping("partners.PartnerKind", _("Soorten partners"), Lasting("reference data"), _TOPICS),
    Keeping("partners.Partner", _("Partners"), Lasting("agreements of years ago name them"), _TOPICS),
    Keeping(
        "partners.ContractManagement",
        _("Contractmanagers van partners"),
        Case(closings=(Closing(DataClass.RELATION, Q(valid_until__isnull=False), "valid_until"),), number="pk"),
        Personal(owners=(ByUser("user"),)),
    ),
    Keeping(
        "partners.PartnerMeeting",
        _("Overleggen met partners"),
        Case(closings=(Closing(DataClass.RELATION, Q(), "held_on"),), number="title"),
        _TOPICS,
    ),
    Keeping("partners.AgendaPoint", _("Punten op een agenda"), Part("meeting"), _TOPICS),
    Keeping(
        "partners.OutlookItem",
        _("Vooruitblikken van partners"),
        Case(closings=(Closing(DataClass.RELATION, Q(ends_on__isnull=False), "ends_on"),), number="title"),
        _TOPICS,
    ),
    Keeping(
        "partners.PartnerAgreement",
        _("Afspraken met partners"),
        Case(closings=(Closing(DataClass.AGREEMENT, Q(valid_until__isnull=False), "valid_until"),), number="title"),
        _TOPICS,
    ),
    Keeping("partners.ProgressNote", _("Voortgang van afspraken"), Part("agreement"), _TOPICS),
    Keeping(
        "partners.SupportRequest",
        _("Vragen om steun"),
        Case(
            closings=(
                Closing(DataClass.RELATION, Q(state="done"), "closed_at"),
                Closing(DataClass.RELATION, Q(state="declined"), "answered_at"),
            ),
            number="subject",
        ),
        _TOPICS,
    ),
    Keeping(
        "partners.Provision",
        _("Voorzieningen"),
        Case(closings=(Closing(DataClass.RELATION, Q(ended_on__isnull=False), "ended_on"),), number="name"),
        _TOPICS,
    ),
)
