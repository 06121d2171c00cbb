"""Acts on terms, lists, and what is held about somebody. Never a name: a number at most."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "retention.term_set": _("De bewaartermijn voor ‘{class}’ is vanaf {from}: {years}."),
    "retention.class_chosen": _("Gekozen: bewaren als ‘{class}’."),
    "retention.list_proposed": _("Vernietigingslijst {number} is gemaakt met {count} dossiers."),
    "retention.item_taken_off": _("{number} is van vernietigingslijst {list} gehaald."),
    "retention.list_withdrawn": _("Vernietigingslijst {number} is ingetrokken."),
    "retention.list_approved": _("Vernietigingslijst {number} is goedgekeurd ({count} dossiers)."),
    "retention.destroyed": _("Dit is vernietigd volgens vernietigingslijst {list}."),
    "retention.held": _("{number} op vernietigingslijst {list} is niet vernietigd."),
    "retention.list_executed": _("Vernietigingslijst {number} is uitgevoerd: {count} dossiers vernietigd."),
    "retention.erased_on_request": _("Dit is gewist op verzoek van wie het gaat."),
    "retention.request_handled": _("Een verzoek is behandeld: {kind}."),
}
