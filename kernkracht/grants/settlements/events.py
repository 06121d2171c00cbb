"""One sentence per act on reports, settlements and stories. Names stay out; `data` fills the placeholders."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "report.arose": _("Bij {case} hoort een verslag ({form}), uiterlijk {due}."),
    "report.asked": _("Voor {case} is om het verslag gevraagd ({moment})."),
    "report.saved": _("Het verslag over {case} is bewaard."),
    "report.photo_added": _("Bij het verslag over {case} is een foto gekomen."),
    "report.photo_removed": _("Bij het verslag over {case} is een foto weggehaald."),
    "report.receipt_added": _("Bij het verslag over {case} is een bon gekomen van {amount}."),
    "report.receipt_removed": _("Bij het verslag over {case} is een bon weggehaald van {amount}."),
    "report.handed_in": _("Het verslag over {case} is ontvangen."),
    "report.sent_back": _("Het verslag over {case} is teruggestuurd met een vraag."),
    "report.called_off": _("Gemeld: het plan van {case} gaat niet door."),
    "report.approved": _("Het verslag over {case} is goedgekeurd."),
    "settlement.proposed": _("Voorgesteld om {case} vast te stellen op {amount}, en dus {lower} lager."),
    "settlement.returned": _("Het voorstel om {case} lager vast te stellen is teruggegeven."),
    "settlement.decided": _("{case} is vastgesteld op {amount}."),
    "settlement.change_proposed": _("Voorgesteld om de vaststelling van {case} te wijzigen van {before} in {amount}."),
    "settlement.changed_on_objection": _("Na bezwaar is {case} vastgesteld op {amount}."),
    "recovery.decided": _("Van {case} wordt {amount} teruggevorderd."),
    "recovery.repaid": _("Voor {case} is {amount} terugbetaald."),
    "recovery.set_off": _("Van {case} is {amount} verrekend met {other}."),
    "recovery.written_off": _("De vordering van {amount} op {case} is afgeboekt."),
    "recovery.changed_on_objection": _("Na bezwaar wordt van {case} nog {amount} teruggevorderd."),
    "story.asked": _("Voor een verhaal over {case} is akkoord gevraagd."),
    "story.published": _("Het verhaal over {case} staat op de website."),
    "story.declined": _("Er is geen akkoord voor een verhaal over {case}."),
    "story.withdrawn": _("Het verhaal over {case} is van de website gehaald."),
}
