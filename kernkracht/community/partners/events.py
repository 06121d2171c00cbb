"""What is recorded about partners."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "partner.kind_saved": _("Soort partner “{label}” bewaard."),
    "partner.added": _("Partner {name} toegevoegd."),
    "partner.changed": _("Partner {name} gewijzigd: {fields}."),
    "partner.ended": _("Samenwerking met {name} beëindigd. De laatste dag is {until}."),
    "partner.manager_set": _("Contractmanager gekozen vanaf {from}."),
    "partner.meeting_planned": _("Overleg gepland op {day}."),
    "partner.meeting_changed": _("Overleg gewijzigd: {fields}."),
    "partner.meeting_cancelled": _("Overleg van {day} gaat niet door."),
    "partner.point_added": _("Punt voor {village} op de agenda gezet."),
    "partner.point_changed": _("Punt op de agenda gewijzigd: {fields}."),
    "partner.point_outcome": _("Uitkomst van een punt opgeschreven."),
    "partner.point_carried": _("Punt doorgezet naar het overleg van {day}."),
    "partner.point_removed": _("Punt voor {village} van de agenda gehaald."),
    "partner.outlook_added": _("Vooruitblik toegevoegd."),
    "partner.outlook_changed": _("Vooruitblik gewijzigd: {fields}."),
    "partner.outlook_removed": _("Vooruitblik “{title}” weggehaald."),
    "partner.outlook_shared": _("Vooruitblik gedeeld met {people} collega’s."),
    "partner.agreement_added": _("Afspraak met {name} toegevoegd."),
    "partner.agreement_changed": _("Afspraak gewijzigd: {fields}."),
    "partner.progress_noted": _("Voortgang van de afspraak opgeschreven: {standing}."),
    "partner.support_asked": _("Steun gevraagd in {area}."),
    "partner.support_answered": _("Vraag om steun beantwoord: {state}."),
    "partner.support_finished": _("Steun afgerond."),
    "partner.provision_added": _("Voorziening {name} toegevoegd."),
    "partner.provision_changed": _("Voorziening {name} gewijzigd: {fields}."),
}
