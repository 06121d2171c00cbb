"""The register of partners, one partner, and the kinds there are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.partners import actions
from kernkracht.community.partners.models import Partner, PartnerKind
from kernkracht.community.partners.queries import kinds_in_order, meetings_ahead, outlook, register
from kernkracht.web.office.acting import act_page

from ..forms import ContractManagerForm, EndForm, KindForm, PartnerForm
from .shared import ACT, act_of, by, manages_partners, page_context, posted, reads_partners


@require_safe
@reads_partners
def partners(request: HttpRequest) -> HttpResponse:
    """Every partner by kind: task, where, desk, contract manager (R192)."""
    context = page_context(request, "office_partners")
    rows = list(register(context["today"]))
    here = [row for row in rows if row.ended_on is None or row.ended_on >= context["today"]]
    context["groups"] = [(kind, [row for row in here if row.kind_id == kind.pk]) for kind in kinds_in_order()]
    context["former"] = [row for row in rows if row not in here]
    context["is_empty"] = not rows
    return render(request, "office/partners/partners.html", context)


@require_safe
@reads_partners
def partner(request: HttpRequest, slug: str) -> HttpResponse:
    """One partner with everything that hangs on it."""
    context = page_context(request, "office_partners")
    today = context["today"]
    found = get_object_or_404(register(today), slug=slug)
    context |= {
        "partner": found,
        "has_ended": found.ended_on is not None and found.ended_on < today,
        "managers": found.contract_managements.select_related("user").order_by("-valid_from"),
        "meetings": meetings_ahead(today).filter(partners=found),
        "items": outlook(today).filter(partner=found),
        "agreements": found.agreements.prefetch_related("notes"),
    }
    return render(request, "office/partners/partner.html", context)


@ACT
@manages_partners
def partner_add(request: HttpRequest) -> HttpResponse:
    form = PartnerForm(posted(request))
    act = act_of(_("Nieuwe partner"), _("Voeg de partner toe"), _("De partner is toegevoegd."))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_partner(facts=form.facts(actions.PartnerFacts), **by(request)),
        actions.UnableToManagePartners,
    )


@ACT
@manages_partners
def partner_change(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Partner, slug=slug)
    form = PartnerForm(posted(request), row=found)
    title = _("%(name)s wijzigen") % {"name": found.name}
    act = act_of(title, _("Bewaar"), _("De partner is bewaard."), reverse("office_partner", args=[slug]))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_partner(facts=form.facts(actions.PartnerFacts), partner=found, **by(request)),
        actions.UnableToManagePartners,
    )


@ACT
@manages_partners
def partner_end(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Partner, slug=slug)
    act = act_of(
        _("Samenwerking met %(name)s beëindigen") % {"name": found.name},
        _("Bewaar"),
        _("De laatste dag is bewaard."),
        reverse("office_partner", args=[slug]),
        explain=_("De partner staat daarna onder aan de lijst. Overleggen en afspraken blijven bewaard."),
    )
    return act_page(
        request,
        EndForm(posted(request), initial={"until": found.ended_on}),
        act,
        lambda data: actions.end_partner(partner=found, until=data["until"], **by(request)),
        actions.UnableToManagePartners,
    )


@ACT
@manages_partners
def contract_manager(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Partner, slug=slug)
    act = act_of(
        _("Contractmanager van %(name)s") % {"name": found.name},
        _("Bewaar de contractmanager"),
        _("De contractmanager is bewaard."),
        reverse("office_partner", args=[slug]),
        explain=_("Wie het nu is, stopt op de dag ervoor."),
    )
    return act_page(
        request,
        ContractManagerForm(posted(request), initial={"since": timezone.localdate()}),
        act,
        lambda data: actions.set_contract_manager(partner=found, user=data["user"], since=data["since"], **by(request)),
        actions.UnableToManagePartners,
    )


@require_safe
@reads_partners
def kinds(request: HttpRequest) -> HttpResponse:
    context = page_context(request, "office_partner_kinds") | {"kinds": kinds_in_order()}
    return render(request, "office/partners/kinds.html", context)


@ACT
@manages_partners
def kind(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new kind, or one that is there."""
    found = get_object_or_404(PartnerKind, pk=pk) if pk else None
    form = KindForm(posted(request), row=found)
    title = _("%(name)s wijzigen") % {"name": found.label} if found else _("Nieuwe soort partner")
    act = act_of(title, _("Bewaar de soort"), _("De soort is bewaard."), reverse("office_partner_kinds"), explain="")
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_kind(facts=form.facts(actions.KindFacts), kind=found, **by(request)),
        actions.UnableToManagePartners,
    )
