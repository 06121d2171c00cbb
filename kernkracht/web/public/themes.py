"""What plans are about, in words; the drawings of the same names belong to the design system."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

THEMES: dict[str, Promise] = {
    "green": _("Groen en natuur"),
    "meeting": _("Ontmoeten"),
    "sport": _("Sport en spel"),
    "safety": _("Veiligheid"),
    "building": _("Gebouw of plein"),
    "culture": _("Kunst, muziek en geschiedenis"),
    "care": _("Zorg voor elkaar"),
    "water": _("Water"),
    "default": _("Iets anders"),
}
