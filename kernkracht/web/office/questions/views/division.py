"""Who answers which theme, kept by who manages questions (R238)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.participation.questions import actions
from kernkracht.participation.questions.models import ThemeOwner
from kernkracht.participation.questions.queries import theme_owners
from kernkracht.web.office.acting import Act, act_page

from ..forms import ThemeOwnerForm
from .shared import FORM, REFUSED, by, manages, posted, tabs


@require_safe
@manages
def owners(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = [(row, row.valid_until is not None and row.valid_until < today) for row in theme_owners()]
    context = {"tabs": tabs(request, "office_theme_owners"), "rows": rows}
    return render(request, "office/questions/owners.html", context)


@FORM
@manages
def owner_save(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    found = get_object_or_404(ThemeOwner, pk=pk) if pk else None
    form = ThemeOwnerForm(posted(request), row=found)
    act = Act(
        title=_("Wie antwoordt"),
        button=_("Bewaar"),
        back=reverse("office_theme_owners"),
        done=_("Het is bewaard. Nieuwe vragen over dit thema gaan naar deze collega."),
        section=_("Wie antwoordt"),
        section_url=reverse("office_theme_owners"),
    )
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_theme_owner(facts=form.facts(), owner=found, **by(request)),
        REFUSED,
    )
