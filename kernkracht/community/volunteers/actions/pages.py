"""Info pages, version by version (R179–R188)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import InfoPage, InfoPageVersion
from ..page_text import as_html
from ._guard import UnableToManageVolunteers, require_manager, require_words


class UnableToChangePage(UnableToManageVolunteers):
    """Nothing to read would be left, or nothing changed."""


@dataclass(frozen=True)
class PageFacts:
    """`body` is Markdown; `phone`, `link` and `link_label` are shown large, beside the text."""

    title: str
    body: str
    phone: str = ""
    link: str = ""
    link_label: str = ""


@transaction.atomic(durable=True)
def change_page(*, code: str, facts: PageFacts, by: Actor, at: datetime) -> InfoPageVersion:
    """Give a page a new text, at once for everybody; earlier versions stay readable. Raises `UnableToChangePage`."""
    require_manager(by, at)
    require_words(facts.title, _("Vul een titel in."))
    body = facts.body.replace("\r\n", "\n").strip()
    if not as_html(body).strip():
        raise UnableToChangePage(_("Schrijf een tekst die mensen kunnen lezen."))
    page, _made = InfoPage.objects.select_for_update().get_or_create(code=InfoPage.Code(code).value)
    if code == InfoPage.Code.COUNSELLOR and not (facts.phone or facts.link):
        raise UnableToChangePage(_("Vul een telefoonnummer of een link in. Anders kan niemand de persoon bereiken."))
    page.phone, page.link, page.link_label = facts.phone, facts.link, facts.link_label
    page.save()
    last = page.versions.order_by("-number").first()
    version = InfoPageVersion.objects.create(
        page=page,
        number=last.number + 1 if last else 1,
        title=facts.title.strip(),
        body=body,
        changed_at=at,
        changed_by=by,
    )
    record("volunteers.page_changed", page, by=by, at=at, data={"title": version.title, "number": version.number})
    return version
