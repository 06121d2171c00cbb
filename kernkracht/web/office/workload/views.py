"""How much lies with whom, beside the hours (R6); and setting those hours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.accountability.workload.queries import PROMISES_WITHIN, Workload, workload
from kernkracht.community.people.actions import UnableToManagePeople, set_formation, set_working_time
from kernkracht.community.people.models import Assignment, Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import role_label
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act, act_page
from kernkracht.web.office.people.reading import tabs
from kernkracht.web.templatetags.hours import fte

from .forms import HoursForm

ACT = require_http_methods(["GET", "HEAD", "POST"])
manages_workload = office_page(Permission.MANAGE_WORKLOAD)
CODE = Role.Code.VILLAGE_COORDINATOR


@require_safe
@manages_workload
def workload_page(request: HttpRequest) -> HttpResponse:
    """Villages without anybody first, then who carries most."""
    at = timezone.now()
    today, found = timezone.localdate(at), workload(at)
    posts = Assignment.objects.on(today).filter(role__code=CODE, user__isnull=False).order_by("valid_from", "pk")
    post_of = {post.user_id: post.pk for post in posts}
    coordinators = [{"row": row, "post": post_of.get(row.user.pk)} for row in found.coordinators]
    context = {
        "work": found,
        "coordinators": coordinators,
        "numbers": _numbers(found),
        "role": role_label(CODE, today),
        "days": PROMISES_WITHIN.days,
        "tabs": tabs("office_workload", shows_workload=True),
    }
    return render(request, "office/workload/workload.html", context)


def _numbers(found: Workload) -> list[dict[str, str]]:
    """What was set apart, what is filled, and what it must serve."""
    unknown = _("onbekend")
    rows = [
        (_("Formatie in fte"), fte(found.formation) if found.formation is not None else unknown),
        (_("Ingevuld in fte"), fte(found.fte)),
        (_("Dorpen"), str(found.total.villages)),
        (_("Inwoners"), str(found.total.inhabitants)),
    ]
    return [{"label": label, "value": value} for label, value in rows]


def _act(title: str, done: str) -> Act:
    home = reverse("office_workload")
    return Act(title, _("Bewaar"), home, done, section=_("Werkdruk"), section_url=home)


@ACT
@manages_workload
def hours(request: HttpRequest, pk: int) -> HttpResponse:
    """How much of a week a colleague has for a post, from a day."""
    today = timezone.localdate()
    post = get_object_or_404(Assignment.objects.on(today).select_related("user"), pk=pk, role__code=CODE)
    form = HoursForm(request.POST if request.method == "POST" else None, initial={"since": today})
    act = _act(_("Uren van %(name)s") % {"name": post.user}, _("De uren zijn bewaard."))
    return act_page(
        request,
        form,
        act,
        lambda data: set_working_time(post=post, **data, by=officer(request).actor, at=timezone.now()),
        UnableToManagePeople,
    )


@ACT
@manages_workload
def formation(request: HttpRequest) -> HttpResponse:
    """How many full weeks the municipality set apart for coordinators, from a day."""
    today = timezone.localdate()
    role = get_object_or_404(Role, code=CODE)
    form = HoursForm(request.POST if request.method == "POST" else None, initial={"since": today})
    act = _act(
        _("Formatie van %(role)s") % {"role": role_label(CODE, today, plural=True)}, _("De formatie is bewaard.")
    )
    return act_page(
        request,
        form,
        act,
        lambda data: set_formation(role=role, **data, by=officer(request).actor, at=timezone.now()),
        UnableToManagePeople,
    )
