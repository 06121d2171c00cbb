"""Terms of the law about accounting for a grant, settling and recovering."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.legal_settings.declarations import Declaration, at_least, declare_setting, declare_subject

FIRST_DAY = date(2019, 1, 1)

declare_subject("settlements", _("Verantwoorden en terugvorderen"))
REPORT_WEEKS = declare_setting(
    Declaration(
        key="settlements.report_weeks",
        label=_("Termijn om een verslag te sturen, als de regeling er geen noemt"),
        defaults=((FIRST_DAY, 13, "Eigen keuze, als redelijke termijn na afloop (Awb 4:44)"),),
        unit=_("weken"),
        doubt=_("Zonder termijn in de regeling of brief is onzeker of u de ontvanger aan deze termijn kunt houden."),
        check=at_least(1),
    )
)
ASK_DAYS_BEFORE = declare_setting(
    Declaration(
        key="settlements.ask_days_before",
        label=_("Zoveel dagen voor de laatste dag vragen wij om het verslag"),
        defaults=((FIRST_DAY, 42, "Eigen keuze"),),
        unit=_("dagen"),
        check=at_least(1),
    )
)
REMIND_DAYS_BEFORE = declare_setting(
    Declaration(
        key="settlements.remind_days_before",
        label=_("Zoveel dagen voor de laatste dag herinneren wij aan het verslag"),
        defaults=((FIRST_DAY, 14, "Eigen keuze"),),
        unit=_("dagen"),
        check=at_least(1),
    )
)
RECOVERY_WEEKS = declare_setting(
    Declaration(
        key="settlements.recovery_weeks",
        label=_("Termijn om terug te betalen"),
        defaults=((FIRST_DAY, 6, "Awb 4:87 lid 1"),),
        unit=_("weken"),
        check=at_least(1),
    )
)
RECOVERY_YEARS = declare_setting(
    Declaration(
        key="settlements.recovery_years",
        label=_("Zoveel jaren na de vaststelling kan terugvorderen nog"),
        defaults=((FIRST_DAY, 5, "Awb 4:57 lid 4 en 4:49 lid 3"),),
        unit=_("jaren"),
        doubt=_(
            "Wij tellen vanaf de dag van de brief met de vaststelling, en de laatste dag telt nog mee. Laat een jurist "
            "dat bevestigen."
        ),
        check=at_least(1),
    )
)
