"""The dossier on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.web.office.access import office_page, officer

from ..presenters import present
from .acts import open_dossier


@require_safe
@office_page(Permission.READ_OFFICE, Permission.ADVISE_APPLICATION)
def show_case(request: HttpRequest, number: str) -> HttpResponse:
    """`/werk/aanvragen/<number>/`: everything about one case, and what this person can do with it now."""
    file = open_dossier(request, number)
    return render(request, "office/applications/dossier.html", present(file, officer(request)))
