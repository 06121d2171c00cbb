"""What is recorded about briefings, and about the alderman who joins (on the case itself)."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "briefing.made": _("Briefing over {village} gemaakt."),
    "alderman.joined": _("De wethouder van {village} sluit aan."),
    "alderman.left": _("De wethouder van {village} sluit niet meer aan."),
}
