from django.utils.translation import gettext_lazy as _

EVENTS = {
    "legal_setting.changed": _("De wettelijke instelling ‘{key}’ is veranderd vanaf {from}."),
}
