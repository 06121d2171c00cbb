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

from kernkracht.community.groups.models import Group
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.money import format_euro
from kernkracht.grants.group_payments import actions
from kernkracht.grants.group_payments.actions import UnableToPayGroup
from kernkracht.grants.group_payments.models import ClaimState, ExpenseClaim
from kernkracht.grants.group_payments.queries import claim_room, claim_version, claims_done, claims_to_handle
from kernkracht.web.claim_files import claim_facts, receipt_file
from kernkracht.web.office.access import office_page
from kernkracht.web.office.acting import Act, act_page
from kernkracht.web.resident.group_payments.forms import ReceiptForm, SendForm

from .forms import NewClaimForm, ReasonForm, VerdictForm
from .shared import attempt, rights, section_tabs, who

READ, FORM = require_safe, require_http_methods(["GET", "HEAD", "POST"])
READERS = (Permission.READ_OFFICE,)


def _claim(number: str) -> ExpenseClaim:
    found = ExpenseClaim.objects.select_related(
        "group__kind", "version__scheme", "handled_by__user", "decided_by__user"
    )
    return get_object_or_404(found, number=number)


@READ
@office_page(*READERS)
def claim_list(request: HttpRequest) -> HttpResponse:
    """`/werk/declaraties/`: what waits for a look or for approval, and what was done this year."""
    today = timezone.localdate()
    context = {
        "tabs": section_tabs("office_claims"),
        "waiting": claims_to_handle(),
        "done": claims_done(today.year).order_by("-decided_at", "-pk")[:25],
        "drafts": ExpenseClaim.objects.filter(state=ClaimState.DRAFT, channel=ExpenseClaim.Channel.PAPER)
        .select_related("group")
        .order_by("-made_at", "-pk"),
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


@FORM
@office_page(Permission.HANDLE_CLAIM)
def new_claim(request: HttpRequest) -> HttpResponse:
    """A claim on paper: choose the group and the year."""
    today = timezone.localdate()
    groups = [group for group in Group.objects.active().select_related("kind") if claim_version(group, today)]
    form = NewClaimForm(request.POST or None, groups=groups, years=(today.year, today.year - 1))
    made: list[ExpenseClaim] = []

    def do() -> None:
        data = form.cleaned_data
        made.append(actions.start_claim(group=data["group"], year=data["year"], **who(request)))

    if request.method == "POST" and attempt(form, do):
        return redirect("office_claim_draft", pk=made[0].pk)
    act = Act(
        title=_("Declaratie op papier invoeren"),
        button=_("Ga verder"),
        back=reverse("office_claims"),
        done="",
        section=_("Declaraties"),
        section_url=reverse("office_claims"),
    )
    return render(request, "office/act.html", {"form": form, "act": act}, status=422 if form.errors else 200)


@FORM
@office_page(Permission.HANDLE_CLAIM)
def paper_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of a claim on paper: add receipts, or send it in."""
    papers = ExpenseClaim.objects.filter(channel=ExpenseClaim.Channel.PAPER).select_related("group__kind", "version")
    claim = get_object_or_404(papers, pk=pk)
    if claim.number:
        return redirect("office_claim", number=claim.number)
    sending = "send" in request.POST
    add = ReceiptForm(
        None if sending else request.POST or None, None if sending else request.FILES or None, needs_file=False
    )
    send = SendForm(request.POST if sending else None)
    if sending and attempt(
        send,
        lambda: actions.file_claim(claim=claim, explanation=send.cleaned_data["explanation"], **who(request)),
    ):
        messages.success(request, _("De declaratie is ingevoerd. Een collega kijkt naar de bonnen."))
        return redirect("office_claims")
    if (
        request.method == "POST"
        and not sending
        and attempt(add, lambda: actions.add_receipt(claim=claim, line=add.facts(), **who(request)))
    ):
        return redirect("office_claim_draft", pk=pk)
    lines = list(claim.lines.select_related("receipt"))
    context = {
        "claim": claim,
        "lines": lines,
        "total_cents": sum(line.amount_cents for line in lines),
        "room": claim_room(claim.group, claim.year, timezone.localdate()),
        "form": send if sending else add,
        "add": add,
        "send": send,
    }
    wrong = bool(add.errors or send.errors)
    return render(request, "office/group_payments/paper.html", context, status=422 if wrong else 200)
