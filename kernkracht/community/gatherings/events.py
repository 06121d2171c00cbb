"""What happens with gatherings, in one sentence each."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "gathering.planned": _("Er is een bijeenkomst gepland op {day}."),
    "gathering.series_planned": _("De reeks ‘{title}’ is gepland."),
    "gathering.changed": _("De gegevens van de bijeenkomst zijn gewijzigd."),
    "gathering.moved": _("De bijeenkomst is verplaatst van {before} naar {day}."),
    "gathering.mode_switched": _("Meedoen gaat anders: eerst ‘{before}’, nu ‘{now}’."),
    "gathering.cancelled": _("De bijeenkomst gaat niet door."),
    "gathering.held": _("De bijeenkomst is gehouden. De uitkomst staat erbij."),
    "gathering.outcome_corrected": _("De uitkomst van de bijeenkomst is verbeterd."),
    "gathering.kind_named": _("De soort bijeenkomst heet nu ‘{name}’."),
    "gathering.invited": _("Iemand is uitgenodigd voor {day}."),
    "gathering.slot_changed": _("De tijden of plekken zijn gewijzigd."),
    "gathering.signed_up": _("Iemand meldde zich aan."),
    "gathering.sign_up_entered": _("Een collega schreef iemand in."),
    "gathering.sign_up_changed": _("Iemand wijzigde de aanmelding."),
    "gathering.sign_up_withdrawn": _("Een aanmelding is ingetrokken en gewist."),
    "gathering.sign_up_forgotten": _("Een aanmelding is gewist omdat de bijeenkomst lang genoeg geleden is."),
    "gathering.place_given": _("Iemand van de wachtlijst kreeg een plek."),
    "gathering.attendance_noted": _("Er is opgeschreven wie er waren."),
    "gathering.action_point_added": _("Er is een actiepunt bij."),
    "gathering.action_point_done": _("Een actiepunt is klaar."),
    "gathering.document_linked": _("De uitkomst is gebruikt in ‘{title}’."),
    "gathering.feedback_asked": _("Deelnemers zijn gevraagd wat zij vonden."),
}
