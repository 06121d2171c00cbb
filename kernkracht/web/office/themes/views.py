"""The list of themes, kept by who manages questions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.themes.actions import ThemeFacts, UnableToSaveTheme, save_theme
from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.permissions import can_be_chosen
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act, act_page

from .forms import ThemeForm


@require_safe
@office_page(Permission.MANAGE_QUESTIONS)
def theme_list(request: HttpRequest) -> HttpResponse:
    """`/werk/themas/`: every theme with its days."""
    today = timezone.localdate()
    rows = [(row, can_be_chosen(row, today)) for row in Theme.objects.all()]
    return render(request, "office/themes/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.MANAGE_QUESTIONS)
def theme_save(request: HttpRequest, code: str = "") -> HttpResponse:
    found = get_object_or_404(Theme, code=code) if code else None
    act = Act(
        title=_("%(name)s wijzigen") % {"name": found.label} if found else _("Nieuw thema"),
        button=_("Bewaar het thema"),
        back=reverse("office_themes"),
        done=_("Het thema is bewaard."),
        section=_("Thema’s"),
        section_url=reverse("office_themes"),
    )
    form = ThemeForm(request.POST if request.method == "POST" else None, row=found)
    who: dict[str, Any] = {"by": officer(request).actor, "at": timezone.now()}

    def do(_data: dict[str, Any]) -> Theme:
        return save_theme(facts=form.facts(ThemeFacts), theme=found, **who)

    return act_page(request, form, act, do, UnableToSaveTheme)
