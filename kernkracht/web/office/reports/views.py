"""Make, look at, write, freeze and print a letter to the council."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.accountability.council_reports import letters
from kernkracht.accountability.council_reports.actions import (
    UnableToFreeze,
    UnableToWrite,
    freeze_letter,
    start_letter,
    write_texts,
)
from kernkracht.accountability.council_reports.definitions import BY_CODE
from kernkracht.accountability.council_reports.models import CouncilLetter
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.web.letter_files import letter_file
from kernkracht.web.office.access import office_page, officer

from .forms import StartForm, TextsForm

READ, FORM = require_safe, require_http_methods(["GET", "HEAD", "POST"])
SEE = (Permission.WRITE_COUNCIL_LETTER, Permission.FREEZE_COUNCIL_LETTER)
ROWS = 25


@FORM
@office_page(*SEE)
def letter_list(request: HttpRequest) -> HttpResponse:
    """All letters, and the form that starts one."""
    today = timezone.localdate()
    form = StartForm(request.POST or None, initial={"as_of": today, "year": today.year})
    if request.method == "POST" and form.is_valid():
        _require(request, Permission.WRITE_COUNCIL_LETTER)
        try:
            letter = start_letter(**form.cleaned_data, by=officer(request).actor, at=timezone.now())
        except UnableToWrite as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("office_council_letter", pk=letter.pk)
    page = Paginator(CouncilLetter.objects.select_related("frozen_by__user"), ROWS).get_page(request.GET.get("pagina"))
    context = {"page": page, "form": form, "can_write": _may(request, Permission.WRITE_COUNCIL_LETTER)}
    return render(request, "office/reports/list.html", context, status=422 if form.errors else 200)


@READ
@office_page(*SEE)
def letter_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it would print now (or printed when frozen), and the figures that open to their cases."""
    letter = get_object_or_404(CouncilLetter, pk=pk)
    content, figures = letters.printed(letter)
    context = {
        "letter": letter,
        "body": letters.as_html(content, sender=_sender(letter)),
        "figures": _figures(letter, figures),
        "kinds": ("pdf", "docx", "html", "json"),
        "can_write": _may(request, Permission.WRITE_COUNCIL_LETTER) and not letter.frozen_at,
        "can_freeze": _may(request, Permission.FREEZE_COUNCIL_LETTER) and not letter.frozen_at,
    }
    return render(request, "office/reports/letter.html", context)


@FORM
@office_page(Permission.WRITE_COUNCIL_LETTER)
def texts_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The free texts of a letter."""
    letter = get_object_or_404(CouncilLetter, pk=pk)
    form = TextsForm(request.POST or None, letter=letter, content=letters.content_of(letter))
    if request.method == "POST" and form.is_valid():
        texts = dict(form.cleaned_data)
        try:
            write_texts(
                letter=letter, title=texts.pop("title"), texts=texts, by=officer(request).actor, at=timezone.now()
            )
        except UnableToWrite as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("De teksten zijn bewaard."))
            return redirect("office_council_letter", pk=pk)
    context = {"letter": letter, "form": form}
    return render(request, "office/reports/texts.html", context, status=422 if form.errors else 200)


@FORM
@office_page(Permission.FREEZE_COUNCIL_LETTER)
def freeze_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then freeze."""
    letter = get_object_or_404(CouncilLetter, pk=pk)
    if request.method == "POST":
        try:
            freeze_letter(letter=letter, by=officer(request).actor, at=timezone.now())
        except UnableToFreeze as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("De brief is vastgezet. Hij verandert niet meer."))
        return redirect("office_council_letter", pk=pk)
    return render(request, "office/reports/freeze.html", {"letter": letter})


@READ
@office_page(*SEE)
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The letter as PDF, Word, HTML or JSON."""
    return letter_file(get_object_or_404(CouncilLetter, pk=pk), kind)


@READ
@office_page(*SEE)
def cases_page(request: HttpRequest, pk: int, year: int, scheme: str, code: str) -> HttpResponse:
    """The cases behind one figure."""
    letter = get_object_or_404(CouncilLetter, pk=pk)
    numbers = letters.cases_behind(letters.figures_of_letter(letter), year, scheme, code)
    if numbers is None:
        raise Http404
    cases = GrantApplication.objects.filter(number__in=numbers).select_related("village").order_by("number")
    page = Paginator(cases, ROWS).get_page(request.GET.get("pagina"))
    context = {
        "letter": letter,
        "definition": BY_CODE[code],
        "year": year,
        "page": page,
        "gone": len(numbers) - page.paginator.count,
    }
    return render(request, "office/reports/cases.html", context)


def _figures(letter: CouncilLetter, data: dict[str, Any]) -> list[dict[str, Any]]:
    """Figures per scheme as the page shows them."""
    groups = []
    for slug, scheme in data["schemes"].items():
        rows = []
        for code, definition in BY_CODE.items():
            if scheme.get(code) is None:
                continue
            exact = letters.exact_text(code, scheme[code])
            behind = scheme["cases"].get(code)
            where = {"pk": letter.pk, "year": data["year"], "scheme": slug, "code": code}
            rows.append(
                {
                    "label": definition.label,
                    "sentence": definition.sentence,
                    "exact": exact,
                    "value": scheme["rounded"].get(code, exact),
                    "href": reverse("office_council_letter_cases", kwargs=where) if behind else "",
                }
            )
        groups.append({"slug": slug, "name": scheme["name"], "rows": rows})
    return groups


def _sender(letter: CouncilLetter) -> str:
    return letter.sender or letters.sender_now()


def _may(request: HttpRequest, permission: Permission) -> bool:
    return may(officer(request).actor, permission, timezone.localdate())


def _require(request: HttpRequest, permission: Permission) -> None:
    if not _may(request, permission):
        raise Http404
