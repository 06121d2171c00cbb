"""What every page about channels and messages shares: its door, its tabs, who acts and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act

ACT = require_http_methods(["GET", "HEAD", "POST"])
reads_channels = office_page(Permission.READ_OFFICE, Permission.MANAGE_CHANNELS)
"""All staff may read the toolbox and its scores (R248)."""
manages_channels = office_page(Permission.MANAGE_CHANNELS)


def now() -> datetime:
    return timezone.now()


def by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def asked(request: HttpRequest, *names: str) -> dict[str, str]:
    """What the reader filters on, cut to what can be meant."""
    return {name: request.GET.get(name, "")[:100].replace("\x00", "") for name in names}


def village_named(slug: str) -> Village | None:
    return Village.objects.active().filter(slug=slug).first() if slug else None


def act_of(title: str, button: str, done: str, back: str = "", **more: Any) -> Act:
    """An act on the register, which leads back to it."""
    home = reverse("office_village_channels")
    return Act(title, button, back or home, done, section=_("Kanalen"), section_url=home, **more)


def page_context(request: HttpRequest, current: str) -> dict[str, Any]:
    """The tabs of the section, and whether the reader may change something."""
    entries = [
        ("office_village_channels", _("Kanalen")),
        ("office_village_channel_effects", _("Wat werkt waar")),
        ("office_village_channel_kinds", _("Soorten")),
        ("office_target_groups", _("Doelgroepen")),
    ]
    return {
        "tabs": [{"label": label, "url": reverse(name), "current": name == current} for name, label in entries],
        "can_manage": Permission.MANAGE_CHANNELS in rights_of(request),
        "today": timezone.localdate(),
    }
