"""What colleagues read: lessons and stories as a feed (R345), and what helps them work (R254, R335, R339)."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kernkracht.community.villages.models import Village
from kernkracht.editorial.lessons.models import Approach
from kernkracht.editorial.lessons.queries import approaches_compared, lessons
from kernkracht.editorial.pages.models import Audience, PageKind
from kernkracht.editorial.pages.queries import live_page, live_pages
from kernkracht.grants.settlements.queries import stories_for
from kernkracht.web.public.stories.presenters import names_of, told_to
from kernkracht.web.texts import html_of

from .shared import learns, tabs

PAGE_SIZE = 20
MEANS = (PageKind.ONBOARDING, PageKind.CHECKLIST, PageKind.DIGITAL_MEANS)
READ_HERE = (*MEANS, PageKind.LESSON, PageKind.EXPLANATION)


@require_safe
@learns
@never_cache
def learning(request: HttpRequest) -> HttpResponse:
    """`/werk/redactie/leren/`: lessons by village and approach, both ways (R267), and stories."""
    at = timezone.now()
    village = Village.objects.filter(slug=request.GET.get("dorp", "").replace("\x00", "")[:100]).first()
    approach = _approach(request.GET.get("aanpak", ""))
    rows = lessons(at, village=village, approach=approach, audience=Audience.INTERNAL)
    context = tabs(request, "office_learning") | {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina")),
        "compared": approaches_compared(rows),
        "stories": told_to(Audience.INTERNAL, at, village=village)[:6] if approach is None else [],
        "villages": Village.objects.active().order_by("name"),
        "approaches": Approach.objects.order_by("label"),
        "village": village,
        "approach": approach,
    }
    return render(request, "office/editorial/learning.html", context)


def _approach(number: str) -> Approach | None:
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    return Approach.objects.filter(pk=int(number)).first() if is_number else None


@require_safe
@learns
@never_cache
def means(request: HttpRequest) -> HttpResponse:
    """`/werk/redactie/hulpmiddelen/`: onboarding, checklists, and templates of digital means."""
    rows = list(live_pages(timezone.now(), *MEANS, audience=Audience.INTERNAL).order_by("version__title", "pk"))
    groups = [(PageKind(kind).label, [row for row in rows if row.page.kind == kind]) for kind in MEANS]
    return render(request, "office/editorial/means.html", tabs(request, "office_means") | {"groups": groups})


@require_safe
@learns
@never_cache
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """`/werk/redactie/lezen/<slug>/`: a text for colleagues."""
    at = timezone.now()
    found = live_page(slug, at, *READ_HERE, PageKind.STORY, audience=Audience.INTERNAL, language=get_language() or "nl")
    if found is None:
        raise Http404
    context: dict[str, Any] = {
        "publication": found,
        "version": found.version,
        "html": html_of(found.version.body),
        "lesson": getattr(found.page, "lesson", None),
        "names": names_of(found.page.village_story) if found.page.kind == PageKind.STORY else [],
        "is_means": found.page.kind in MEANS,
    }
    return render(request, "office/editorial/read.html", tabs(request, "") | context)


@require_safe
@learns
@never_cache
def read_story(request: HttpRequest, slug: str) -> HttpResponse:
    """`/werk/redactie/lezen/plan/<slug>/`: a story of a plan that its makers told to colleagues only."""
    story = stories_for(Audience.INTERNAL).filter(slug=slug).first()
    if story is None:
        raise Http404
    context = {"story": story, "photos": story.photos.all(), "names": names_of(story)}
    return render(request, "office/editorial/plan_story.html", context)
