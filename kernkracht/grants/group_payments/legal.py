"""Terms of claims, as dated data."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.legal_settings.declarations import Declaration, at_least, declare_setting, declare_subject

DRAFT_DAYS = "group_payments.draft_days"
declare_subject("group_payments", _("Declaraties"))

declare_setting(
    Declaration(
        key=DRAFT_DAYS,
        label=_("Concept van een declaratie: bewaren na de laatste wijziging"),
        defaults=((date(2019, 1, 1), 90, "Eigen keuze; niet langer dan nodig (AVG 5 lid 1 onder e)"),),
        unit=_("dagen"),
        check=at_least(2),
    )
)
