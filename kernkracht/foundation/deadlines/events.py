from django.utils.translation import gettext_lazy as _

EVENTS = {
    "outage.registered": _("Er is een storing gemeld vanaf {from}."),
    "outage.ended": _("De storing is voorbij sinds {until}."),
    "equated_day.registered": _("{day} telt als vrije dag ({name})."),
}
