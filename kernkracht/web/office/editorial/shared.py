"""What every page of the editors' desk shares."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.pages.actions import UnableToWrite
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act

ACT = require_http_methods(["GET", "HEAD", "POST"])
REFUSED = UnableToWrite
writes = office_page(Permission.WRITE_PAGES, Permission.PUBLISH_PAGES)
publishes = office_page(Permission.PUBLISH_PAGES)
learns = office_page(Permission.READ_OFFICE, Permission.WRITE_PAGES)


def act_of(title: str, button: str, done: str, back: str, **more: Any) -> Act:
    return Act(title, button, back, done, section=_("Redactie"), section_url=reverse("office_pages"), **more)


def by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def sent_files(request: HttpRequest) -> Any:
    return request.FILES if request.method == "POST" else None


def tabs(request: HttpRequest, current: str) -> dict[str, Any]:
    """The tabs of the desk; who only reads sees what is for all colleagues."""
    can_write = bool({Permission.WRITE_PAGES, Permission.PUBLISH_PAGES} & rights_of(request))
    entries = [
        ("office_pages", _("Teksten"), True),
        ("office_learning", _("Leren van elkaar"), False),
        ("office_means", _("Hulpmiddelen"), False),
        ("office_words", _("Woorden"), True),
        ("office_films", _("Films"), True),
    ]
    shown = [(name, label) for name, label, is_for_writers in entries if can_write or not is_for_writers]
    return {
        "tabs": [{"label": label, "url": reverse(name), "current": name == current} for name, label in shown],
        "can_write": can_write,
        "can_publish": Permission.PUBLISH_PAGES in rights_of(request),
    }
