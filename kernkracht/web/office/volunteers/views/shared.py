"""What every page about volunteering shares."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.volunteers.actions import UnableToManageVolunteers
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act

ACT = require_http_methods(["GET", "HEAD", "POST"])
REFUSED = UnableToManageVolunteers
reads_volunteers = office_page(Permission.READ_OFFICE, Permission.MANAGE_VOLUNTEERS)
manages_volunteers = office_page(Permission.MANAGE_VOLUNTEERS)


def act_of(title: str, button: str, done: str, back: str, **more: Any) -> Act:
    return Act(title, button, back, done, section=_("Vrijwilligers"), section_url=reverse("office_help"), **more)


def by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def page_context(request: HttpRequest, current: str) -> dict[str, Any]:
    """The tabs of the section; what names people is for who manages volunteering."""
    can_manage = Permission.MANAGE_VOLUNTEERS in rights_of(request)
    entries = [
        ("office_help", _("Hulp gevraagd"), False),
        ("office_offers", _("Aanbod"), True),
        ("office_knowledge", _("Kennis en kunde"), True),
        ("office_prizes", _("Prijzen"), False),
        ("office_info_pages", _("Pagina’s"), False),
        ("office_support_point", _("Steunpunt"), True),
    ]
    shown = [(name, label) for name, label, names_people in entries if can_manage or not names_people]
    return {
        "tabs": [{"label": label, "url": reverse(name), "current": name == current} for name, label in shown],
        "can_manage": can_manage,
        "today": timezone.localdate(),
    }
