"""What is expected, agreed and asked, and the facilities of the villages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.partners import actions
from kernkracht.community.partners.models import (
    OutlookItem,
    Partner,
    PartnerAgreement,
    Provision,
    SupportRequest,
)
from kernkracht.community.partners.queries import agreements as running_agreements
from kernkracht.community.partners.queries import (
    health_brokers,
    support_requests,
)
from kernkracht.community.partners.queries import outlook as expected
from kernkracht.community.partners.queries import (
    provisions as open_provisions,
)
from kernkracht.web.office.acting import act_page

from ..forms import AgreementForm, AnswerForm, OutlookForm, ProgressForm, ProvisionForm, SupportForm, SureForm
from .shared import ACT, act_of, by, manages_partners, page_context, posted, reads_partners

REFUSED = actions.UnableToManagePartners


@require_safe
@reads_partners
def outlook(request: HttpRequest) -> HttpResponse:
    """What partners expect the coming time, per partner and village (R195)."""
    context = page_context(request, "office_partner_outlook")
    context["items"] = expected(context["today"])
    return render(request, "office/partners/outlook.html", context)


@ACT
@manages_partners
def outlook_save(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    found = get_object_or_404(OutlookItem, pk=pk) if pk else None
    form = OutlookForm(posted(request), row=found, on=timezone.localdate())
    title = _("Vooruitblik wijzigen") if found else _("Nieuwe vooruitblik")
    act = act_of(title, _("Bewaar de vooruitblik"), _("De vooruitblik is bewaard."), reverse("office_partner_outlook"))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_outlook(facts=form.facts(actions.OutlookFacts), item=found, **by(request)),
        REFUSED,
    )


@ACT
@manages_partners
def outlook_share(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(OutlookItem, pk=pk)
    act = act_of(
        _("“%(title)s” delen") % {"title": found.title},
        _("Mail de kernregisseurs"),
        _("De kernregisseurs krijgen een mail."),
        reverse("office_partner_outlook"),
        explain=_("De kernregisseurs van de dorpen krijgen deze vooruitblik per mail."),
    )
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _data: actions.share_outlook(item=found, **by(request)),
        REFUSED,
    )


@ACT
@manages_partners
def outlook_remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(OutlookItem, pk=pk)
    act = act_of(
        _("“%(title)s” weghalen") % {"title": found.title},
        _("Haal de vooruitblik weg"),
        _("De vooruitblik is weg."),
        reverse("office_partner_outlook"),
        explain="",
        is_danger=True,
    )
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _data: actions.remove_outlook(item=found, **by(request)),
        REFUSED,
    )


@require_safe
@reads_partners
def agreements(request: HttpRequest) -> HttpResponse:
    """Running agreements and the last word on each (R208)."""
    context = page_context(request, "office_partner_agreements")
    context["agreements"] = running_agreements(context["today"])
    return render(request, "office/partners/agreements.html", context)


@ACT
@manages_partners
def agreement_save(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    partner = get_object_or_404(Partner, slug=slug)
    found = get_object_or_404(PartnerAgreement, pk=pk, partner=partner) if pk else None
    form = AgreementForm(posted(request), row=found)
    title = _("Afspraak met %(name)s") % {"name": partner.name}
    act = act_of(title, _("Bewaar de afspraak"), _("De afspraak is bewaard."), reverse("office_partner", args=[slug]))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_agreement(
            facts=form.facts(actions.AgreementFacts, partner=partner), agreement=found, **by(request)
        ),
        REFUSED,
    )


@ACT
@manages_partners
def progress_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(PartnerAgreement.objects.select_related("partner"), pk=pk)
    act = act_of(
        _("Voortgang van “%(title)s”") % {"title": found.title},
        _("Bewaar de voortgang"),
        _("De voortgang is bewaard."),
        reverse("office_partner", args=[found.partner.slug]),
    )
    form = ProgressForm(posted(request), initial={"noted_on": timezone.localdate()})
    return act_page(
        request, form, act, lambda data: actions.note_progress(agreement=found, **data, **by(request)), REFUSED
    )


@require_safe
@reads_partners
def support(request: HttpRequest) -> HttpResponse:
    """Requests between coordinators and health brokers per area (R201)."""
    context = page_context(request, "office_partner_support") | {"requests": support_requests()}
    return render(request, "office/partners/support.html", context)


@ACT
@manages_partners
def support_ask(request: HttpRequest) -> HttpResponse:
    form = SupportForm(posted(request), brokers=health_brokers(timezone.localdate()))
    back = reverse("office_partner_support")
    act = act_of(_("Vraag om steun"), _("Bewaar de vraag"), _("De vraag is bewaard."), back)
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.ask_support(facts=form.facts(actions.SupportFacts), **by(request)),
        REFUSED,
    )


@ACT
@manages_partners
def support_answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SupportRequest, pk=pk)
    back = reverse("office_partner_support")
    act = act_of(found.subject, _("Bewaar het antwoord"), _("Het antwoord is bewaard."), back)
    return act_page(
        request,
        AnswerForm(posted(request)),
        act,
        lambda data: actions.answer_support(request=found, **data, **by(request)),
        REFUSED,
    )


@ACT
@manages_partners
def support_finish(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SupportRequest, pk=pk)
    act = act_of(
        found.subject, _("De steun is klaar"), _("De steun is klaar."), reverse("office_partner_support"), explain=""
    )
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _d: actions.finish_support(request=found, **by(request)),
        REFUSED,
    )


@require_safe
@reads_partners
def provisions(request: HttpRequest) -> HttpResponse:
    """Facilities that are open without a request for help, per village (R209)."""
    context = page_context(request, "office_provisions")
    context["provisions"] = open_provisions(context["today"])
    return render(request, "office/partners/provisions.html", context)


@ACT
@manages_partners
def provision_save(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    found = get_object_or_404(Provision, pk=pk) if pk else None
    form = ProvisionForm(posted(request), row=found)
    title = _("%(name)s wijzigen") % {"name": found.name} if found else _("Nieuwe voorziening")
    back = reverse("office_provisions")
    act = act_of(title, _("Bewaar de voorziening"), _("De voorziening is bewaard."), back)
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_provision(facts=form.facts(actions.ProvisionFacts), provision=found, **by(request)),
        REFUSED,
    )
