"""What each figure of the council letter means. Printed beside the figure, and frozen with it.

The letter about 2022 mixes three bases (47 received, 45 assessed, 40 granted); that is why each figure names its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONSIDERABLY_MORE = Decimal("1.5")
"""From how many times the maximum a request counts as “aanzienlijk hoger”; the letter of 2023 gave no number."""


class Unit(StrEnum):
    CASES = "cases"
    CENTS = "cents"


@dataclass(frozen=True)
class Definition:
    """A figure's code in the JSON, its label, and the sentence that makes it reproducible."""

    code: str
    unit: Unit
    label: str | Promise
    sentence: str | Promise


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "received",
        Unit.CASES,
        _("Ontvangen aanvragen"),
        _("Alle aanvragen die in het jaar zijn ontvangen, ook als zij later zijn ingetrokken of doorgeschoven."),
    ),
    Definition(
        "granted",
        Unit.CASES,
        _("Toegekende aanvragen"),
        _("Ontvangen aanvragen waarop uiterlijk op de peildatum geld is toegekend, geheel of voor een deel."),
    ),
    Definition(
        "withdrawn",
        Unit.CASES,
        _("Ingetrokken aanvragen"),
        _("Ontvangen aanvragen die de aanvrager uiterlijk op de peildatum heeft ingetrokken."),
    ),
    Definition(
        "carried_over",
        Unit.CASES,
        _("Doorgeschoven aanvragen"),
        _("Ontvangen aanvragen die zijn doorgeschoven naar een later jaar. Zij tellen in het jaar van ontvangst."),
    ),
    Definition(
        "refused",
        Unit.CASES,
        _("Afgewezen aanvragen"),
        _("Ontvangen aanvragen die uiterlijk op de peildatum zijn afgewezen."),
    ),
    Definition(
        "not_treated",
        Unit.CASES,
        _("Buiten behandeling gelaten aanvragen"),
        _("Ontvangen aanvragen die niet compleet werden en daarom niet zijn behandeld (Awb 4:5)."),
    ),
    Definition(
        "referred",
        Unit.CASES,
        _("Doorverwezen aanvragen"),
        _("Ontvangen aanvragen die naar een andere regeling of organisatie zijn verwezen."),
    ),
    Definition(
        "open",
        Unit.CASES,
        _("Nog lopende aanvragen"),
        _("Ontvangen aanvragen waarop op de peildatum nog niet is besloten."),
    ),
    Definition(
        "assessed",
        Unit.CASES,
        _("Beoordeelde aanvragen"),
        _("Ontvangen aanvragen zonder de ingetrokken aanvragen."),
    ),
    Definition(
        "granted_total_eur",
        Unit.CENTS,
        _("Toegekend bedrag"),
        _("De som van wat is toegekend aan aanvragen die in het jaar zijn ontvangen."),
    ),
    Definition(
        "carried_in_granted_eur",
        Unit.CENTS,
        _("Toegekend aan aanvragen van een eerder jaar"),
        _("De som van wat uit het geld van dit jaar is toegekend aan aanvragen uit een eerder jaar."),
    ),
    Definition(
        "ceiling_eur",
        Unit.CENTS,
        _("Subsidieplafond"),
        _("Het bedrag dat voor het jaar beschikbaar was, zoals het op de peildatum was bekendgemaakt."),
    ),
    Definition(
        "max_eur",
        Unit.CENTS,
        _("Maximum per aanvraag"),
        _("Het hoogste bedrag per aanvraag volgens de regels die in het jaar het laatst golden."),
    ),
    Definition(
        "granted_at_max",
        Unit.CASES,
        _("Toegekend tot het maximum"),
        _("Toegekende aanvragen waaraan het maximum is toegekend van de regels die bij ontvangst golden."),
    ),
    Definition(
        "at_max_asked_considerably_more",
        Unit.CASES,
        _("Aanzienlijk meer gevraagd dan het maximum"),
        _("Aanvragen met het maximum waarvoor ten minste anderhalf keer het maximum was gevraagd."),
    ),
    Definition(
        "granted_below_max",
        Unit.CASES,
        _("Toegekend onder het maximum"),
        _("Toegekende aanvragen waaraan minder dan het maximum is toegekend."),
    ),
    Definition(
        "requested_total_eur",
        Unit.CENTS,
        _("Gevraagd bedrag"),
        _("De som van wat is gevraagd in alle beoordeelde aanvragen, dus zonder de ingetrokken aanvragen."),
    ),
)
BY_CODE = {definition.code: definition for definition in DEFINITIONS}
