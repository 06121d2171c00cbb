"""What the law leaves open about days."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.legal_settings.declarations import Declaration, at_least, declare_setting, declare_subject

declare_subject("deadlines", _("Storingen"))
OUTAGE_DAYS = declare_setting(
    Declaration(
        key="deadlines.outage_days",
        label=_("Extra dagen na een storing, als de laatste dag in de storing viel"),
        defaults=((date(2026, 1, 1), 1, "Awb 2:21 lid 3 (Wmebv)"),),
        unit=_("dagen"),
        doubt=_(
            "De wet noemt geen aantal dagen. Wie door een storing te laat is, mag daar geen nadeel van hebben, "
            "als het redelijk is. Laat een jurist nagaan of één werkdag genoeg is. Duurde de storing lang vóór de "
            "laatste dag? Weeg dan zelf of iemand echt te laat is."
        ),
        check=at_least(1),
    )
)
