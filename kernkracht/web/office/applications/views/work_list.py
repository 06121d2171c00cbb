"""The work list: tabs, filters and one page of cases. The same template part answers a whole page and htmx."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import ENDED_STATES, OPEN_STATES, ApplicationState
from kernkracht.grants.applications.queries import VIEWS, CaseFilter, CaseList, case_list, deadlines_of
from kernkracht.grants.schemes.models import Scheme
from kernkracht.web.office.access import office_page, officer, rights_of

from ..presenters import CaseRow, case_row
from ..wording import TERM_LABELS, VIEW_LABELS

PARAMETERS = {
    "view": "weergave",
    "text": "zoek",
    "villages": "dorp",
    "scheme": "regeling",
    "term": "termijn",
    "state": "status",
    "sort": "sorteer",
}
"""Field of the filter → name in the address."""
DEFAULTS = CaseFilter()


@require_safe
@office_page(Permission.READ_OFFICE)
def work_list(request: HttpRequest) -> HttpResponse:
    """`/werk/`: everything there is to do, in the villages of one's posts unless asked otherwise."""
    today = timezone.localdate()
    cases = case_list(officer(request), _filter(request), on=today)
    villages = list(Village.objects.active())
    schemes = list(Scheme.objects.all())
    context = {
        "cases": cases,
        "page": cases.page,
        "today": today,
        "rows": _rows(cases, officer(request), today),
        "tabs": _tabs(cases),
        "found": ngettext("%(n)d zaak", "%(n)d zaken", cases.page.paginator.count) % {"n": cases.page.paginator.count},
        "is_part": _wants_part(request),
        "chips": _chips(cases.filter, {v.slug: v.name for v in villages}, {s.slug: s.name for s in schemes}),
        "villages": villages,
        "schemes": schemes,
        "terms": TERM_LABELS.items(),
        "states": [(s.value, s.label) for s in (*OPEN_STATES, *ENDED_STATES)],
        "can_enter": Permission.ENTER_APPLICATION in rights_of(request),
        "sort_query": _query(cases.filter, sort=DEFAULTS.sort),
    }
    template = (
        "office/applications/work_list_part.html" if _wants_part(request) else "office/applications/work_list.html"
    )
    return render(request, template, context)


def _rows(cases: CaseList, user: User, today: date) -> list[CaseRow]:
    """The cases of this page; open ones with the reasoning behind their last day."""
    shown = list(cases.page.object_list)
    clocks = deadlines_of([case for case in shown if case.state in OPEN_STATES], today)
    return [case_row(case, user, today, clocks[case.pk].steps if case.pk in clocks else ()) for case in shown]


def _wants_part(request: HttpRequest) -> bool:
    htmx = getattr(request, "htmx", False)
    return bool(htmx) and not getattr(htmx, "history_restore_request", False)


def _filter(request: HttpRequest) -> CaseFilter:
    given = {name: request.GET.get(parameter, "") for name, parameter in PARAMETERS.items()}
    page = request.GET.get("pagina", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 8 else 1
    return CaseFilter(**{name: value for name, value in given.items() if value}, page=number).clean()


def _query(chosen: CaseFilter, **changes: str) -> str:
    """The address of the same list with other choices; what is at its default stays out of the address."""
    values = {name: changes.get(name, getattr(chosen, name)) for name in PARAMETERS}
    return urlencode({PARAMETERS[n]: v for n, v in values.items() if v and v != getattr(DEFAULTS, n)})


def _tabs(cases: CaseList) -> list[dict[str, Any]]:
    shown = [view for view in VIEWS if view != "advice" or cases.counts["advice"] or cases.filter.view == "advice"]
    return [
        {
            "label": VIEW_LABELS[view],
            "url": f"?{_query(cases.filter, view=view)}",
            "current": cases.filter.view == view,
            "count": cases.counts[view],
            "late": view == "late",
        }
        for view in shown
    ]


def _chips(chosen: CaseFilter, villages: Mapping[str, str], schemes: Mapping[str, str]) -> list[dict[str, str]]:
    labels = {
        "text": _("Zoekt op ‘%(text)s’") % {"text": chosen.text} if chosen.text else "",
        "villages": _("Alle dorpen") if chosen.villages == "all" else villages.get(chosen.villages, ""),
        "scheme": schemes.get(chosen.scheme, ""),
        "term": str(TERM_LABELS.get(chosen.term, "")),
        "state": str(ApplicationState(chosen.state).label) if chosen.state else "",
    }
    return [
        {"label": label, "url": f"?{_query(chosen, **{name: getattr(DEFAULTS, name)})}"}
        for name, label in labels.items()
        if label
    ]
