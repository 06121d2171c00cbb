from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "observations.counts_imported": _("{count} aantallen van {partner} ingelezen."),
    "observations.kind_saved": _("Soort melding “{label}” bewaard."),
    "observations.trend_noted": _("Trend genoteerd voor {village}."),
    "observations.visit_noted": _("Bezoek aan {village} op {day} opgeschreven."),
    "observations.visit_changed": _("Notitie van het bezoek aan {village} op {day} gewijzigd."),
    "observations.visit_removed": _("Notitie van het bezoek aan {village} op {day} weggehaald."),
    "observations.visit_became_question": _("Notitie van een bezoek aan {village} werd vraag {question}."),
}
