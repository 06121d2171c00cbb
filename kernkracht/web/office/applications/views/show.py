"""The dossier on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications.queries import Dossier
from kernkracht.grants.objections.queries import contestable
from kernkracht.web.office.access import office_page, officer, rights_of

from ..presenters import present
from .acts import open_dossier

MAY_REGISTER = {Permission.HANDLE_OBJECTION, Permission.ENTER_APPLICATION}
MAY_READ = {Permission.HANDLE_OBJECTION, Permission.DECIDE_OBJECTION}


@require_safe
@office_page(Permission.READ_OFFICE, Permission.ADVISE_APPLICATION)
def show_case(request: HttpRequest, number: str) -> HttpResponse:
    """`/werk/aanvragen/<number>/`: everything about one case, and what this person can do with it now."""
    file = open_dossier(request, number)
    context = present(file, officer(request)) | {"objection": _objection_link(request, file)}
    return render(request, "office/applications/dossier.html", context)


def _objection_link(request: HttpRequest, file: Dossier) -> dict[str, str] | None:
    """To type in an objection against the newest decision, or to the one that runs; None where there is neither."""
    rights, number = rights_of(request), file.application.number
    if not rights & (MAY_REGISTER | MAY_READ) or not file.decisions:
        return None
    against = next(iter(contestable(file.application, file.on)), None)
    if against is None:
        return None
    if against.running is not None:
        if not rights & MAY_READ:
            return None
        url = reverse("office_objection", args=[against.running.number])
        return {"url": url, "label": _("Bekijk bezwaar %(number)s") % {"number": against.running.number}}
    if not rights & MAY_REGISTER:
        return None
    return {"url": reverse("office_objection_new", args=[number]), "label": _("Voer een bezwaar in")}
