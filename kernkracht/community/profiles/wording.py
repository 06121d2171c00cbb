"""Numbers as people read them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro

from .models import Figure

Unit = Figure.Unit
SPACE = "\u00a0"
"""A hard space: a number and its unit stay on one line."""


def number_text(value: Decimal, decimals: int = 0) -> str:
    """“5.910” or “0,7”, in the language of the reader."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}"
    return text if (get_language() or "").startswith("en") else text.translate(str.maketrans(",.", ".,"))


def percent_text(value: Decimal, decimals: int = 0) -> str:
    return f"{number_text(value, decimals)}{SPACE}%"


def value_text(figure: Figure, value: Decimal) -> str:
    """A value with its unit: “5.910”, “15 %”, “€ 444.000”, “0,7 km”."""
    match figure.unit:
        case Unit.CENTS:
            step = max(Decimal(100), figure.file_factor / Decimal(10) ** figure.decimals)  # as precise as the source
            return format_euro(int((value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step))
        case Unit.PERCENT:
            return percent_text(value, figure.decimals)
        case _:
            return f"{number_text(value, figure.decimals)}{_after(figure.unit)}"


def _after(unit: str) -> str:
    """What stands behind the number; people, homes and other things that the label names need nothing."""
    words = {
        Unit.PER_THOUSAND: _("per 1.000"),
        Unit.KILOMETRES: _("km"),
        Unit.HECTARES: _("ha"),
    }
    return f"{SPACE}{words[Unit(unit)]}" if unit in words else ""


def too_few_text(figure: Figure) -> str:
    """Why a number is left out that would be about only a few people."""
    return _("Hier gaat het om minder dan %(n)d. Zo’n klein getal laten wij niet zien.") % {"n": figure.lower_limit}


def unknown_text(figure: Figure) -> str:
    """Why there is no number."""
    if figure.adding == Figure.Adding.NONE:
        return _("Dit cijfer is er per buurt. Voor een dorp met meer buurten kunnen wij het niet uitrekenen.")
    return _("De bron geeft dit cijfer niet voor elke buurt van dit dorp.")


def how_text(figure: Figure, neighbourhoods: int) -> str:
    """How the figure of a village was made; empty for what is of the whole municipality."""
    if neighbourhoods == 0:
        return ""
    if neighbourhoods == 1:
        return _("Dit dorp is één buurt.")
    n = {"n": neighbourhoods, "weight": figure.weighted_by.label.lower() if figure.weighted_by else ""}
    if figure.adding == Figure.Adding.SUM:
        return _("Opgeteld uit %(n)d buurten.") % n
    if figure.adding == Figure.Adding.MEAN:
        return _("Gemiddelde van %(n)d buurten. Buurten met meer %(weight)s tellen zwaarder.") % n
    return ngettext("Dit dorp heeft %(n)d buurt.", "Dit dorp heeft %(n)d buurten.", neighbourhoods) % n
