"""Who offers help and knowledge. Only for who manages volunteering, and only in their own villages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.volunteers import actions
from kernkracht.community.volunteers.queries import knowledge, offers_for, support_point
from kernkracht.web.office.access import officer
from kernkracht.web.office.acting import act_page
from kernkracht.web.office.partners.forms import SureForm

from ..forms import KnowledgeFilter
from .shared import ACT, REFUSED, act_of, by, manages_volunteers, page_context, posted


@require_safe
@manages_volunteers
def offers(request: HttpRequest) -> HttpResponse:
    context = page_context(request, "office_offers")
    context |= {"offers": offers_for(officer(request), context["today"]), "point": support_point()}
    return render(request, "office/volunteers/offers.html", context)


@ACT
@manages_volunteers
def offer_move(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Hand over to the support point, or say that nothing more is to be done."""
    found = get_object_or_404(offers_for(officer(request), timezone.localdate()), pk=pk)
    back = reverse("office_offers")
    if step == "overdragen":
        explain = _("Het steunpunt krijgt een mail met wat deze persoon goed vond: naam, e-mailadres, dorp en bericht.")
        if found.passes_phone:
            explain = _("Het steunpunt krijgt een mail met naam, e-mailadres, telefoonnummer, dorp en bericht.")
        act = act_of(found.name, _("Draag over"), _("Het aanbod is overgedragen."), back, explain=explain)
        do = actions.hand_over_offer
    else:
        explain = _("Wij wissen de gegevens daarna vanzelf.")
        act = act_of(found.name, _("Rond af"), _("Het aanbod is afgerond."), back, explain=explain)
        do = actions.close_offer
    return act_page(request, SureForm(posted(request)), act, lambda _data: do(offer=found, **by(request)), REFUSED)


@require_safe
@manages_volunteers
def knowledge_list(request: HttpRequest) -> HttpResponse:
    """Knowledge and skills per theme and village (R93)."""
    context = page_context(request, "office_knowledge")
    wanted = KnowledgeFilter(request.GET or None)
    chosen = wanted.cleaned_data if wanted.is_bound and wanted.is_valid() else {}
    rows = knowledge(officer(request), context["today"], chosen.get("thema"), chosen.get("dorp"))
    context |= {"entries": rows, "filter": wanted}
    return render(request, "office/volunteers/knowledge.html", context)
