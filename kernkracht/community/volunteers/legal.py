"""How briefly what people offer is kept, as dated settings."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.legal_settings.declarations import Declaration, at_least, declare_setting, declare_subject
from kernkracht.foundation.legal_settings.queries import number_on

FIRST_DAY = date(2020, 1, 1)
SOURCE = "AVG artikel 5 lid 1 onder e: niet langer dan nodig; keuze van de gemeente"
DOUBT = _("De wet noemt geen aantal dagen. Leg uw keuze uit in het verwerkingsregister.")
_TERMS = {
    "volunteers.unconfirmed_days": (7, _("Zo lang bewaren wij een aanbod dat niet is bevestigd")),
    "volunteers.offer_days": (90, _("Zo lang bewaren wij een aanbod van een vrijwilliger na de laatste stap")),
    "volunteers.knowledge_days": (365, _("Na zo lang vragen wij of een aanbod van kennis nog geldt")),
    "volunteers.knowledge_answer_days": (30, _("Zo lang wachten wij dan op antwoord")),
    "volunteers.nomination_days": (90, _("Zo lang bewaren wij voordrachten nadat de winnaars bekend zijn")),
}

declare_subject("volunteers", _("Vrijwilligers"))

for _key, (_days, _label) in _TERMS.items():
    declare_setting(
        Declaration(
            key=_key,
            label=_label,
            defaults=((FIRST_DAY, _days, SOURCE),),
            unit=_("dagen"),
            doubt=DOUBT,
            check=at_least(1),
        )
    )


def unconfirmed_days(on: date) -> int:
    return number_on("volunteers.unconfirmed_days", on)


def offer_days(on: date) -> int:
    return number_on("volunteers.offer_days", on)


def knowledge_days(on: date) -> int:
    return number_on("volunteers.knowledge_days", on)


def knowledge_answer_days(on: date) -> int:
    return number_on("volunteers.knowledge_answer_days", on)


def nomination_days(on: date) -> int:
    return number_on("volunteers.nomination_days", on)
