"""What is recorded about questions. No name, address or text of a person stands in it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "question.asked": _("Vraag {number} ontvangen over {village}."),
    "question.entered": _("Vraag {number} ingevoerd over {village}."),
    "question.routed": _("Vraag {number} gegeven aan {department}."),
    "question.drawn_in": _("Iemand gevraagd mee te denken over vraag {number}."),
    "question.drawn_in_replied": _("Meegedacht over vraag {number}."),
    "question.noted": _("Notitie gemaakt bij vraag {number}."),
    "question.answered_in_process": _("Vraag {number} kreeg een antwoord over de voortgang; nieuwe dag: {day}."),
    "question.answered_in_content": _("Vraag {number} beantwoord."),
    "question.referred": _("Vraag {number} beantwoord en doorverwezen."),
    "question.merged": _("Vraag {number} hoort nu bij vraag {other}."),
    "question.separated": _("Vraag {number} staat weer op zichzelf."),
    "question.helped": _("De vrager is geholpen met het antwoord op vraag {number}."),
    "question.reopened": _("Het antwoord op vraag {number} hielp niet; nieuwe dag: {day}."),
    "question.added_to": _("De vrager voegde iets toe aan vraag {number}."),
    "question.consent_changed": _("De vrager wijzigde wat getoond mag worden van vraag {number}."),
    "question.published": _("Vraag {number} en antwoord staan op de website."),
    "question.unpublished": _("Vraag {number} is van de website gehaald."),
    "question.warned": _("Gewaarschuwd over vraag {number} ({step})."),
    "question.theme_owner_saved": _("Vastgelegd wie het thema “{theme}” beantwoordt."),
    "question.mail_left": _("Bericht uit de mailbox weggelegd; het was geen vraag."),
    "question.poll_opened": _("Peiling in {village} geopend."),
    "question.poll_stopped": _("Peiling in {village} gestopt."),
}
