"""One sentence per act on a claim or a yearly contribution. Names stay out."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "claim.started": _("Een declaratie over {year} is begonnen."),
    "claim.receipt_added": _("Er is een bon bij de declaratie gevoegd: {amount}."),
    "claim.receipt_removed": _("Er is een bon uit de declaratie gehaald."),
    "claim.draft_reminded": _("Er is een mail gestuurd: dit concept van een declaratie gaat bijna weg."),
    "claim.draft_removed": _("Een concept van een declaratie over {year} is weggegooid, met de bonnen erbij."),
    "claim.filed": _("De declaratie {number} is ontvangen: {amount}."),
    "claim.withdrawn": _("De declaratie is ingetrokken."),
    "claim.handled": _("De declaratie is bekeken. Voorstel: {amount}."),
    "claim.sent_back": _("De declaratie is teruggegeven om nog eens te bekijken."),
    "claim.refused": _("De declaratie is afgewezen."),
    "claim.approved": _("De declaratie is goedgekeurd: {amount}."),
    "contribution.proposed": _("De jaarlijkse bijdrage {number} is voorgesteld: {amount}."),
    "contribution.approved": _("De jaarlijkse bijdrage is goedgekeurd: {amount}."),
    "contribution.dropped": _("De jaarlijkse bijdrage gaat niet door."),
}
