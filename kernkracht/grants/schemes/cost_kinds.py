"""What budget lines can be spent on. A scheme may declare own codes with labels beside these."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

COST_KINDS: Mapping[str, object] = {
    "materials": _("materialen"),
    "tools": _("gereedschap"),
    "durable_goods": _("spullen die in de buurt blijven"),
    "plants": _("planten en bomen"),
    "play_material": _("spelmateriaal"),
    "play_equipment": _("speeltoestellen"),
    "sport_material": _("sportmateriaal"),
    "street_furniture": _("banken, bakken en ander straatmeubilair"),
    "sound": _("geluid"),
    "lighting": _("licht"),
    "decoration": _("versiering"),
    "prizes": _("kleine prijsjes"),
    "rent": _("huur van een ruimte"),
    "equipment_hire": _("huur van spullen"),
    "attractions": _("huur van attracties"),
    "artist": _("artiesten en optredens"),
    "publicity": _("bekendmaking en drukwerk"),
    "food_drink": _("eten en drinken"),
    "alcohol": _("alcohol"),
    "tableware": _("servies en bestek"),
    "barbecue": _("een barbecue"),
    "travel": _("reizen en busreizen"),
    "wages": _("betaling van een vakman"),
    "salary": _("loon"),
    "volunteer_fee": _("vergoeding voor vrijwilligers"),
    "advice": _("advies en onderzoek"),
    "permit_fees": _("kosten van vergunningen"),
    "insurance": _("verzekering"),
    "running_costs": _("vaste kosten van een gebouw of organisatie"),
    "maintenance": _("onderhoud"),
    "deficit": _("aanvullen van een tekort"),
    "own_hours": _("eigen uren"),
    "gifts": _("cadeaus"),
    "other": _("overige kosten"),
}


def cost_label(code: str, own: Mapping[str, str] | None = None) -> str:
    """The Dutch label of a cost kind; an unknown code is its own label."""
    return (own or {}).get(code) or str(COST_KINDS.get(code, code.replace("_", " ")))
