"""`/nieuws/`: what is new, of all villages or of one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kernkracht.community.themes.queries import theme, themes_on
from kernkracht.community.villages.models import Village
from kernkracht.editorial.news.queries import news_of, news_post
from kernkracht.web.texts import html_of

from ..kept import kept

PAGE_SIZE = 12


@require_safe
@kept
def news_list(request: HttpRequest) -> HttpResponse:
    """Newest first; `?dorp=` shows a village with what is for everybody, `?thema=` one subject."""
    at = timezone.now()
    villages = list(Village.objects.active().order_by("name"))
    village = next((row for row in villages if row.slug == request.GET.get("dorp", "")), None)
    about = theme(request.GET.get("thema", "").replace("\x00", ""))
    page = Paginator(news_of(village, at, about), PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "village": village,
        "villages": villages,
        "theme": about,
        "themes": themes_on(timezone.localdate(at)),
    }
    return render(request, "public/news/list.html", context)


@require_safe
@kept
def news_page(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    found = news_post(slug, at)
    if found is None:
        raise Http404
    context = {
        "publication": found,
        "post": found.page.news_post,
        "version": found.version,
        "html": html_of(found.version.body),
    }
    return render(request, "public/news/post.html", context)
