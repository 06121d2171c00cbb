"""Messages about accounts."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from kernkracht.community.villages.models import Municipality
from kernkracht.foundation.notices.models import OutboxMessage

from .models import User


def queue_invitation(*, user: User, link: str, at: datetime) -> OutboxMessage:
    """Invite a colleague to choose a password and set the second step."""
    municipality = Municipality.objects.first()
    site = municipality.site_name if municipality else "Kernkracht"
    with override(user.language):
        subject = _("Uw account voor %(site)s") % {"site": site}
        body = _(
            "Beste %(name)s,\n\n"
            "Er is een account voor u gemaakt op %(site)s.\n\n"
            "Kies via deze link een wachtwoord:\n%(link)s\n\n"
            "De link werkt drie dagen. Daarna kunt u zelf een nieuwe link vragen: kies bij het inloggen voor "
            "“Wachtwoord vergeten”.\n\n"
            "Bij de eerste keer inloggen stelt u een tweede stap in. Daarvoor heeft u een app op uw telefoon nodig "
            "die codes maakt."
        ) % {"name": user.name, "site": site, "link": link}
    return OutboxMessage.objects.create(
        unique_key=f"account_invitation:{user.pk}",
        kind="account_invitation",
        subject_type=user._meta.label_lower,
        subject_id=str(user.pk),
        recipient_name=user.name,
        recipient_email=user.email,
        language=user.language,
        subject=subject,
        body_text=body,
        created_at=at,
    )
