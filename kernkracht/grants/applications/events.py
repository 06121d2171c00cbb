"""One sentence per act on a case. Names and addresses stay out; `data` fills the placeholders."""

from django.utils.translation import gettext_lazy as _

RESIDENT_EVENTS = {
    "application.started": _("De aanvraag is begonnen ({channel})."),
    "application.step_saved": _("De stap ‘{step}’ is bewaard."),
    "application.attachment_added": _("Er is een bijlage toegevoegd ({kind})."),
    "application.attachment_removed": _("Er is een bijlage weggehaald."),
    "application.link_mailed": _("De link naar de aanvraag is gemaild."),
    "application.adopted": _("De aanvraag is aan een account gekoppeld."),
    "application.version_changed": _("De regels zijn veranderd van {old} naar {new}; de aanvraag is opnieuw bekeken."),
    "application.submitted": _("De aanvraag {number} is ontvangen ({channel})."),
    "application.withdrawn": _("De aanvrager heeft de aanvraag ingetrokken."),
    "application.completed": _("De aanvrager heeft de aanvraag aangevuld."),
    "application.draft_reminded": _("De aanvrager kreeg bericht dat het concept wordt verwijderd."),
    "application.draft_removed": _("Het concept is verwijderd, omdat de bewaartermijn voorbij is."),
    "companion.invited": _("Iemand is gevraagd om mee te doen ({kind})."),
    "companion.confirmed": _("Iemand heeft bevestigd mee te doen ({kind})."),
    "companion.declined": _("Iemand doet niet mee ({kind})."),
    "companion.removed": _("Een uitnodiging is weggehaald ({kind})."),
}
"""What the applicant, or an officer for them, does. The office's own events stand below."""

OFFICE_EVENTS = {
    "application.taken": _("De aanvraag is opgepakt."),
    "application.assigned": _("De aanvraag is aan een collega gegeven."),
    "application.given_to_team": _("De aanvraag is bij een team gelegd."),
    "application.assessment_started": _("De beoordeling is begonnen."),
    "application.criterion_judged": _("De voorwaarde ‘{criterion}’ is beoordeeld: {verdict}."),
    "application.finding_overruled": _("De uitkomst van ‘{criterion}’ is met een reden veranderd in: {verdict}."),
    "application.completion_requested": _("De aanvrager is gevraagd om aan te vullen, tot en met {until}."),
    "application.completion_noted": _("Een aanvulling die niet via de website kwam, is opgeschreven."),
    "application.resumed_unanswered": _("De termijn om aan te vullen ging voorbij. De behandeling gaat verder."),
    "application.advice_asked": _("Een collega is om advies gevraagd."),
    "application.advice_given": _("Een collega heeft advies gegeven."),
    "application.talk_noted": _("Een gesprek van {held_on} is vastgelegd."),
    "application.proposed": _("Er is een voorstel gedaan: {outcome}{amount}."),
    "application.proposal_returned": _("Het voorstel is teruggegeven."),
    "application.granted": _("De aanvraag is toegekend: {amount}."),
    "application.refused": _("De aanvraag is afgewezen."),
    "application.carried_over": _("De aanvraag is doorgeschoven naar {year}."),
    "application.referred": _("De aanvraag is doorverwezen."),
    "application.left_untreated": _("De aanvraag is buiten behandeling gelaten."),
    "application.interest_declared": _("Een medewerker heeft gemeld een eigen belang te hebben."),
    "application.no_interest_declared": _("Een medewerker heeft verklaard geen eigen belang te hebben."),
    "application.handed_on": _("De aanvraag gaat naar een collega, omdat de behandelaar een eigen belang heeft."),
    "person.household_recorded": _("Het adres voor de toets op eigen belang is vastgelegd."),
    "person.household_forgotten": _("Het adres voor de toets op eigen belang is weggehaald."),
    "application.letter_made": _("Er is een brief gemaakt."),
}
"""What the office does with a case."""

MANDATE_EVENTS = {
    "mandate.given": _("Er is een mandaat gegeven voor {schemes}. Het hoogste bedrag: {amount}."),
    "mandate.end_changed": _("De laatste dag van een mandaat voor {schemes} is gewijzigd in: {last}."),
    "mandate.ended": _("Een mandaat voor {schemes} is beëindigd na {last}."),
    "mandate.withdrawn": _("Een mandaat voor {schemes} dat nog niet gold, is ingetrokken."),
}
"""Who may decide, up to which amount."""

CLOCK_EVENTS = {
    "application.term_extended": _(
        "De aanvrager kreeg een brief met een nieuwe dag: {named}. Eerst was het {original}."
    ),
    "application.term_suspended": _("De termijn staat stil, ten hoogste tot en met {until}."),
    "application.term_resumed": _("De termijn loopt weer. De laatste dag is {due}."),
    "application.default_notice": _("Er kwam een ingebrekestelling binnen op {received}."),
    "application.default_notice_too_early": _("Er kwam een ingebrekestelling binnen op {received}. Die is te vroeg."),
    "application.penalty_waived": _("Er is geen dwangsom: {why}."),
    "application.due_date_moved": _("De laatste dag schoof van {from} naar {to}."),
    "application.consents_changed": _("De aanvrager koos wat per e-mail mag: {kinds}."),
}
"""The term of a case, and how we may write to somebody."""

REGISTER_EVENTS = {
    "register.case_imported": _("De aanvraag {number} is overgenomen uit een eerder register."),
}
"""Taking in registers of earlier years."""
