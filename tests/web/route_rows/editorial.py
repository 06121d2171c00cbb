"""Texts: everybody reads what is published, writers and publishers work at the desk."""

from __future__ import annotations

import io
from typing import Any

from kernkracht.editorial.glossary.actions import save_term
from kernkracht.editorial.pages.actions import add_picture, publish
from kernkracht.editorial.pages.models import Audience
from kernkracht.foundation.audit.models import Actor
from tests.factories.documents import picture_bytes
from tests.factories.films import a_film
from tests.factories.lessons import a_lesson
from tests.factories.news import some_news
from tests.factories.pages import MOMENT, a_page

from ..route_answers import Row, everybody, only
from ..route_world import ADMINISTRATOR, COORDINATOR, MANAGER, POLICY, STAFF, World

OFFICE = tuple(STAFF)
WRITERS = (COORDINATOR, POLICY, MANAGER, ADMINISTRATOR)
PUBLISHERS = (MANAGER, ADMINISTRATOR)


def build(world: World) -> dict[str, Any]:
    by = Actor.system("test")
    picture = add_picture(file=io.BytesIO(picture_bytes()), name="a.jpg", alt_text="Een boom", by=by, at=MOMENT)
    film = a_film(transcript="Welkom op het plein.")
    page = a_page(body=f"![Een boom](/beeld/{picture.key}/)\n\n![Het plein](/film/{film.key}/)")
    publish(page=page, number=1, by=by, at=MOMENT)
    return {
        "text": page,
        "text_picture": picture,
        "text_film": film,
        "news": some_news(villages=(world.village,)),
        "lesson": a_lesson("Een les", world.village, "brief", audience=Audience.PUBLIC),
        "word": save_term(word="Kern", meaning="Een dorp.", by=by, at=MOMENT),
    }


def _film(world: World) -> dict[str, Any]:
    return {"key": world.things["text_film"].key}


def _film_row(world: World) -> dict[str, Any]:
    return {"pk": world.things["text_film"].pk}


def _text(**more: Any) -> Any:
    return lambda world: {"pk": world.things["text"].pk} | more


ROWS = [
    Row("explanations", everybody(200)),
    Row("explanation", everybody(200), lambda world: {"slug": world.things["text"].slug}),
    Row("news", everybody(200)),
    Row("news_feed", everybody(200)),
    Row("news_post", everybody(200), lambda world: {"slug": world.things["news"].page.slug}),
    Row("village_news_feed", everybody(200), lambda world: {"slug": world.village.slug}),
    Row("picture", everybody(200), lambda world: {"key": world.things["text_picture"].key}),
    Row("film", everybody(200), _film),
    Row("film_captions", everybody(200), _film),
    Row("film_text", everybody(200), _film),
    Row("lessons", everybody(200)),
    Row("lesson", everybody(200), lambda world: {"slug": world.things["lesson"].page.slug}),
    Row("terms", everybody(200)),
    Row("office_pages", only(*WRITERS)),
    Row("office_learning", only(*OFFICE)),
    Row("office_means", only(*OFFICE)),
    Row("office_read", only(*OFFICE), lambda world: {"slug": world.things["lesson"].page.slug}),
    Row("office_read_story", only(), lambda _w: {"slug": "onbekend"}),
    Row("office_words", only(*WRITERS)),
    Row("office_word_add", only(*WRITERS)),
    Row("office_word", only(*WRITERS), lambda world: {"pk": world.things["word"].pk}),
    Row("office_approach_add", only(*WRITERS)),
    Row("office_approach", only(*WRITERS), lambda world: {"pk": world.things["lesson"].approach_id}),
    Row("office_page_new", only(*WRITERS)),
    Row("office_page_begin", only(*WRITERS), lambda _w: {"kind": "explanation"}),
    Row("office_pages_standard", everybody(405)),
    Row("office_picture_add", everybody(405)),
    Row("office_films", only(*WRITERS)),
    Row("office_film_add", only(*WRITERS)),
    Row("office_film_choices", only(*WRITERS)),
    Row("office_film", only(*WRITERS), _film_row),
    Row("office_film_change", only(*WRITERS), _film_row),
    Row("office_film_remove", only(*WRITERS), _film_row),
    Row("office_page", only(*WRITERS), _text()),
    Row("office_page_write", only(*WRITERS), _text()),
    Row("office_page_preview", only(*WRITERS), _text(number=1)),
    Row("office_page_compare", only(*WRITERS), _text()),
    Row("office_page_restore", only(*WRITERS), _text(number=1)),
    Row("office_page_act", only(*PUBLISHERS), _text(step="publiceren")),
]
