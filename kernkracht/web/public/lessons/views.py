"""`/lessen/`: which approach works in which village, and why; `/woorden/`: what words mean."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kernkracht.community.villages.models import Village
from kernkracht.editorial.glossary.queries import explained_terms
from kernkracht.editorial.lessons.models import Approach
from kernkracht.editorial.lessons.queries import lessons
from kernkracht.web.texts import html_of

from ..kept import kept

PAGE_SIZE = 20


@require_safe
@kept
def lesson_list(request: HttpRequest) -> HttpResponse:
    """Newest first; `?dorp=` asks what works in a village, `?aanpak=` where an approach works (R267)."""
    villages = list(Village.objects.active().order_by("name"))
    approaches = list(Approach.objects.order_by("label"))
    village = next((row for row in villages if row.slug == request.GET.get("dorp", "")), None)
    approach = next((row for row in approaches if str(row.pk) == request.GET.get("aanpak", "")), None)
    rows = lessons(timezone.now(), village=village, approach=approach)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina")),
        "villages": villages,
        "approaches": approaches,
        "village": village,
        "approach": approach,
    }
    return render(request, "public/lessons/list.html", context)


@require_safe
@kept
def lesson_page(request: HttpRequest, slug: str) -> HttpResponse:
    found = lessons(timezone.now()).filter(page__slug=slug).first()
    if found is None:
        raise Http404
    context = {
        "publication": found,
        "version": found.version,
        "lesson": found.page.lesson,
        "html": html_of(found.version.body),
    }
    return render(request, "public/lessons/lesson.html", context)


@require_safe
@kept
def word_list(request: HttpRequest) -> HttpResponse:
    """`/woorden/`: every word with its meaning; each has its own place to link to."""
    return render(request, "public/lessons/words.html", {"terms": explained_terms().items()})
