"""Texts: everybody reads what is published, writers and publishers work at the desk."""

from __future__ import annotations

import io
from typing import Any

from kernkracht.editorial.pages.actions import add_picture, publish
from kernkracht.foundation.audit.models import Actor
from tests.factories.documents import picture_bytes
from tests.factories.pages import MOMENT, a_page

from ..route_answers import Row, everybody, only
from ..route_world import ADMINISTRATOR, COORDINATOR, MANAGER, POLICY, World

WRITERS = (COORDINATOR, POLICY, MANAGER, ADMINISTRATOR)
PUBLISHERS = (MANAGER, ADMINISTRATOR)


def build(world: World) -> dict[str, Any]:
    by = Actor.system("test")
    picture = add_picture(file=io.BytesIO(picture_bytes()), name="a.jpg", alt_text="Een boom", by=by, at=MOMENT)
    page = a_page(body=f"![Een boom](/beeld/{picture.key}/)")
    publish(page=page, number=1, by=by, at=MOMENT)
    return {"text": page, "text_picture": picture}


def _text(**more: Any) -> Any:
    return lambda world: {"pk": world.things["text"].pk} | more


ROWS = [
    Row("explanations", everybody(200)),
    Row("explanation", everybody(200), lambda world: {"slug": world.things["text"].slug}),
    Row("picture", everybody(200), lambda world: {"key": world.things["text_picture"].key}),
    Row("office_pages", only(*WRITERS)),
    Row("office_page_new", only(*WRITERS)),
    Row("office_page_begin", only(*WRITERS), lambda _w: {"kind": "explanation"}),
    Row("office_pages_standard", everybody(405)),
    Row("office_picture_add", everybody(405)),
    Row("office_page", only(*WRITERS), _text()),
    Row("office_page_write", only(*WRITERS), _text()),
    Row("office_page_preview", only(*WRITERS), _text(number=1)),
    Row("office_page_compare", only(*WRITERS), _text()),
    Row("office_page_restore", only(*WRITERS), _text(number=1)),
    Row("office_page_act", only(*PUBLISHERS), _text(step="publiceren")),
]
