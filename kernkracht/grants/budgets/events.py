"""What happens to money, in one sentence each."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "budget.council_budget_made": _("Het budget van de gemeenteraad is vastgelegd: {amount}."),
    "budget.council_budget_changed": _("Het budget van de gemeenteraad is veranderd van {before} in {amount}."),
    "budget.ceiling_opened": _("Het plafond is geopend met {amount}, bekendgemaakt op {published_on}."),
    "budget.ceiling_published": _(
        "Het plafond is veranderd van {before} in {amount}, bekendgemaakt op {published_on}."
    ),
    "budget.lowered_money_taken_out": _("Na de verlaging is {amount} uit het plafond gehaald."),
    "budget.placed_under_council_budget": _("Het plafond valt nu onder een ander budget van de gemeenteraad."),
    "budget.ceiling_stops": _("Boven het plafond kan er geen geld meer bij."),
    "budget.ceiling_warns": _("Boven het plafond komt er een waarschuwing, maar kan er geld bij."),
    "budget.transferred": _("Er is {amount} verschoven naar een ander plafond."),
    "budget.redistributed": _("Er is {amount} herverdeeld over dorpen waarvan het geld op was."),
}
