"""What the pages about briefings share: the doors, and a page of lines with what it may link to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kernkracht.accountability.briefings.models import AldermanAttendance
from kernkracht.community.people.permission_codes import Permission
from kernkracht.web.office.access import office_page, officer

ACT = require_http_methods(["GET", "HEAD", "POST"])
reads_briefings = office_page(Permission.READ_BRIEFING)
makes_briefings = office_page(Permission.MAKE_BRIEFING)


def by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def subject_url(attendance: AldermanAttendance) -> str:
    """The page of the case in the office."""
    if attendance.question:
        return reverse("office_question", args=[attendance.question.number])
    if attendance.application:
        return reverse("office_case", args=[attendance.application.number])
    return reverse("office_gathering", args=[attendance.gathering_id])
