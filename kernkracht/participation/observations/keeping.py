"""Numbers and general words, kept to see how a village changes; notes of visits go after a while."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    Case,
    Closing,
    DataClass,
    Keeping,
    Lasting,
    NoPerson,
    declare_keeping,
)

_YEARS = Lasting("shows over the years what changes in a village")

declare_keeping(
    Keeping("observations.ReportKind", _("Soorten meldingen"), Lasting("reference data"), NoPerson("Names of kinds.")),
    Keeping(
        "observations.PartnerCount", _("Aantallen van partners"), _YEARS, NoPerson("A number per village and month.")
    ),
    Keeping(
        "observations.TrendNote", _("Trends in dorpen"), _YEARS, NoPerson("Texts that point at a person are refused.")
    ),
    Keeping(
        "observations.VisitNote",
        _("Notities na een bezoek"),
        Case(closings=(Closing(DataClass.RELATION, Q(), "received_at"),), number="pk"),
        NoPerson("How many people were spoken and what lives; texts that point at a person are refused."),
    ),
)
