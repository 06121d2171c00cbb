"""What is recorded about baselines and chosen themes, always about the village."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "baseline.started": _("Versie {number} van de beginsituatie van {village} begonnen."),
    "baseline.written": _("Concept van de beginsituatie van {village} gewijzigd: {part}."),
    "baseline.adopted": _("Versie {number} van de beginsituatie van {village} vastgesteld."),
    "baseline.dropped": _("Concept van de beginsituatie van {village} weggegooid."),
    "baseline.theme_chosen": _("Onderwerp “{topic}” gekozen in {village}."),
    "baseline.theme_changed": _("Onderwerp “{topic}” in {village} gewijzigd."),
    "baseline.theme_ended": _("Onderwerp “{topic}” in {village} afgesloten."),
}
