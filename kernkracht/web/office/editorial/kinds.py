"""How each kind of text is written: its form, and the verbs that begin and save it. Rooms with facts add theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from kernkracht.editorial.pages import actions
from kernkracht.editorial.pages.models import Page, PageKind

from .forms import TextForm
from .shared import by

Save = Callable[[HttpRequest, Any, Page | None], Page]


@dataclass(frozen=True)
class Writing:
    """`save` begins a text (without page) or saves its next version; `initial` gives the answers besides the text."""

    form: type[TextForm]
    save: Save
    explain: str = ""
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


WRITINGS: dict[str, Writing] = {
    PageKind.EXPLANATION: Writing(TextForm, _plain(PageKind.EXPLANATION)),
    PageKind.SITE: Writing(TextForm, _plain(PageKind.SITE), can_begin=False),
    PageKind.CHECKLIST: Writing(TextForm, _plain(PageKind.CHECKLIST)),
    PageKind.ONBOARDING: Writing(TextForm, _plain(PageKind.ONBOARDING)),
    PageKind.DIGITAL_MEANS: Writing(TextForm, _plain(PageKind.DIGITAL_MEANS)),
}
