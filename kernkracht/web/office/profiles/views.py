"""The list of figures, one of them, and taking in a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.profiles import actions
from kernkracht.community.profiles.models import Figure
from kernkracht.community.profiles.queries import figures_for_office, imports
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act, act_page
from kernkracht.web.public.presenters import number

from .forms import FigureForm, ImportForm

FORM = require_http_methods(["GET", "HEAD", "POST"])
keeps = office_page(Permission.MANAGE_VILLAGES)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


@require_safe
@keeps
def figure_list(request: HttpRequest) -> HttpResponse:
    """`/werk/cijfers/`: every figure with its latest day, and the last files that were taken in."""
    context = {"figures": figures_for_office(), "imports": imports()[:10]}
    return render(request, "office/profiles/list.html", context)


@FORM
@keeps
def figure_change(request: HttpRequest, code: str) -> HttpResponse:
    figure = get_object_or_404(Figure.objects.select_related("weighted_by", "share_of"), code=code)
    act = Act(
        title=_("%(name)s wijzigen") % {"name": figure.label},
        button=_("Bewaar het cijfer"),
        back=reverse("office_figures"),
        done=_("Het cijfer is bewaard."),
        section=_("Cijfers"),
        section_url=reverse("office_figures"),
        explain=_how_counted(figure),
    )
    form = FigureForm(request.POST if request.method == "POST" else None, row=figure)

    def do(_data: dict[str, Any]) -> Figure:
        return actions.change_figure(figure=figure, facts=form.facts(actions.FigureFacts), **_by(request))

    return act_page(request, form, act, do, actions.UnableToManageFigures)


def _how_counted(figure: Figure) -> str:
    """What cannot be changed here, in a sentence."""
    match figure.adding:
        case Figure.Adding.MEAN if figure.weighted_by:
            words = {"weight": figure.weighted_by.label.lower()}
            return _("Voor een dorp nemen wij het gemiddelde van de buurten, gewogen naar %(weight)s.") % words
        case Figure.Adding.SUM:
            share = figure.share_of.label.lower() if figure.share_of else ""
            added = _("Voor een dorp tellen wij de buurten op.")
            return f"{added} {_('Wij laten het zien als deel van: %(label)s.') % {'label': share}}" if share else added
        case _:
            return _("Dit cijfer is er alleen voor een dorp dat uit één buurt bestaat.")


@FORM
@keeps
def take_in(request: HttpRequest) -> HttpResponse:
    """`/werk/cijfers/inlezen/`: whole, or not at all with every fault at its line."""
    form = ImportForm(request.POST or None, request.FILES or None)
    faults: list[dict[str, str]] = []
    result, is_check = None, False
    if request.method == "POST" and form.is_valid():
        is_check = form.cleaned_data["check"]
        try:
            result = actions.import_figures(file=form.facts(), check=is_check, **_by(request))
        except actions.UnableToImportFigures as refusal:
            faults = [{"text": f"{refusal.file_name}: {fault}", "href": "#id_file"} for fault in refusal.faults]
        except actions.UnableToManageFigures as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        if result is not None and not is_check:
            messages.success(request, _sentence(result))
            return redirect("office_figures")
    context = {"form": form, "faults": faults, "result": result, "told": _sentence(result) if result else ""}
    context["sums"] = [(label, number(int(a)), number(int(b))) for label, a, b in result.sums] if result else []
    return render(request, "office/profiles/import.html", context, status=422 if faults or form.errors else 200)


def _sentence(result: actions.ImportResult) -> str:
    words = {"added": result.added, "changed": result.changed, "same": result.same}
    return _("%(added)d nieuw, %(changed)d veranderd, %(same)d hetzelfde.") % words
