"""What is recorded about villages, areas and the municipality itself."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "village.added": _("Dorp {name} toegevoegd."),
    "village.changed": _("Gegevens van dorp {name} gewijzigd."),
    "village.ended": _("Dorp {name} hoort niet meer bij de gemeente."),
    "village.reopened": _("Dorp {name} hoort weer bij de gemeente."),
    "village.phase_set": _("Dorp {name} is vanaf {since} in fase {phase}."),
    "village.outline_imported": _("Grens van dorp {name} ingelezen uit {source}."),
    "area.added": _("Gebied {name} toegevoegd."),
    "area.changed": _("Gebied {name} gewijzigd."),
    "municipality.changed": _("Gegevens van de gemeente gewijzigd."),
}
