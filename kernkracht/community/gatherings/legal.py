"""How briefly who signed up is kept, as a dated setting."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.legal_settings.declarations import Declaration, at_least, declare_setting, declare_subject
from kernkracht.foundation.legal_settings.queries import number_on

declare_subject("gatherings", _("Bijeenkomsten"))

declare_setting(
    Declaration(
        key="gatherings.sign_up_days",
        label=_("Zo lang bewaren wij aanmeldingen na een bijeenkomst"),
        defaults=((date(2020, 1, 1), 30, "AVG artikel 5 lid 1 onder e: niet langer dan nodig; keuze van de gemeente"),),
        unit=_("dagen"),
        doubt=_("De wet noemt geen aantal dagen. Leg uw keuze uit in het verwerkingsregister."),
        check=at_least(1),
    )
)


def sign_up_days(on: date) -> int:
    return number_on("gatherings.sign_up_days", on)
