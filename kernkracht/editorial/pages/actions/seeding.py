"""The texts a new installation starts with, made editable."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import Page, Publication
from ..standard_texts import standard_texts
from ._guard import require_publisher
from .writing import PageFacts, begin_page


def load_standard_texts(*, by: Actor, at: datetime) -> int:
    """Publish the standard texts whose address is not used yet; existing texts stay as they are. Returns how many.

    Raises `NotAllowedToWrite`.
    """
    with transaction.atomic(durable=True):
        require_publisher(by, at)
        taken = set(Page.objects.order_by().values_list("slug", "language"))
        missing = [text for text in standard_texts() if (text.slug, text.language) not in taken]
        for text in missing:
            facts = PageFacts(text.title, text.body, text.summary)
            page = begin_page(kind=text.kind, facts=facts, slug=text.slug, language=text.language, by=by, at=at)
            version = page.versions.get()
            Publication.objects.create(page=page, version=version, live_from=at, made_by=by, made_at=at)
            record("page.published", page, by=by, at=at, data={"title": version.title, "number": version.number})
        return len(missing)
