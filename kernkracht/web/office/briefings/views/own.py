"""The alderman's own screen: what is open in the own villages, and where the alderman joins (R20)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kernkracht.accountability.briefings.content import Stage
from kernkracht.accountability.briefings.layout import first_lines, page_of
from kernkracht.accountability.briefings.queries import attendances_of, briefed_villages, contents_of, latest_briefings
from kernkracht.community.people.queries import contacts
from kernkracht.web.office.access import officer

from ..shared import reads_briefings, subject_url

SHOWN = ("promises", "gatherings", "agenda")


@require_safe
@reads_briefings
def own_villages(request: HttpRequest) -> HttpResponse:
    """`/werk/mijn-dorpen/`: the open points of each own village, in the same number of queries for many."""
    user, at = officer(request), timezone.now()
    today = timezone.localdate(at)
    villages = list(briefed_villages(user.actor, today))
    contents, last, coordinators = (
        contents_of(villages, at),
        latest_briefings(villages),
        contacts(today, villages=villages),
    )
    rows = []
    for village in villages:
        content = contents[village.pk]
        blocks = {block.key: block for block in page_of(content, (), None, is_paper=False).blocks}
        rows.append(
            {
                "village": village,
                "late": sum(item.stage == Stage.LATE for item in (*content.promises, *content.agenda)),
                "blocks": [first_lines(blocks[key]) for key in SHOWN],
                "briefing": last.get(village.pk),
                "coordinator": coordinators.get(village.pk),
            }
        )
    joined = [{"row": row, "url": subject_url(row)} for row in attendances_of(user)]
    return render(request, "office/briefings/own.html", {"rows": rows, "joined": joined, "today": today})
