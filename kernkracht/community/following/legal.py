"""How long followers and news items are kept, and when mail stops, as dated settings."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.legal_settings.declarations import Declaration, at_least, declare_setting, declare_subject
from kernkracht.foundation.legal_settings.queries import number_on

FIRST_DAY = date(2020, 1, 1)
PRIVACY = "AVG artikel 5 lid 1 onder e: niet langer dan nodig; keuze van de gemeente"
OWN = "Keuze van de gemeente"
DOUBT = _("De wet noemt geen aantal. Leg uw keuze uit in het verwerkingsregister.")
_DAYS = {
    "following.unconfirmed_days": (7, _("Zo lang bewaren wij een aanmelding die niet is bevestigd")),
    "following.paused_days": (180, _("Zo lang bewaren wij een volger wiens mail terugkomt")),
    "following.copy_days": (30, _("Zo lang bewaren wij wat wij aan volgers mailden")),
    "following.item_days": (60, _("Zo lang onthouden wij wie wat gemaild kreeg")),
}

declare_subject("following", _("Volgen"))

for _key, (_days, _label) in _DAYS.items():
    declare_setting(
        Declaration(
            key=_key,
            label=_label,
            defaults=((FIRST_DAY, _days, PRIVACY),),
            unit=_("dagen"),
            doubt=DOUBT,
            check=at_least(20 if _key == "following.item_days" else 1),
        )
    )

declare_setting(
    Declaration(
        key="following.bounces",
        label=_("Na zoveel teruggekomen mails sturen wij een volger niets meer"),
        defaults=((FIRST_DAY, 3, OWN),),
        unit="",
        doubt="",
        check=at_least(1),
    )
)


def unconfirmed_days(on: date) -> int:
    return number_on("following.unconfirmed_days", on)


def paused_days(on: date) -> int:
    return number_on("following.paused_days", on)


def copy_days(on: date) -> int:
    return number_on("following.copy_days", on)


def item_days(on: date) -> int:
    """At least twenty: a weekly digest looks fifteen days back, and nobody may be told twice."""
    return number_on("following.item_days", on)


def bounces_before_pause(on: date) -> int:
    return number_on("following.bounces", on)
