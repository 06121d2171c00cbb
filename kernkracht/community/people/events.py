"""What is recorded about people and roles. Names stay out of the data: the account's number is enough."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "people.account_created": _("Account gemaakt."),
    "people.account_deactivated": _("Account gesloten."),
    "people.account_reactivated": _("Account weer geopend."),
    "people.account_changed": _("Gegevens van het account gewijzigd."),
    "people.account_removed": _("Account verwijderd: naam en adressen zijn gewist."),
    "people.email_verified": _("E-mailadres bevestigd."),
    "people.role_assigned": _("Rol {role} gegeven vanaf {from}."),
    "people.role_assigned_to_self": _("Rol {role} aan zichzelf gegeven vanaf {from}."),
    "people.assignment_ended": _("Rol {role} beëindigd. De laatste dag is {until}."),
    "people.stand_in_set": _("Vervanger gekozen voor rol {role}."),
    "people.stand_in_set_to_self": _("Zichzelf als vervanger gekozen voor rol {role}."),
    "people.stand_in_removed": _("Vervanger weggehaald bij rol {role}."),
    "people.vacancy_opened": _("Vacature voor rol {role} vanaf {from}."),
    "people.vacancy_filled": _("Vacature voor rol {role} vervuld vanaf {from}."),
    "people.villages_changed": _("Dorpen van rol {role} gewijzigd."),
    "people.working_time_set": _("Uren voor rol {role}: {fte} fte vanaf {from}."),
    "people.formation_set": _("Formatie van rol {role}: {fte} fte vanaf {from}."),
    "people.absence_started": _("Afwezig gemeld vanaf {from}."),
    "people.absence_ended": _("Weer aanwezig vanaf {from}."),
    "people.role_renamed": _("Rol {role} heet vanaf {from} “{label}”."),
    "people.permissions_set": _("Rechten van rol {role} gewijzigd: erbij {added}, eraf {removed}."),
    "people.contact_card_changed": _("Contactkaart gewijzigd."),
}
