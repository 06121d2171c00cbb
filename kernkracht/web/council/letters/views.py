"""Frozen letters to the council, and the cases behind each figure without anybody's name."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kernkracht.accountability.council_reports import letters
from kernkracht.accountability.council_reports.definitions import BY_CODE
from kernkracht.accountability.council_reports.models import CouncilLetter
from kernkracht.grants.applications.models import ApplicationState, GrantApplication
from kernkracht.web.letter_files import letter_file

ROWS = 50


@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    """All frozen letters, newest year first."""
    frozen = CouncilLetter.objects.filter(frozen_at__isnull=False).defer("figures", "content")
    page = Paginator(frozen.order_by("-year", "-frozen_at"), ROWS).get_page(request.GET.get("pagina"))
    return render(request, "council/letters/list.html", {"page": page})


@require_safe
def letter_page(request: HttpRequest, year: int) -> HttpResponse:
    """The newest frozen letter about a year."""
    letter = _frozen(year)
    body = letters.as_html(letters.content_of(letter), sender=letter.sender)
    context = {"letter": letter, "body": body, "kinds": ("pdf", "docx", "json"), "groups": _groups(letter)}
    return render(request, "council/letters/letter.html", context)


@require_safe
def download(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    return letter_file(_frozen(year), kind)


@require_safe
def cases_page(request: HttpRequest, year: int, figure_year: int, scheme: str, code: str) -> HttpResponse:
    """The cases behind one figure. Titles of granted plans only: what was refused or withdrawn is nobody's business."""
    letter = _frozen(year)
    numbers = letters.cases_behind(letters.figures_of_letter(letter), figure_year, scheme, code)
    if numbers is None:
        raise Http404
    rows = GrantApplication.objects.filter(number__in=numbers).select_related("village").order_by("number")
    page = Paginator(rows, ROWS).get_page(request.GET.get("pagina"))
    context = {
        "letter": letter,
        "definition": BY_CODE[code],
        "figure_year": figure_year,
        "page": page,
        "granted": ApplicationState.GRANTED,
        "gone": len(numbers) - page.paginator.count,
    }
    return render(request, "council/letters/cases.html", context)


def _frozen(year: int) -> CouncilLetter:
    letter = CouncilLetter.objects.filter(year=year, frozen_at__isnull=False).order_by("-frozen_at", "-pk").first()
    if letter is None:
        raise Http404
    return letter


def _groups(letter: CouncilLetter) -> list[dict[str, object]]:
    """Per scheme: each figure that has cases behind it."""
    figures = letters.figures_of_letter(letter)
    return [
        {
            "slug": slug,
            "name": scheme["name"],
            "links": [(code, BY_CODE[code].label, len(cases)) for code, cases in scheme["cases"].items() if cases],
        }
        for slug, scheme in figures["schemes"].items()
        if any(scheme["cases"].values())
    ]
