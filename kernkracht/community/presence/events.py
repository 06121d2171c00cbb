"""What happens around presence, in one sentence each."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "presence.planned": _("Er is iemand in het dorp op {day}."),
    "presence.changed": _("Wanneer iemand in het dorp is, is gewijzigd naar {day}."),
    "presence.cancelled": _("Er is toch niemand in het dorp op {day}."),
    "presence.contact_logged": _("Er is contact geweest op {day}."),
    "presence.contact_removed": _("Een contactmoment van {day} is weggehaald."),
}
