"""Acts on messages and on their texts."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "message.resent": _("Een bericht is opnieuw in de wachtrij gezet ({kind})."),
    "message.printed": _("Een brief is afgedrukt en op de post gedaan ({kind})."),
    "message.came_back": _("Een bericht kwam terug ({kind})."),
    "message_text.changed": _("De tekst van {kind} is veranderd ({part}, versie {version})."),
    "message_text.reset": _("De tekst van {kind} is weer de standaardtekst ({part}, versie {version})."),
}
