"""`/werk/vandaag/`: the first page after signing in, for who serves villages or answers questions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kernkracht.accountability.desk.actions import mark_seen
from kernkracht.accountability.desk.queries import Desk, Scope, desk_of
from kernkracht.community.people.permission_codes import Permission
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.visits.device import device_context, readable_moment

from .presenters import SHOWN, due_line, fresh_line, lines, quiet_since, scope_tabs, waiting_line

DESK_RIGHTS = (Permission.HANDLE_QUESTION, Permission.VISIT_VILLAGES)
opens_desk = office_page(*DESK_RIGHTS)
MOST_QUIET = 5


@require_safe
@opens_desk
def desk(request: HttpRequest) -> HttpResponse:
    """The desk of the reader, in one scope."""
    user, at = officer(request), timezone.now()
    found = desk_of(user, request.GET.get("wie", "")[:20], at)
    return render(request, "office/desk/desk.html", _context(found) | device_context(request))


@opens_desk
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """What was new on the page is seen; what came in since the page was made stays new."""
    at = timezone.now()
    until = readable_moment(request.POST.get("tot"))
    if until is None:
        messages.error(request, _("Dit lukte niet. Druk nog een keer op de knop bij “Nieuw”."))
    else:
        mark_seen(user=officer(request), until=until, at=at)
        messages.success(request, _("Gezien. Wat hierna binnenkomt, staat straks bij “Nieuw”."))
    scope = request.POST.get("wie", "")
    known = scope in {one.value for one in Scope}
    return redirect(f"{reverse('office_desk')}?wie={scope}" if known else reverse("office_desk"))


def _context(found: Desk) -> dict[str, Any]:
    rights, today = found.rights, timezone.localdate(found.at)
    late = sum(row.is_late(today) for row in (*found.alone, *found.due))
    quiet = [{"row": row, "kind": quiet_since(row)} for row in found.quiet]
    return {
        "desk": found,
        "today": today,
        "tabs": scope_tabs(found),
        "scope": found.scope.value,
        "late": late,
        "alone": lines([due_line(row) for row in found.alone]),
        "due": lines([due_line(row) for row in found.due]),
        "fresh": lines([fresh_line(row) for row in found.fresh]),
        "by_me": lines([waiting_line(row) for row in found.owed_by_me]),
        "by_others": lines([waiting_line(row) for row in found.owed_by_others]),
        "ahead": found.agenda.ahead[:SHOWN],
        "to_note": found.agenda.to_note,
        "channels": found.channels,
        "can_plan": Permission.MANAGE_CHANNELS in rights,
        "quiet": quiet[:MOST_QUIET],
        "quiet_more": quiet[MOST_QUIET:],
        "can_visit": Permission.VISIT_VILLAGES in rights,
        "can_handle": Permission.HANDLE_QUESTION in rights,
        "can_manage": Permission.MANAGE_QUESTIONS in rights,
    }
