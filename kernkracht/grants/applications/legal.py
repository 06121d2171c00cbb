"""Terms and amounts of the law about deciding on an application."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.legal_settings.declarations import (
    Declaration,
    UnacceptableValue,
    Value,
    at_least,
    declare_setting,
    declare_subject,
)

FIRST_DAY = date(2019, 1, 1)


def _percentages(value: Value) -> None:
    rows = value if isinstance(value, list) else []
    if not rows or sorted(set(rows)) != rows or rows[0] < 1 or rows[-1] > 100:
        raise UnacceptableValue(_("Vul getallen van 1 tot en met 100 in, van laag naar hoog."))


def _amounts(value: Value) -> None:
    rows = value if isinstance(value, list) else []
    if not rows or min(rows) < 1:
        raise UnacceptableValue(_("Vul bedragen boven de nul in."))


declare_subject("applications", _("Besluiten op een aanvraag"))
OBJECTION_WEEKS = "objections.term_weeks"
"""Stands here and not with objections: each decision states the last day to object (Awb 3:45)."""

declare_setting(
    Declaration(
        key=OBJECTION_WEEKS,
        label=_("Bezwaar maken: termijn"),
        defaults=((date(1994, 1, 1), 6, "Awb 6:7 en 6:8"),),
        unit=_("weken"),
        check=at_least(1),
    )
)
DECISION_WEEKS = declare_setting(
    Declaration(
        key="applications.decision_weeks",
        label=_("Termijn om te beslissen, als de regeling er geen noemt"),
        defaults=((FIRST_DAY, 8, "Awb 4:13 lid 2"),),
        unit=_("weken"),
        check=at_least(1),
    )
)
UNTREATED_WEEKS = declare_setting(
    Declaration(
        key="applications.untreated_weeks",
        label=_("Termijn om een aanvraag buiten behandeling te laten, na de aanvulling of de termijn daarvoor"),
        defaults=((FIRST_DAY, 4, "Awb 4:5 lid 4"),),
        unit=_("weken"),
        doubt=_("Artikel 4:5 is per 1 januari 2026 gewijzigd. Laat een jurist de nieuwe tekst nalezen."),
        check=at_least(1),
    )
)
LONGEST_REPAIR_DAYS = declare_setting(
    Declaration(
        key="applications.longest_repair_days",
        label=_("Langste termijn om een aanvraag aan te vullen"),
        defaults=((FIRST_DAY, 90, "Eigen keuze; de wet noemt geen grens (Awb 4:5 lid 1)"),),
        unit=_("dagen"),
        check=at_least(1),
    )
)
OWN_TERM_EXTENDS = declare_setting(
    Declaration(
        key="applications.extension_of_own_term_counts",
        label=_("Een brief met een nieuwe dag verlengt ook de termijn die een regeling zelf noemt"),
        defaults=((FIRST_DAY, False, "Awb 4:14 lid 1 en 3"),),
        doubt=_(
            "Noemt een regeling zelf een termijn, en niet dat die langer mag worden? Dan is de brief volgens lid 1 een "
            "mededeling. Wij gaan ervan uit dat de aanvrager ons dan na de eerste dag al in gebreke kan stellen."
        ),
    )
)
WARN_AT = declare_setting(
    Declaration(
        key="applications.warn_at_percent",
        label=_("Waarschuwen als zoveel van de termijn voorbij is"),
        defaults=((FIRST_DAY, [50, 75, 90], "Eigen keuze"),),
        unit=_("procent"),
        check=_percentages,
    )
)
PENALTY_GRACE_DAYS = declare_setting(
    Declaration(
        key="applications.penalty_grace_days",
        label=_("Dagen na een ingebrekestelling zonder dwangsom"),
        defaults=((FIRST_DAY, 14, "Awb 4:17 lid 3"),),
        unit=_("dagen"),
        doubt=_(
            "Wij tellen de dag na deze dagen als eerste dag met dwangsom, en schuiven niet door bij een weekend of "
            "feestdag. Laat een jurist dat bevestigen. Artikel 4:17 is per 1 januari 2026 gewijzigd."
        ),
        check=at_least(1),
    )
)
PENALTY_RATES = declare_setting(
    Declaration(
        key="applications.penalty_rates",
        label=_("Dwangsom per dag in de eerste, tweede en derde twee weken"),
        defaults=((FIRST_DAY, [23_00, 35_00, 45_00], "Awb 4:17 lid 2"),),
        unit=_("per dag"),
        check=_amounts,
        is_money=True,
    )
)
PENALTY_STEP_DAYS = declare_setting(
    Declaration(
        key="applications.penalty_step_days",
        label=_("Aantal dagen waarna de dwangsom per dag hoger wordt"),
        defaults=((FIRST_DAY, 14, "Awb 4:17 lid 2"),),
        unit=_("dagen"),
        check=at_least(1),
    )
)
PENALTY_MOST_DAYS = declare_setting(
    Declaration(
        key="applications.penalty_most_days",
        label=_("Hoogste aantal dagen dwangsom"),
        defaults=((FIRST_DAY, 42, "Awb 4:17 lid 1"),),
        unit=_("dagen"),
        check=at_least(1),
    )
)
PENALTY_MOST_CENTS = declare_setting(
    Declaration(
        key="applications.penalty_most_cents",
        label=_("Hoogste dwangsom per aanvraag"),
        defaults=((FIRST_DAY, 1_442_00, "Awb 4:17 lid 1 en 2"),),
        check=at_least(0),
        is_money=True,
    )
)
