"""What happens with gatherings, in one sentence each."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "gathering.planned": _("Er is een bijeenkomst gepland op {day}."),
    "gathering.moved": _("De bijeenkomst is verplaatst van {before} naar {day}."),
    "gathering.cancelled": _("De bijeenkomst gaat niet door."),
    "gathering.held": _("De bijeenkomst is gehouden. De uitkomst staat erbij."),
    "gathering.kind_named": _("De soort bijeenkomst heet nu ‘{name}’."),
}
