"""Topics that village and municipality take up together (R45, R46)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.participation.baselines import actions
from kernkracht.participation.baselines.models import ChosenTheme
from kernkracht.participation.baselines.queries import chosen_rows
from kernkracht.web.office.acting import act_page

from ..forms import ChoiceForm, EndForm
from ..shared import ACT, act_on, by, page_context, posted, reads_pictures, village_at, visits

PAGE = "office_chosen_themes"


@require_safe
@reads_pictures
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """What runs now, and what was done before."""
    village, today = village_at(slug), timezone.localdate()
    ended = ChosenTheme.objects.filter(village=village, valid_until__lt=today).select_related("theme")
    context = page_context(request, village, PAGE) | {
        "rows": list(chosen_rows(village, today)),
        "ended": list(ended.order_by("-valid_until", "pk")),
    }
    return render(request, "office/baselines/themes.html", context)


@ACT
@visits
def choose(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    village = village_at(slug)
    running = ChosenTheme.objects.filter(village=village, valid_until=None)
    found = get_object_or_404(running, pk=pk) if pk else None
    form = ChoiceForm(posted(request), village=village, chosen=found, initial={"chosen_on": timezone.localdate()})
    title = _("Onderwerp wijzigen") if found else _("Samen gekozen onderwerp")
    act = act_on(village, PAGE, title, _("Bewaar het onderwerp"), _("Het onderwerp is bewaard."))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.choose_theme(village=village, facts=form.choice(), chosen=found, **by(request)),
        actions.UnableToKeepBaseline,
    )


@ACT
@visits
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    village = village_at(slug)
    found = get_object_or_404(ChosenTheme.objects.filter(village=village, valid_until=None), pk=pk)
    form = EndForm(posted(request), initial={"last_day": timezone.localdate()})
    act = act_on(
        village, PAGE, _("Onderwerp afsluiten"), _("Sluit af"), _("Het onderwerp is afgesloten."), explain=found.topic
    )
    return act_page(
        request,
        form,
        act,
        lambda data: actions.end_theme(chosen=found, **data, **by(request)),
        actions.UnableToKeepBaseline,
    )
