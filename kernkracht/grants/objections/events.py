"""One sentence per act on an objection. Names and addresses stay out."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "objection.filed": _("Het bezwaar {number} is ontvangen ({channel})."),
    "objection.signed": _("Het bezwaar is ondertekend ({how})."),
    "objection.code_mailed": _("De code om te ondertekenen is gemaild."),
    "objection.taken": _("Het bezwaar is opgepakt."),
    "objection.given": _("Het bezwaar is aan een collega gegeven."),
    "objection.handed_on": _("Het bezwaar wacht weer op een behandelaar, omdat de behandelaar een eigen belang heeft."),
    "objection.lateness_judged": _("Over het te late bezwaar is geoordeeld: {verdict}."),
    "objection.repair_requested": _("De indiener is gevraagd om het bezwaar aan te vullen, tot en met {until}."),
    "objection.repaired": _("Het bezwaar is aangevuld."),
    "objection.repair_unused": _("De termijn om aan te vullen ging voorbij. De behandeling gaat verder."),
    "objection.committee_announced": _("Gemeld dat een commissie adviseert. Weken om te besluiten: {weeks}."),
    "objection.extended": _("Het besluit is uitgesteld tot en met {until}. Aantal weken: {weeks}."),
    "objection.adjourned": _("De indiener stemde in met uitstel tot en met {until}."),
    "objection.hearing_planned": _("Er is een hoorzitting gepland op {day}."),
    "objection.hearing_moved": _("De hoorzitting is verplaatst naar {day}."),
    "objection.hearing_cancelled": _("De hoorzitting gaat niet door."),
    "objection.hearing_held": _("De hoorzitting is gehouden. Het verslag staat in het dossier."),
    "objection.hearing_waived": _("Er is geen hoorzitting."),
    "objection.proposed": _("Er is een voorstel gedaan: {outcome}."),
    "objection.proposal_returned": _("Het voorstel is teruggegeven."),
    "objection.decided": _("Er is besloten op het bezwaar: {outcome}."),
    "objection.lateness_explained": _("De indiener schreef waarom het bezwaar later kwam."),
    "objection.withdrawn": _("Het bezwaar is ingetrokken."),
    "objection.letter_made": _("Er is een brief gemaakt."),
    "application.granted_on_objection": _("Na bezwaar is de aanvraag toegekend: {amount}."),
    "application.granted_beyond_ceiling": _("Daarvan ligt {amount} boven het plafond."),
    "application.refused_on_objection": _("Na bezwaar is de aanvraag op een andere grond afgewezen."),
}
