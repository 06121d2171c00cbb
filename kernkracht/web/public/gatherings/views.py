"""`/bijeenkomst/<token>/afspraak.ics`: for who was invited, by the link in the invitation."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kernkracht.community.gatherings.queries import calendar_of, invitee_by_token


@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """The gathering as a calendar file; a moved or cancelled one says so when it is fetched again."""
    invitee = invitee_by_token(token)
    if invitee is None:
        raise Http404
    answer = HttpResponse(calendar_of(invitee.gathering), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer
