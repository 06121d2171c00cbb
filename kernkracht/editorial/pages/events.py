"""What is recorded about texts: titles are public words of the municipality, never a person's data."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "page.started": _("Tekst “{title}” begonnen."),
    "page.saved": _("Tekst “{title}” bewaard (versie {number})."),
    "page.restored": _("Versie {old} van “{title}” teruggezet als versie {number}."),
    "page.handed_over": _("Tekst “{title}” overgedragen om te publiceren."),
    "page.turned_down": _("Tekst “{title}” teruggegeven aan de schrijver."),
    "page.published": _("Tekst “{title}” gepubliceerd (versie {number})."),
    "page.called_off": _("Geplande publicatie van “{title}” gaat niet door."),
    "page.withdrawn": _("Tekst “{title}” van de website gehaald."),
    "page.picture_added": _("Beeld toegevoegd."),
    "page.film_added": _("Film “{title}” toegevoegd, met ondertitels."),
    "page.film_changed": _("Titel, ondertitels of tekst van de film “{title}” gewijzigd."),
    "page.film_removed": _("Film “{title}” verwijderd."),
}
