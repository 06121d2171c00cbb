"""What every page about messages shares."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.community.channels.models import ChannelUse, MessagePlan
from kernkracht.community.channels.queries import all_messages
from kernkracht.community.people.permission_codes import Permission
from kernkracht.web.office.access import rights_of
from kernkracht.web.office.acting import Act


def found(pk: int) -> MessagePlan:
    return get_object_or_404(all_messages(), pk=pk)


def found_use(pk: int) -> ChannelUse:
    return get_object_or_404(ChannelUse.objects.select_related("plan", "channel"), pk=pk)


def act_of(title: str, button: str, done: str, back: str = "", **more: Any) -> Act:
    home = reverse("office_message_plans")
    return Act(title, button, back or home, done, section=_("Boodschappen"), section_url=home, **more)


def act_on(plan: MessagePlan, title: str, button: str, done: str, *, place: str = "", **more: Any) -> Act:
    """An act on one message, which leads back to it."""
    back = reverse("office_message_plan", args=[plan.pk]) + (f"#{place}" if place else "")
    return act_of(title, button, done, back, **more)


def page_context(request: HttpRequest, current: str) -> dict[str, Any]:
    """The tabs of the section, and what the reader may."""
    entries = [("office_message_plans", _("Boodschappen")), ("office_message_plan_calendar", _("Kalender"))]
    rights = rights_of(request)
    return {
        "tabs": [{"label": label, "url": reverse(name), "current": name == current} for name, label in entries],
        "can_manage": Permission.MANAGE_CHANNELS in rights,
        "edits_pages": bool({Permission.WRITE_PAGES, Permission.PUBLISH_PAGES} & rights),
        "today": timezone.localdate(),
    }
