"""What every page about gatherings shares: its door, its tabs, who acts and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.gatherings.queries import office_gatherings
from kernkracht.community.people.permission_codes import Permission
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act

ACT = require_http_methods(["GET", "HEAD", "POST"])
reads_gatherings = office_page(Permission.READ_OFFICE, Permission.MANAGE_GATHERINGS)
manages_gatherings = office_page(Permission.MANAGE_GATHERINGS)


def now() -> datetime:
    return timezone.now()


def found(pk: int) -> Gathering:
    """A gathering that the office plans; a hearing is not found here."""
    return get_object_or_404(office_gatherings(), pk=pk)


def act_of(title: str, button: str, done: str, back: str = "", **more: Any) -> Act:
    home = reverse("office_gatherings")
    return Act(title, button, back or home, done, section=_("Bijeenkomsten"), section_url=home, **more)


def act_on(gathering: Gathering, title: str, button: str, done: str, **more: Any) -> Act:
    """An act on one gathering, which leads back to it."""
    return act_of(title, button, done, reverse("office_gathering", args=[gathering.pk]), **more)


def by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def page_context(request: HttpRequest, current: str) -> dict[str, Any]:
    """The tabs of the section, and whether the reader may change something."""
    entries = [
        ("office_gatherings", _("Bijeenkomsten")),
        ("office_gathering_points", _("Actiepunten")),
        ("office_gathering_kinds", _("Soorten")),
    ]
    return {
        "tabs": [{"label": label, "url": reverse(name), "current": name == current} for name, label in entries],
        "can_manage": Permission.MANAGE_GATHERINGS in rights_of(request),
        "today": timezone.localdate(),
    }
