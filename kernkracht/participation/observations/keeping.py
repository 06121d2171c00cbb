"""Numbers and general words, kept to see how a village changes."""

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

_YEARS = Lasting("shows over the years what changes in a village")

declare_keeping(
    Keeping("observations.ReportKind", _("Soorten meldingen"), Lasting("reference data"), NoPerson("Names of kinds.")),
    Keeping(
        "observations.PartnerCount", _("Aantallen van partners"), _YEARS, NoPerson("A number per village and month.")
    ),
    Keeping(
        "observations.TrendNote", _("Trends in dorpen"), _YEARS, NoPerson("Texts that point at a person are refused.")
    ),
)
