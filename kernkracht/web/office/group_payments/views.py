"""Claims: what waits, one claim with its receipts, and the acts on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.money import format_euro
from kernkracht.grants.group_payments import actions
from kernkracht.grants.group_payments.actions import UnableToPayGroup
from kernkracht.grants.group_payments.models import ClaimState, ExpenseClaim
from kernkracht.grants.group_payments.queries import claim_room, claims_done, claims_to_handle, draft_term
from kernkracht.web.claim_files import claim_facts, receipt_file
from kernkracht.web.office.access import office_page
from kernkracht.web.office.acting import Act, act_page

from .forms import ReasonForm, VerdictForm
from .shared import attempt, rights, section_tabs, who

READ, FORM = require_safe, require_http_methods(["GET", "HEAD", "POST"])
READERS = (Permission.READ_OFFICE,)


def _claim(number: str) -> ExpenseClaim:
    found = ExpenseClaim.objects.select_related(
        "group__kind", "version__scheme", "handled_by__user", "decided_by__user"
    )
    return get_object_or_404(found, number=number)


def _paper_drafts() -> list[dict[str, Any]]:
    """Claims on paper that are half typed in, with the day on which each is thrown away."""
    papers = ExpenseClaim.objects.filter(state=ClaimState.DRAFT, channel=ExpenseClaim.Channel.PAPER)
    term = draft_term(timezone.now())
    return [
        {"claim": claim, "until": timezone.localdate(term.goes_at(claim))}
        for claim in papers.select_related("group").order_by("-made_at", "-pk")
    ]


@READ
@office_page(*READERS)
def claim_list(request: HttpRequest) -> HttpResponse:
    """`/werk/declaraties/`: what waits for a look or for approval, and what was done this year."""
    today = timezone.localdate()
    context = {
        "tabs": section_tabs("office_claims"),
        "waiting": claims_to_handle(),
        "done": claims_done(today.year).order_by("-decided_at", "-pk")[:25],
        "drafts": _paper_drafts(),
        "year": today.year,
        **rights(request),
    }
    return render(request, "office/group_payments/list.html", context)


@FORM
@office_page(*READERS)
def claim_page(request: HttpRequest, number: str) -> HttpResponse:
    """One claim: receipts, what the rules said, the room of the group, and what is to be done."""
    claim = _claim(number)
    lines = list(claim.lines.select_related("receipt"))
    form = VerdictForm(request.POST or None, lines=lines)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.handle_claim(
            claim=claim, verdicts=form.verdicts(), note=form.cleaned_data["note"], **who(request)
        ),
    ):
        messages.success(request, _("Uw voorstel staat klaar. Een collega keurt het goed."))
        return redirect("office_claim", number=number)
    context = {
        "claim": claim,
        "lines": lines,
        "total_cents": sum(line.amount_cents for line in lines),
        "room": claim_room(claim.group, claim.year, timezone.localdate()),
        "facts": [{"label": _("Groep"), "value": claim.group.name}, *claim_facts(claim)],
        "form": form,
        "is_new": claim.state == ClaimState.FILED,
        "is_handled": claim.state == ClaimState.HANDLED,
        **rights(request),
    }
    return render(request, "office/group_payments/claim.html", context, status=422 if form.errors else 200)


def _act(claim: ExpenseClaim, title: str, button: str, done: str, **more: Any) -> Act:
    return Act(
        title=title,
        button=button,
        back=reverse("office_claim", args=[claim.number]),
        done=done,
        section=_("Declaraties"),
        section_url=reverse("office_claims"),
        **more,
    )


@FORM
@office_page(Permission.APPROVE_CLAIM)
def approve(request: HttpRequest, number: str) -> HttpResponse:
    claim = _claim(number)
    amount = format_euro(claim.accepted_cents or 0)
    act = _act(
        claim,
        _("Keur %(number)s goed") % {"number": number},
        _("Keur %(amount)s goed") % {"amount": amount},
        _("De declaratie is goedgekeurd. Het geld staat klaar om te betalen."),
        explain=_("%(group)s krijgt %(amount)s.") % {"group": claim.group.name, "amount": amount},
    )
    form = forms.Form(request.POST or None)
    return act_page(
        request, form, act, lambda _data: actions.approve_claim(claim=claim, **who(request)), UnableToPayGroup
    )


@FORM
@office_page(Permission.APPROVE_CLAIM)
def refuse(request: HttpRequest, number: str) -> HttpResponse:
    claim = _claim(number)
    act = _act(
        claim,
        _("Wijs %(number)s af") % {"number": number},
        _("Wijs af"),
        _("De declaratie is afgewezen. De groep krijgt een mail."),
        explain=_("De groep leest wat u schrijft."),
        is_danger=True,
    )
    return act_page(
        request,
        ReasonForm(request.POST or None),
        act,
        lambda data: actions.refuse_claim(claim=claim, reason=data["reason"], **who(request)),
        UnableToPayGroup,
    )


@FORM
@office_page(Permission.APPROVE_CLAIM)
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    claim = _claim(number)
    act = _act(
        claim,
        _("Geef %(number)s terug") % {"number": number},
        _("Geef terug"),
        _("De declaratie ligt weer bij uw collega."),
        explain=_("Uw collega kijkt dan opnieuw naar de bonnen."),
    )
    return act_page(
        request,
        ReasonForm(request.POST or None),
        act,
        lambda data: actions.send_back_claim(claim=claim, reason=data["reason"], **who(request)),
        UnableToPayGroup,
    )


@READ
@office_page(*READERS)
def receipt(request: HttpRequest, number: str, line: int) -> FileResponse:
    return receipt_file(_claim(number), line)
