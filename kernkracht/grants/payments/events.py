"""One sentence per act on payments. Names and accounts stay out; `data` fills the placeholders."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "payment.owed": _("Er moet {amount} worden betaald voor {case}."),
    "payment.made_due": _("{amount} voor {case} kan nu worden betaald."),
    "payment.cancelled": _("De betaling van {amount} voor {case} is vervallen."),
    "payment.batch_proposed": _("Betaalpartij {number} is voorgesteld: samen {amount}. Aantal betalingen: {count}."),
    "payment.batch_released": _("Betaalpartij {number} is vrijgegeven: samen {amount}. Aantal betalingen: {count}."),
    "payment.batch_withdrawn": _("Betaalpartij {number} is ingetrokken."),
    "payment.file_downloaded": _("Het bestand van betaalpartij {number} is opgehaald."),
    "payment.sent": _("{amount} voor {case} is aan de bank doorgegeven."),
    "payment.came_back": _("{amount} voor {case} is teruggekomen van de bank."),
    "payment.account_given": _("Voor {case} is een rekening opgegeven die eindigt op {digits}."),
    "payment.account_confirmed": _("De rekening voor {case} is gecontroleerd. Zij eindigt op {digits}."),
    "payment.account_refused": _("De opgegeven rekening voor {case} is niet overgenomen."),
    "payment.statement_imported": _("Een bankafschrift is ingelezen. Betalingen die terugkwamen: {returned}."),
    "payment.debtor_account_set": _("De gemeente betaalt vanaf {from} van een rekening die eindigt op {digits}."),
}
