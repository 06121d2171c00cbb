"""What is recorded about figures."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "profiles.imported": _("Cijfers van {day} ingelezen uit {file}: {count} nieuw of veranderd. Bron: {source}."),
    "profiles.figure_changed": _("Cijfer “{label}” gewijzigd."),
}
