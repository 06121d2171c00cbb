"""`/verhalen/`: what became of plans and of villages, as the people in them agreed. Withdrawn is gone at once."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kernkracht.community.people.models import User
from kernkracht.editorial.pages.models import Audience
from kernkracht.editorial.stories.queries import village_stories
from kernkracht.grants.settlements.queries import public_story, story_photo_for
from kernkracht.web.shown_files import shown
from kernkracht.web.texts import html_of

from .presenters import names_of, told_to

PAGE_SIZE = 24


@require_safe
@never_cache
def story_list(request: HttpRequest) -> HttpResponse:
    told = told_to(Audience.PUBLIC, timezone.now())
    page = Paginator(told, PAGE_SIZE).get_page(request.GET.get("pagina"))
    return render(request, "public/stories/list.html", {"page": page})


@require_safe
@never_cache
def story_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A story of a plan, or else of the editors."""
    story = public_story(slug)
    if story is None:
        return _editors_story(request, slug)
    context = {"story": story, "case": story.application, "photos": story.photos.all(), "names": names_of(story)}
    return render(request, "public/stories/story.html", context)


def _editors_story(request: HttpRequest, slug: str) -> HttpResponse:
    found = village_stories(timezone.now()).filter(page__slug=slug).first()
    if found is None:
        raise Http404
    context = {
        "publication": found,
        "version": found.version,
        "html": html_of(found.version.body),
        "villages": found.page.village_story.villages.all(),
        "names": names_of(found.page.village_story),
    }
    return render(request, "public/stories/village_story.html", context)


@require_safe
@never_cache
def story_photo(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    is_colleague = isinstance(request.user, User) and request.user.is_staff
    photo = story_photo_for(Audience.INTERNAL if is_colleague else Audience.PUBLIC, slug, pk)
    if photo is None:
        raise Http404
    return shown(photo)
