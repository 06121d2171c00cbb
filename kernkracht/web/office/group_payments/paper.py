"""A claim that came on paper: typed in receipt by receipt, corrected, thrown away, or entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
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
from kernkracht.grants.group_payments.queries import claim_room, claim_version, draft_term
from kernkracht.web.claim_files import receipt_file
from kernkracht.web.office.access import office_page
from kernkracht.web.office.acting import Act, act_page
from kernkracht.web.resident.group_payments.forms import ReceiptForm, SendForm

from .forms import NewClaimForm
from .shared import attempt, who

FORM = require_http_methods(["GET", "HEAD", "POST"])


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


def _paper(pk: int) -> ExpenseClaim:
    papers = ExpenseClaim.objects.filter(channel=ExpenseClaim.Channel.PAPER).select_related("group__kind", "version")
    return get_object_or_404(papers, pk=pk)


@FORM
@office_page(Permission.HANDLE_CLAIM)
def paper_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of a claim on paper: add receipts, or send it in."""
    claim = _paper(pk)
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
        "is_draft": True,
        "until": timezone.localdate(draft_term(timezone.now()).goes_at(claim)),
        "form": send if sending else add,
        "add": add,
        "send": send,
    }
    wrong = bool(add.errors or send.errors)
    return render(request, "office/group_payments/paper.html", context, status=422 if wrong else 200)


@require_safe
@office_page(Permission.HANDLE_CLAIM)
def receipt(request: HttpRequest, pk: int, line: int) -> FileResponse:
    return receipt_file(_paper(pk), line)


def _draft_act(title: str, button: str, back: str, done: str, explain: str) -> Act:
    section = {"section": _("Declaraties"), "section_url": reverse("office_claims")}
    return Act(title, button, back, done, explain=explain, is_danger=True, **section)


@FORM
@office_page(Permission.HANDLE_CLAIM)
def remove_receipt(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Ask first, then take one receipt and its file out of a draft."""
    claim = _paper(pk)
    found = claim.lines.filter(pk=line).first()
    if found is None:
        raise Http404
    act = _draft_act(
        _("Haal deze bon weg: %(what)s") % {"what": found.description},
        _("Haal de bon weg"),
        reverse("office_claim_draft", args=[pk]),
        _("De bon is weggehaald."),
        _("U haalt %(amount)s uit de declaratie van %(group)s. Een bestand bij deze bon gaat ook weg.")
        % {"amount": format_euro(found.amount_cents), "group": claim.group.name},
    )

    def do(_data: dict[str, Any]) -> object:
        return actions.remove_receipt(claim=claim, line_id=line, **who(request))

    return act_page(request, forms.Form(request.POST if request.method == "POST" else None), act, do, UnableToPayGroup)


@FORM
@office_page(Permission.HANDLE_CLAIM)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, then throw a draft away with all its receipts."""
    claim = _paper(pk)
    if claim.state != ClaimState.DRAFT:
        raise Http404
    act = _draft_act(
        _("Gooi dit concept weg"),
        _("Gooi weg"),
        reverse("office_claims"),
        _("Het concept is weggegooid."),
        _("De declaratie van %(group)s over %(year)d is nog niet ingevoerd. U gooit haar weg, met alle bonnen.")
        % {"group": claim.group.name, "year": claim.year},
    )
    form = forms.Form(request.POST if request.method == "POST" else None)
    return act_page(
        request, form, act, lambda _data: actions.discard_draft(claim=claim, **who(request)), UnableToPayGroup
    )
