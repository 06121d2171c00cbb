from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "observations.counts_imported": _("{count} aantallen van {partner} ingelezen."),
    "observations.kind_saved": _("Soort melding “{label}” bewaard."),
    "observations.trend_noted": _("Trend genoteerd voor {village}."),
}
