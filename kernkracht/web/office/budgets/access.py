"""Who may change which money: one's own villages, or everything for who has a post for all villages."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest
from django.utils import timezone

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import duties_of, may
from kernkracht.community.villages.models import Village
from kernkracht.web.office.access import officer


def may_manage(user: User, village: Village | None, on: date) -> bool:
    """Whether the user may change money of this village, or (without village) money of all villages."""
    if village is not None:
        return may(user.actor, Permission.MANAGE_BUDGETS, on, village)
    duties = duties_of(user, on).filter(role__role_permissions__permission=Permission.MANAGE_BUDGETS, all_villages=True)
    return duties.exists()


def require_manager(request: HttpRequest, village: Village | None) -> None:
    """Answer 404 to who may not change this money."""
    if not may_manage(officer(request), village, timezone.localdate()):
        raise Http404
