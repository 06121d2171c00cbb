"""General grounds to refuse a grant, next to the scheme's criteria. The law's list is closed, so it stands here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class RefusalGround:
    """A coded ground: `label` for the office, `sentence` for the letter, `article` for the record."""

    code: str
    article: str
    label: str | Promise
    sentence: str | Promise


CEILING = "ceiling"

GENERAL_GROUNDS: tuple[RefusalGround, ...] = (
    RefusalGround(
        CEILING,
        "Awb 4:25 lid 2",
        _("Het geld is op (subsidieplafond)"),
        _("Het geld voor dit jaar is op. Wij mogen dan niet meer geld geven."),
    ),
    RefusalGround(
        "will_not_happen",
        "Awb 4:35 lid 1 onder a",
        _("Het plan gaat waarschijnlijk niet (helemaal) door"),
        _("Wij hebben goede redenen om te denken dat het plan niet of niet helemaal doorgaat."),
    ),
    RefusalGround(
        "duties_not_kept",
        "Awb 4:35 lid 1 onder b",
        _("De aanvrager houdt zich waarschijnlijk niet aan de afspraken"),
        _("Wij hebben goede redenen om te denken dat u zich niet aan de afspraken bij dit geld kunt houden."),
    ),
    RefusalGround(
        "no_proper_account",
        "Awb 4:35 lid 1 onder c",
        _("De aanvrager legt waarschijnlijk geen goede verantwoording af"),
        _("Wij hebben goede redenen om te denken dat u niet goed kunt laten zien waar het geld naartoe gaat."),
    ),
    RefusalGround(
        "wrong_information",
        "Awb 4:35 lid 2 onder a",
        _("De gegevens kloppen niet"),
        _("De gegevens in de aanvraag kloppen niet. Met de goede gegevens was ons besluit anders geweest."),
    ),
    RefusalGround(
        "insolvent",
        "Awb 4:35 lid 2 onder b",
        _("De aanvrager is failliet, heeft uitstel van betaling of zit in de schuldsanering"),
        _("De aanvrager is failliet, heeft uitstel van betaling of zit in de schuldsanering."),
    ),
)


def general_ground(code: str) -> RefusalGround | None:
    """The general ground with this code; None when the code names a criterion of the scheme."""
    return next((ground for ground in GENERAL_GROUNDS if ground.code == code), None)
