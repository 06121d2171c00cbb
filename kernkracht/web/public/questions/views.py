"""Questions with their answers that everybody may read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kernkracht.community.themes.queries import theme as theme_of
from kernkracht.community.themes.queries import themes_on
from kernkracht.community.villages.models import Village
from kernkracht.participation.questions.queries import published_answers

from ..kept import kept

PER_PAGE = 20


@require_safe
@kept
def answered(request: HttpRequest) -> HttpResponse:
    """`/vragen/`: found by words, village and theme."""
    words = request.GET.get("zoek", "")[:200]
    villages = list(Village.objects.active())
    village = next((row for row in villages if row.slug == request.GET.get("dorp", "")), None)
    theme = theme_of(request.GET.get("thema", "")) if request.GET.get("thema") else None
    page = Paginator(published_answers(words, village, theme), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "words": words,
        "villages": villages,
        "themes": themes_on(timezone.localdate()),
        "village": village,
        "theme": theme,
        "query": request.GET,
    }
    return render(request, "public/questions/list.html", context)


@require_safe
@kept
def one_answer(request: HttpRequest, key: int) -> HttpResponse:
    """`/vragen/<key>/`: one question with its answer, as the search finds it."""
    row = get_object_or_404(published_answers(), question=key)
    return render(request, "public/questions/answer.html", {"row": row})
