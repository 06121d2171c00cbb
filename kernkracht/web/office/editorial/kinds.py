"""How each kind of text is written: its form, and the verbs that begin and save it. Rooms with facts add theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernkracht.editorial.lessons.actions import LessonFacts, save_lesson
from kernkracht.editorial.lessons.models import Lesson
from kernkracht.editorial.news.actions import NewsFacts, save_news
from kernkracht.editorial.news.models import NewsPost
from kernkracht.editorial.pages import actions
from kernkracht.editorial.pages.models import Page, PageKind
from kernkracht.editorial.stories.actions import StoryFacts, save_story
from kernkracht.editorial.stories.models import VillageStory

from .forms import LessonForm, NewsForm, StoryForm, TextForm
from .shared import by

Save = Callable[[HttpRequest, Any, Page | None], Page]


@dataclass(frozen=True)
class Writing:
    """`save` begins a text (without page) or saves its next version; `initial` gives the answers besides the text."""

    form: type[TextForm]
    save: Save
    explain: str | Promise = ""
    initial: Callable[[Page], dict[str, Any]] = lambda page: {}
    can_begin: bool = True


def _plain(kind: str) -> Save:
    def save(request: HttpRequest, form: TextForm, page: Page | None) -> Page:
        facts = form.page_facts()
        if page is None:
            return actions.start_page(kind=kind, facts=facts, **by(request))
        actions.save_draft(page=page, facts=facts, seen=form.cleaned_data["seen"], **by(request))
        return page

    return save


def _save_news(request: HttpRequest, form: NewsForm, page: Page | None) -> Page:
    data = form.cleaned_data
    facts = NewsFacts(form.page_facts(), tuple(data["villages"]), data["theme"])
    post = NewsPost.objects.get(page=page) if page else None
    return save_news(facts=facts, post=post, seen=data["seen"], **by(request)).page


def _news_answers(page: Page) -> dict[str, Any]:
    post = NewsPost.objects.get(page=page)
    return {"villages": list(post.villages.all()), "theme": post.theme}


def _save_lesson(request: HttpRequest, form: LessonForm, page: Page | None) -> Page:
    data = form.cleaned_data
    facts = LessonFacts(
        form.page_facts(), tuple(data["villages"]), data["approach"], data["outcome"], data["why"], data["audience"]
    )
    lesson = Lesson.objects.get(page=page) if page else None
    return save_lesson(facts=facts, lesson=lesson, seen=data["seen"], **by(request)).page


def _lesson_answers(page: Page) -> dict[str, Any]:
    lesson = Lesson.objects.get(page=page)
    own = {name: getattr(lesson, name) for name in ("approach", "outcome", "why")}
    return own | {"villages": list(lesson.villages.all()), "audience": page.audience}


def _save_story(request: HttpRequest, form: StoryForm, page: Page | None) -> Page:
    data = form.cleaned_data
    names = ("coordinator", "officer", "shows_people", "people_agree", "audience")
    facts = StoryFacts(form.page_facts(), tuple(data["villages"]), **{name: data[name] for name in names})
    story = VillageStory.objects.get(page=page) if page else None
    return save_story(facts=facts, story=story, seen=data["seen"], **by(request)).page


def _story_answers(page: Page) -> dict[str, Any]:
    """Agreement is with one text, so it is asked again with every version."""
    story = VillageStory.objects.get(page=page)
    own = {name: getattr(story, name) for name in ("coordinator", "officer", "shows_people")}
    return own | {"villages": list(story.villages.all()), "audience": page.audience}


WRITINGS: dict[str, Writing] = {
    PageKind.NEWS: Writing(
        NewsForm, _save_news, _("Voor één dorp, een paar dorpen of de hele gemeente."), initial=_news_answers
    ),
    PageKind.STORY: Writing(
        StoryForm, _save_story, _("Over iets moois in een dorp, met toestemming van de mensen."), initial=_story_answers
    ),
    PageKind.LESSON: Writing(
        LessonForm, _save_lesson, _("Welke aanpak werkte in welk dorp, en waarom?"), initial=_lesson_answers
    ),
    PageKind.EXPLANATION: Writing(
        TextForm, _plain(PageKind.EXPLANATION), _("Voor iedereen: hoe iets werkt, of wie wat doet.")
    ),
    PageKind.SITE: Writing(TextForm, _plain(PageKind.SITE), can_begin=False),
    PageKind.CHECKLIST: Writing(
        TextForm, _plain(PageKind.CHECKLIST), _("Voor collega’s: vragen om na te lopen bij hun werk in een dorp.")
    ),
    PageKind.ONBOARDING: Writing(
        TextForm, _plain(PageKind.ONBOARDING), _("Voor nieuwe collega’s: wat zij moeten weten om te beginnen.")
    ),
    PageKind.DIGITAL_MEANS: Writing(
        TextForm, _plain(PageKind.DIGITAL_MEANS), _("Voor collega’s: een kant-en-klaar sjabloon om over te nemen.")
    ),
}
