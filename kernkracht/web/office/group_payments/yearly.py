"""Yearly contributions: who is due, proposing them, approving several at once, dropping one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.group_payments import actions
from kernkracht.grants.group_payments.actions import UnableToPayGroup
from kernkracht.grants.group_payments.models import ContributionState, YearlyContribution
from kernkracht.grants.group_payments.queries import contributions, contributions_due, sums_of, years
from kernkracht.web.office.access import office_page
from kernkracht.web.office.acting import Act, act_page

from .forms import ReasonForm
from .shared import rights, section_tabs, who

READ, FORM = require_safe, require_http_methods(["GET", "HEAD", "POST"])


def _year(request: HttpRequest) -> int:
    """The year that was asked for, when there is one; else this year."""
    this_year = timezone.localdate().year
    asked = request.GET.get("jaar", "")
    return int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked) <= this_year else this_year


@READ
@office_page(Permission.READ_OFFICE)
def contribution_list(request: HttpRequest) -> HttpResponse:
    """`/werk/declaraties/bijdragen/`: what is due, what waits, and what was given in a year."""
    today, year = timezone.localdate(), _year(request)
    rows = list(contributions(year))
    context = {
        "tabs": section_tabs("office_contributions"),
        "year": year,
        "years": sorted({*years(), today.year}, reverse=True),
        "due": contributions_due(year, today) if year == today.year else [],
        "proposed": [row for row in rows if row.state == ContributionState.PROPOSED],
        "others": [row for row in rows if row.state != ContributionState.PROPOSED],
        "sums": sums_of(year),
        **rights(request),
    }
    return render(request, "office/group_payments/contributions.html", context)


@require_POST
@office_page(Permission.HANDLE_CLAIM)
def propose(request: HttpRequest) -> HttpResponse:
    """Propose everything that is due this year; pressing twice proposes once."""
    try:
        made = actions.propose_contributions(year=timezone.localdate().year, **who(request))
    except UnableToPayGroup as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            ngettext("%(n)d bijdrage is voorgesteld.", "%(n)d bijdragen zijn voorgesteld.", len(made))
            % {"n": len(made)},
        )
    return redirect("office_contributions")


@require_POST
@office_page(Permission.APPROVE_CLAIM)
def approve(request: HttpRequest) -> HttpResponse:
    """Approve the contributions that were ticked. Each is its own act; refused ones are named with the reason."""
    ticked = [int(pk) for pk in request.POST.getlist("contribution") if pk.isascii() and pk.isdigit()]
    rows = list(YearlyContribution.objects.filter(pk__in=ticked).select_related("group", "scheme").order_by("pk"))
    if not rows:
        messages.error(request, _("Vink eerst een bijdrage aan."))
        return redirect("office_contributions")
    refused = actions.approve_contributions(contributions=rows, **who(request))
    done = len(rows) - len(refused)
    if done:
        text = ngettext("%(n)d bijdrage is goedgekeurd.", "%(n)d bijdragen zijn goedgekeurd.", done)
        messages.success(request, text % {"n": done})
    for row, why in refused:
        messages.error(request, f"{row.group.name}: {why}")
    return redirect("office_contributions")


@FORM
@office_page(Permission.APPROVE_CLAIM)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(YearlyContribution.objects.select_related("group"), pk=pk)
    act = Act(
        title=_("Geen bijdrage voor %(group)s") % {"group": row.group.name},
        button=_("Laat de bijdrage vervallen"),
        back=reverse("office_contributions"),
        done=_("De bijdrage gaat niet door."),
        section=_("Jaarlijkse bijdragen"),
        section_url=reverse("office_contributions"),
        explain=_("Deze groep krijgt dan dit jaar geen bijdrage."),
        is_danger=True,
    )
    return act_page(
        request,
        ReasonForm(request.POST or None),
        act,
        lambda data: actions.drop_contribution(contribution=row, reason=data["reason"], **who(request)),
        UnableToPayGroup,
    )
