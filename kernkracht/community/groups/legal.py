"""What a municipality chooses about groups, as dated settings."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.legal_settings.declarations import Declaration, at_least, declare_setting, declare_subject
from kernkracht.foundation.legal_settings.queries import number_on, setting_on

FIRST_DAY = date(2020, 1, 1)

declare_subject("groups", _("Groepen en convenanten"))

declare_setting(
    Declaration(
        key="groups.pages_go_live_directly",
        label=_("Teksten van groepen staan meteen op de site, zonder dat een collega ze eerst ziet"),
        defaults=((FIRST_DAY, False, "Keuze van de gemeente"),),
    )
)
declare_setting(
    Declaration(
        key="groups.duty_notice_days",
        label=_("Zo lang van tevoren herinneren wij aan een afspraak uit een convenant"),
        defaults=((FIRST_DAY, 21, "Keuze van de gemeente"),),
        unit=_("dagen"),
        check=at_least(0),
    )
)


def pages_go_live_directly(on: date) -> bool:
    """Whether texts written by groups are published without an officer's look."""
    return setting_on("groups.pages_go_live_directly", on).value is True


def duty_notice_days(on: date) -> int:
    """How many days before a date of a duty its owner is reminded."""
    return number_on("groups.duty_notice_days", on)
