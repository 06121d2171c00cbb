"""What every page about partners shares: its door, its tabs, who acts and when."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.permission_codes import Permission
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act

from ..forms import NOTHING_PERSONAL

ACT = require_http_methods(["GET", "HEAD", "POST"])
reads_partners = office_page(Permission.READ_OFFICE, Permission.MANAGE_PARTNERS)
manages_partners = office_page(Permission.MANAGE_PARTNERS)


def act_of(title: str, button: str, done: str, back: str = "", **more: Any) -> Act:
    home = reverse("office_partners")
    more.setdefault("explain", str(NOTHING_PERSONAL))
    return Act(title, button, back or home, done, section=_("Partners"), section_url=home, **more)


def by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def page_context(request: HttpRequest, current: str) -> dict[str, Any]:
    """The tabs of the section, and whether the reader may change something."""
    entries = [
        ("office_partners", _("Partners")),
        ("office_partner_meetings", _("Overleggen")),
        ("office_partner_points", _("Punten per dorp")),
        ("office_partner_outlook", _("Vooruitblik")),
        ("office_partner_agreements", _("Afspraken")),
        ("office_partner_support", _("Steun per gebied")),
        ("office_provisions", _("Voorzieningen")),
        ("office_partner_kinds", _("Soorten")),
    ]
    return {
        "tabs": [{"label": label, "url": reverse(name), "current": name == current} for name, label in entries],
        "can_manage": Permission.MANAGE_PARTNERS in rights_of(request),
        "today": timezone.localdate(),
    }
