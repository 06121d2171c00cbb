"""What can be found of texts. News, stories and lessons declare their own kinds; the rest is here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.search.declarations import Entry, SearchKind, Source, Watch, declare_kind, declare_source

from .models import PageKind
from .queries import text_entries

PAGE = SearchKind("page", _("Uitleg"))
INTERNAL = SearchKind("internal", _("Voor collega’s"), rights=(Permission.READ_OFFICE, Permission.WRITE_PAGES))
KINDS = (PageKind.EXPLANATION, PageKind.SITE)
MEANS = (PageKind.CHECKLIST, PageKind.ONBOARDING, PageKind.DIGITAL_MEANS)


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """Explanations and pages of the site for everybody; checklists and such for colleagues, whoever they are for."""
    yield from text_entries(keys, at, PAGE.code, KINDS)
    yield from text_entries(keys, at, INTERNAL.code, MEANS)


declare_kind(PAGE)
declare_kind(INTERNAL)
declare_source(
    Source(
        "page",
        "pages.Page",
        entries,
        (Watch("pages.Page", columns=("slug", "language", "kind", "audience")), Watch("pages.Publication", "page")),
    )
)
