"""`/verantwoorden/<token>/verhaal/`: read the story, say yes or no, take it away again."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernkracht.grants.settlements.actions import UnableToTell, decline_story, publish_story, withdraw_story
from kernkracht.grants.settlements.models import Story

from .door import open_report, who


@never_cache
@require_http_methods(["GET", "POST"])
def story_page(request: HttpRequest, token: str) -> HttpResponse:
    """Exactly what will be on the website, and the applicant's choice."""
    report = open_report(request, token)
    story = Story.objects.filter(application=report.application).first()
    if story is None:
        raise Http404
    if request.method == "POST":
        by = who(request, report)
        try:
            if "ja" in request.POST:
                publish_story(story=story, seen=_moment(request.POST.get("gezien", "")), **by)
                messages.success(request, _("Dank u wel. Het verhaal staat op de website."))
            elif "nee" in request.POST:
                decline_story(story=story, **by)
                messages.success(request, _("Wij plaatsen het verhaal niet."))
            elif "weg" in request.POST:
                withdraw_story(story=story, **by)
                messages.success(request, _("Het verhaal staat niet meer op de website."))
        except UnableToTell as refusal:
            messages.error(request, str(refusal))
        return redirect("resident:report_story", token=token)
    shown = report.photos.filter(story_photos__story=story).order_by("pk")
    seen = story.proposed_at.isoformat()
    context = {"report": report, "case": report.application, "story": story, "photos": shown, "seen": seen}
    return render(request, "resident/settlements/story.html", context)


def _moment(text: str) -> datetime | None:
    """The moment in a field of the page; None for what is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
