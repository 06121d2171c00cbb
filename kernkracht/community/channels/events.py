"""What happens with channels and messages, in one sentence each."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "channel.kind_saved": _("De soort kanaal ‘{name}’ is bewaard."),
    "channel.target_group_saved": _("De doelgroep ‘{name}’ is bewaard."),
    "channel.added": _("Het kanaal ‘{name}’ staat in het register."),
    "channel.changed": _("De gegevens van het kanaal ‘{name}’ zijn gewijzigd."),
    "channel.ended": _("Het kanaal ‘{name}’ is gestopt op {day}."),
    "channel.resumed": _("Het kanaal ‘{name}’ is weer in gebruik."),
    "channel.contact_changed": _("Wie voor het kanaal aanspreekbaar is, is gewijzigd."),
    "channel.contact_removed": _("De gegevens van de contactpersoon zijn gewist."),
    "message_plan.drafted": _("De boodschap is begonnen."),
    "message_plan.changed": _("De boodschap is gewijzigd."),
    "message_plan.audiences_answered": _("De vragen van Factor C zijn beantwoord."),
    "message_plan.planned": _("De boodschap is gepland voor {day}."),
    "message_plan.planned_beside_another": _(
        "De boodschap is gepland voor {day}, naast een andere. De reden: {reason}"
    ),
    "message_plan.taken_back": _("De boodschap is weer een concept."),
    "message_plan.called_off": _("De boodschap gaat niet door."),
    "message_plan.closed": _("De boodschap is verstuurd."),
    "message_plan.evaluated": _("Het effect van de boodschap is opgeschreven."),
    "message_plan.channel_chosen": _("Het kanaal ‘{channel}’ is gekozen voor {day}."),
    "message_plan.use_moved": _("Het kanaal ‘{channel}’ komt nu op {day}."),
    "message_plan.use_done": _("Het kanaal ‘{channel}’ is ingezet op {day}."),
    "message_plan.use_dropped": _("Het kanaal ‘{channel}’ is vervallen."),
    "message_plan.use_scored": _("Het effect van ‘{channel}’ kreeg een {score}."),
    "message_plan.sent_to_groups": _("De boodschap ging naar groepen. Gemaild: {mailed}. Zonder adres: {without}."),
    "message_plan.group_told": _("‘{group}’ kreeg de boodschap van een collega."),
}
