"""What the pages about one village share: the door, the village, its tabs, who acts and when."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.community.villages.models import Village
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act

ACT = require_http_methods(["GET", "HEAD", "POST"])
reads_pictures = office_page(Permission.READ_OFFICE, Permission.VISIT_VILLAGES)
visits = office_page(Permission.VISIT_VILLAGES)


def village_at(slug: str) -> Village:
    return get_object_or_404(Village.objects.active().select_related("area"), slug=slug)


def by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def act_on(village: Village, page: str, title: str, button: str, done: str, **more: Any) -> Act:
    """An act on one village, which leads back to the page of that name."""
    home = reverse("office_picture", args=[village.slug])
    return Act(title, button, reverse(page, args=[village.slug]), done, section=village.name, section_url=home, **more)


def page_context(request: HttpRequest, village: Village, current: str) -> dict[str, Any]:
    """The village with its tabs, and whether the reader may change its picture."""
    entries = [
        ("office_picture", _("Beginsituatie")),
        ("office_rollout", _("Uitrol")),
        ("office_chosen_themes", _("Samen gekozen")),
    ]
    if Permission.READ_BRIEFING in rights_of(request):
        entries.append(("office_village_briefings", _("Briefing")))
    return {
        "village": village,
        "tabs": [
            {"label": label, "url": reverse(name, args=[village.slug]), "current": name == current}
            for name, label in entries
        ],
        "can_keep": may(officer(request).actor, Permission.VISIT_VILLAGES, timezone.localdate(), village),
    }
