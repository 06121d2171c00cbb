"""`/verhalen/`: what became of plans, as their makers agreed. Withdrawn is gone at once, so no page is kept."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kernkracht.grants.settlements.queries import public_stories, public_story, public_story_photo
from kernkracht.web.shown_files import shown

PAGE_SIZE = 24


@require_safe
@never_cache
def story_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(public_stories(), PAGE_SIZE).get_page(request.GET.get("pagina"))
    return render(request, "public/stories/list.html", {"page": page})


@require_safe
@never_cache
def story_page(request: HttpRequest, slug: str) -> HttpResponse:
    story = public_story(slug)
    if story is None:
        raise Http404
    case = story.application
    return render(request, "public/stories/story.html", {"story": story, "case": case, "photos": story.photos.all()})


@require_safe
@never_cache
def story_photo(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    photo = public_story_photo(slug, pk)
    if photo is None:
        raise Http404
    return shown(photo)
