"""How much own experience weighs, how long it counts, and when colleagues are reminded: dated settings."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.legal_settings.declarations import Declaration, at_least, declare_setting, declare_subject
from kernkracht.foundation.legal_settings.queries import number_on

declare_subject("channels", _("Kanalen en boodschappen"))
_OWN_CHOICE = "Keuze van de gemeente"

declare_setting(
    Declaration(
        key="channels.kind_weight",
        label=_("Zo zwaar telt het gemiddelde van de soort mee bij het effect van een kanaal"),
        defaults=((date(2020, 1, 1), 3, _OWN_CHOICE),),
        unit=_("keer gebruik"),
        check=at_least(1),
    )
)
declare_setting(
    Declaration(
        key="channels.effect_years",
        label=_("Zo lang telt een score mee bij de suggesties"),
        defaults=((date(2020, 1, 1), 3, _OWN_CHOICE),),
        unit=_("jaar"),
        check=at_least(1),
    )
)
declare_setting(
    Declaration(
        key="channels.hand_over_warning_days",
        label=_("Zo lang voor de laatste dag van aanleveren krijgt een collega een mail"),
        defaults=((date(2020, 1, 1), 2, _OWN_CHOICE),),
        unit=_("dagen"),
        check=at_least(0),
    )
)
declare_setting(
    Declaration(
        key="channels.ask_effect_days",
        label=_("Zo lang na het gebruik van een kanaal vragen wij naar het effect"),
        defaults=((date(2020, 1, 1), 7, _OWN_CHOICE),),
        unit=_("dagen"),
        check=at_least(0),
    )
)


def kind_weight(on: date) -> int:
    return number_on("channels.kind_weight", on)


def effect_years(on: date) -> int:
    return number_on("channels.effect_years", on)


def hand_over_warning_days(on: date) -> int:
    return number_on("channels.hand_over_warning_days", on)


def ask_effect_days(on: date) -> int:
    return number_on("channels.ask_effect_days", on)
