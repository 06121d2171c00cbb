"""One sentence per act on a letter to the council."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "council_letter.started": _("De raadsbrief over {year} is begonnen."),
    "council_letter.written": _("De tekst van de raadsbrief over {year} is gewijzigd."),
    "council_letter.frozen": _("De raadsbrief over {year} is vastgezet, met de cijfers van {as_of}."),
}
