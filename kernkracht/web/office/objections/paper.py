"""The way from a case to typing in an objection that came on paper."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.objections.queries import contestable


def objection_url(case: GrantApplication, user: User, on: date) -> str:
    """Where an objection on paper is typed in; "" for who may not, or when there is nothing to object to."""
    rights = (Permission.HANDLE_OBJECTION, Permission.ENTER_APPLICATION)
    if not any(may(user.actor, right, on) for right in rights) or not contestable(case, on):
        return ""
    return reverse("office_objection_new", args=[case.number])
