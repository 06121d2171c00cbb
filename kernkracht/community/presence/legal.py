"""After how long a group counts as not spoken with, as a dated setting."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.legal_settings.declarations import Declaration, at_least, declare_setting, declare_subject
from kernkracht.foundation.legal_settings.queries import number_on

declare_subject("presence", _("Contact met groepen"))

declare_setting(
    Declaration(
        key="presence.quiet_days",
        label=_("Zo lang na het laatste contact vragen wij om een groep weer te spreken"),
        defaults=((date(2020, 1, 1), 90, "Nota kerngericht werken: groepen regelmatig spreken (R251)"),),
        unit=_("dagen"),
        doubt=_("De nota noemt geen aantal dagen. Kies wat bij u past."),
        check=at_least(1),
    )
)


def quiet_days(on: date) -> int:
    return number_on("presence.quiet_days", on)
