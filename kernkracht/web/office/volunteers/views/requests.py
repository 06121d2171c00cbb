"""Help that is wanted, the info pages and the support point."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.volunteers import actions
from kernkracht.community.volunteers.models import HelpWanted, InfoPage, InfoPageVersion
from kernkracht.community.volunteers.queries import help_register, published_page, support_point
from kernkracht.web.office.acting import act_page
from kernkracht.web.office.partners.forms import SureForm

from ..forms import HelpForm, PageForm, SupportPointForm
from .shared import ACT, REFUSED, act_of, by, manages_volunteers, page_context, posted, reads_volunteers

ADDRESSES = {
    InfoPage.Code.INSURANCE: "volunteer_insurance",
    InfoPage.Code.SUPPORT_POINT: "volunteer_support_point",
    InfoPage.Code.NEIGHBOUR_HELP: "neighbour_help",
    InfoPage.Code.COUNSELLOR: "counsellor",
}


@require_safe
@reads_volunteers
def help_list(request: HttpRequest) -> HttpResponse:
    context = page_context(request, "office_help") | {"rows": help_register()}
    return render(request, "office/volunteers/help.html", context)


@ACT
@manages_volunteers
def help_save(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    found = get_object_or_404(HelpWanted, pk=pk) if pk else None
    form = HelpForm(posted(request), row=found)
    title = _("%(title)s wijzigen") % {"title": found.title} if found else _("Nieuwe vraag om hulp")
    explain = _("De vraag staat pas op de website als u hem opent.")
    act = act_of(title, _("Bewaar de vraag"), _("De vraag is bewaard."), reverse("office_help"), explain=explain)
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_help(
            facts=form.facts(actions.HelpFacts, plan_title=form.plan_title), wanted=found, **by(request)
        ),
        REFUSED,
    )


@ACT
@manages_volunteers
def help_move(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Put a request on the website, or take it off."""
    found = get_object_or_404(HelpWanted, pk=pk)
    if step == "openen":
        act = act_of(found.title, _("Zet op de website"), _("De vraag staat op de website."), reverse("office_help"))
        do = actions.open_help
    else:
        act = act_of(found.title, _("Haal van de website"), _("De vraag is gesloten."), reverse("office_help"))
        do = actions.close_help
    return act_page(request, SureForm(posted(request)), act, lambda _data: do(wanted=found, **by(request)), REFUSED)


@require_safe
@reads_volunteers
def pages(request: HttpRequest) -> HttpResponse:
    """The info pages, each with its address and its last change."""
    context = page_context(request, "office_info_pages")
    context["rows"] = [
        {"code": code, "label": code.label, "url": reverse(ADDRESSES[code]), "published": published_page(code)}
        for code in InfoPage.Code
    ]
    return render(request, "office/volunteers/pages.html", context)


@ACT
@manages_volunteers
def page_change(request: HttpRequest, code: str) -> HttpResponse:
    """Write a new version; earlier ones stand below, and `?versie=` puts one back in the form."""
    if code not in InfoPage.Code.values:
        raise Http404
    published = published_page(code)
    versions = InfoPageVersion.objects.filter(page__code=code).order_by("-number")
    shown = _chosen(request, versions) or (published.version if published else None)
    page = published.page if published else InfoPage()
    initial = {name: getattr(page, name) for name in ("phone", "link", "link_label")}
    if shown is not None:
        initial |= {"title": shown.title, "body": shown.body}
    form = PageForm(posted(request), initial=initial)
    back = reverse("office_info_pages")
    act = act_of(
        str(InfoPage.Code(code).label),
        _("Zet op de website"),
        _("De pagina is gewijzigd."),
        back,
        explain=_("Iedereen ziet uw tekst meteen. Eerdere versies blijven bewaard."),
    )
    answer = act_page(
        request,
        form,
        act,
        lambda _data: actions.change_page(code=code, facts=form.facts(actions.PageFacts), **by(request)),
        REFUSED,
    )
    if answer.status_code == 302:
        return answer
    context = {"form": form, "act": act, "versions": versions, "shown": shown}
    return render(request, "office/volunteers/page.html", context, status=answer.status_code)


def _chosen(request: HttpRequest, versions: QuerySet[InfoPageVersion]) -> InfoPageVersion | None:
    number = request.GET.get("versie", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 8
    return versions.filter(number=int(number)).first() if is_number else None


@ACT
@manages_volunteers
def point(request: HttpRequest) -> HttpResponse:
    form = SupportPointForm(posted(request), row=support_point())
    act = act_of(
        _("Steunpunt voor vrijwilligers"),
        _("Bewaar het steunpunt"),
        _("Het steunpunt is bewaard."),
        reverse("office_help"),
    )
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_support_point(facts=form.facts(actions.SupportPointFacts), **by(request)),
        REFUSED,
    )
