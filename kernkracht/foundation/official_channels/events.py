from django.utils.translation import gettext_lazy as _

EVENTS = {
    "official_channel.designated": _("‘{kind}’ kan vanaf {from} via: {channel}."),
    "official_channel.ended": _("‘{kind}’ kan tot en met {until} via: {channel}. Daarna niet meer."),
}
