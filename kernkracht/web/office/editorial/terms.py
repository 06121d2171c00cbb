"""The words that pages explain, and the ways of working that lessons are about."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kernkracht.editorial.glossary.actions import save_term
from kernkracht.editorial.glossary.models import Term
from kernkracht.editorial.glossary.queries import missing_standard_terms
from kernkracht.editorial.lessons.actions import save_approach
from kernkracht.editorial.lessons.models import Approach
from kernkracht.foundation.design_system.fields import LongTextField
from kernkracht.web.office.acting import act_page
from kernkracht.web.office.facts import FactsForm

from .shared import ACT, REFUSED, act_of, by, posted, tabs, writes


class TermForm(FactsForm):
    names_people = True
    word = forms.CharField(label=gettext_lazy("Woord"), max_length=80)
    meaning = LongTextField(
        label=gettext_lazy("Wat betekent het?"),
        max_characters=400,
        help_text=gettext_lazy("Eén of twee korte zinnen, zonder andere moeilijke woorden."),
    )
    is_active = forms.BooleanField(label=gettext_lazy("Lezers zien deze uitleg"), required=False, initial=True)


class ApproachForm(FactsForm):
    label = forms.CharField(
        label=gettext_lazy("Hoe heet deze aanpak?"),
        max_length=80,
        help_text=gettext_lazy("Bijvoorbeeld: langs de deuren."),
    )
    is_active = forms.BooleanField(
        label=gettext_lazy("Nieuwe lessen kunnen deze aanpak krijgen"), required=False, initial=True
    )


@require_safe
@writes
def term_list(request: HttpRequest) -> HttpResponse:
    """`/werk/redactie/woorden/`: every word, with how a text links to it; and the approaches of lessons."""
    context = tabs(request, "office_words") | {
        "terms": Term.objects.order_by("word", "pk"),
        "approaches": Approach.objects.order_by("label"),
        "missing": missing_standard_terms(),
    }
    return render(request, "office/editorial/terms.html", context)


@ACT
@writes
def term_save(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    found = get_object_or_404(Term, pk=pk) if pk else None
    title = found.word if found else _("Nieuw woord")
    act = act_of(
        title, _("Bewaar de uitleg"), _("De uitleg is bewaard. Lezers zien hem meteen."), reverse("office_words")
    )
    form = TermForm(posted(request), row=found)
    return act_page(request, form, act, lambda data: save_term(term=found, **data, **by(request)), REFUSED)


@ACT
@writes
def approach_save(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    found = get_object_or_404(Approach, pk=pk) if pk else None
    title = found.label if found else _("Nieuwe aanpak")
    act = act_of(title, _("Bewaar de aanpak"), _("De aanpak is bewaard."), reverse("office_words"))
    form = ApproachForm(posted(request), row=found)
    return act_page(request, form, act, lambda data: save_approach(approach=found, **data, **by(request)), REFUSED)
