"""The list of texts, and everything about one: what readers see, its history, and what can be done with it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kernkracht.community.people.models import User
from kernkracht.editorial.glossary.actions import load_standard_terms
from kernkracht.editorial.pages import actions
from kernkracht.editorial.pages.models import Page, PageKind, PageVersion
from kernkracht.editorial.pages.queries import differences, missing_standard_texts, newest_title, standing, with_life
from kernkracht.web.office.acting import act_page
from kernkracht.web.office.partners.forms import SureForm
from kernkracht.web.texts import address_of, html_of

from .forms import PublishForm, ReasonForm
from .shared import ACT, REFUSED, act_of, by, posted, publishes, tabs, writes

PAGE_SIZE = 30
STATES = {
    "wacht": lambda rows, at: rows.waiting(),
    "zichtbaar": lambda rows, at: rows.shown(at),
    "gepland": lambda rows, at: rows.planned(at),
    "concept": lambda rows, at: rows.exclude(pk__in=rows.shown(at)).exclude(pk__in=rows.planned(at)),
}


@require_safe
@writes
def page_list(request: HttpRequest) -> HttpResponse:
    """`/werk/redactie/`: every text, the one that changed last first."""
    at = timezone.now()
    newest = PageVersion.objects.filter(page=OuterRef("pk")).order_by("-number")
    rows = Page.objects.annotate(title=newest_title(), changed=Subquery(newest.values("made_at")[:1]))
    kind, state, words = (request.GET.get(name, "").replace("\x00", "")[:80] for name in ("soort", "stand", "zoek"))
    if kind in PageKind.values:
        rows = rows.filter(kind=kind)
    if state in STATES:
        rows = STATES[state](rows, at)
    if words.strip():
        rows = rows.filter(title__icontains=words.strip())
    page = Paginator(with_life(rows.order_by("-changed", "-pk")), PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = tabs(request, "office_pages") | {
        "page": page,
        "rows": [(row, standing(row, at)) for row in page],
        "kinds": PageKind.choices,
        "states": _states(),
        "kind": kind,
        "state": state,
        "words": words,
        "missing": missing_standard_texts() if not (kind or state or words) else 0,
    }
    return render(request, "office/editorial/list.html", context)


def _states() -> list[tuple[str, str]]:
    names = (_("Wacht op publicatie"), _("Op de website"), _("Gepland"), _("Concept of weggehaald"))
    return list(zip(STATES, names, strict=True))


@require_safe
@writes
@never_cache
def page_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """`/werk/redactie/<pk>/`: where a text stands, and its history."""
    page, at = get_object_or_404(with_life(Page.objects.all()), pk=pk), timezone.now()
    found = standing(page, at)
    versions = list(page.versions.all())
    context = tabs(request, "office_pages") | {
        "page": page,
        "standing": found,
        "versions": versions,
        "writers": _writers(versions),
        "address": address_of(page) if found.live else "",
        "can_hand_over": page.handed_over_number != found.newest.number and (not found.live or found.has_newer_draft),
    }
    return render(request, "office/editorial/page.html", context)


def _writers(versions: list[PageVersion]) -> dict[int, str]:
    users = User.objects.filter(actor__in={version.author_id for version in versions})
    return dict(users.order_by("pk").values_list("actor_id", "name"))


@require_safe
@writes
@never_cache
def preview(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A version as readers would see it; nobody else can."""
    version = _version(pk, number)
    context = {"version": version, "page": version.page, "html": html_of(version.body)}
    answer = render(request, "office/editorial/preview.html", context)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
@writes
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """`?van=1&naar=3`: what went and what came; without a choice the last two versions."""
    page = get_object_or_404(Page, pk=pk)
    versions = list(page.versions.select_related("picture"))
    new = _chosen(versions, request.GET.get("naar", "")) or versions[0]
    old = _chosen(versions, request.GET.get("van", "")) or (versions[1] if len(versions) > 1 else versions[0])
    context = {"page": page, "versions": versions, "old": old, "new": new, "changes": differences(old, new)}
    return render(request, "office/editorial/compare.html", tabs(request, "office_pages") | context)


def _chosen(versions: list[PageVersion], number: str) -> PageVersion | None:
    return next((version for version in versions if str(version.number) == number), None)


def _version(pk: int, number: int) -> PageVersion:
    return get_object_or_404(_versions(), page_id=pk, number=number)


def _versions() -> QuerySet[PageVersion]:
    return PageVersion.objects.select_related("page", "picture")


@ACT
@writes
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    version = _version(pk, number)
    act = act_of(
        _("Versie %(number)d terugzetten") % {"number": number},
        _("Zet deze versie terug"),
        _("De tekst van toen staat klaar als nieuwste versie. Publiceer hem als lezers hem mogen zien."),
        reverse("office_page", args=[pk]),
        explain=_("Er komt een nieuwe versie bij met de tekst van toen. Niets gaat verloren."),
    )
    do = lambda _data: actions.restore_version(version=version, **by(request))  # noqa: E731  (the act of this page)
    return act_page(request, SureForm(posted(request)), act, do, REFUSED)


@ACT
@writes
def page_act(request: HttpRequest, pk: int, step: str) -> HttpResponseBase:
    """Hand over, give back, publish or take off the website."""
    page = get_object_or_404(Page, pk=pk)
    newest = page.versions.order_by("-number")[0]
    back = reverse("office_page", args=[pk])
    if step == "overdragen":
        act = act_of(
            newest.title,
            _("Draag over"),
            _("De tekst is overgedragen. Een collega die mag publiceren, ziet hem in de lijst."),
            back,
            explain=_("Een collega leest de tekst na en publiceert hem, of geeft hem terug met een reden."),
        )
        return act_page(
            request, SureForm(posted(request)), act, lambda _data: actions.hand_over(page=page, **by(request)), REFUSED
        )
    return _publisher_act(request, page, newest, step, back)


@publishes
def _publisher_act(request: HttpRequest, page: Page, newest: PageVersion, step: str, back: str) -> HttpResponse:
    if step == "teruggeven":
        act = act_of(newest.title, _("Geef terug"), _("De tekst is teruggegeven aan de schrijver."), back)
        return act_page(
            request,
            ReasonForm(posted(request)),
            act,
            lambda data: actions.turn_down(page=page, reason=data["reason"], **by(request)),
            REFUSED,
        )
    if step == "weghalen":
        act = act_of(
            newest.title,
            _("Haal van de website"),
            _("De tekst staat niet meer op de website."),
            back,
            explain=_("Lezers zien de tekst niet meer. U kunt hem later weer publiceren."),
            is_danger=True,
        )
        return act_page(
            request,
            SureForm(posted(request)),
            act,
            lambda _data: actions.withdraw_page(page=page, **by(request)),
            REFUSED,
        )
    return _publish(request, page, newest, back)


def _publish(request: HttpRequest, page: Page, newest: PageVersion, back: str) -> HttpResponse:
    form = PublishForm(posted(request))
    act = act_of(
        newest.title,
        _("Publiceer versie %(number)d") % {"number": newest.number},
        _("De tekst is gepubliceerd, of staat klaar voor de dag die u koos."),
        back,
        explain=_("Zonder dagen ziet iedereen de tekst meteen. Wat eerder gepland stond, vervalt."),
    )
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.publish(
            page=page, number=newest.number, live_from=form.moments()[0], live_until=form.moments()[1], **by(request)
        ),
        REFUSED,
    )


@require_POST
@publishes
def load_standard(request: HttpRequest) -> HttpResponse:
    """Make the texts that the software brings editable."""
    count = actions.load_standard_texts(**by(request)) + load_standard_terms(**by(request))
    messages.success(request, _("%(n)d teksten en woorden staan klaar om te wijzigen.") % {"n": count})
    return redirect("office_pages")
