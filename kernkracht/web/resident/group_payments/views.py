"""Declaraties: what a group claimed, what it may still claim, and adding receipts one by one."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kernkracht.community.groups.models import Group
from kernkracht.community.groups.queries import groups_spoken_for
from kernkracht.community.people.models import User
from kernkracht.grants.group_payments import actions
from kernkracht.grants.group_payments.actions import UnableToPayGroup
from kernkracht.grants.group_payments.models import ClaimLine, ClaimState, ExpenseClaim
from kernkracht.grants.group_payments.queries import claim_room, claim_version, claims_of
from kernkracht.web.claim_files import claim_facts, receipt_file
from kernkracht.web.resident.access import account, now

from .forms import ReceiptForm, SendForm

ANSWERS = require_http_methods(["GET", "HEAD", "POST"])


def _user(request: HttpRequest) -> User:
    user = account(request)
    if user is None:
        raise Http404
    return user


def _group(request: HttpRequest, slug: str) -> Group:
    """A group that the account speaks for and that may claim; 404 for every other."""
    today = timezone.localdate()
    group = get_object_or_404(groups_spoken_for(_user(request), today).select_related("kind"), slug=slug)
    if claim_version(group, today) is None:
        raise Http404
    return group


def _claim(request: HttpRequest, slug: str, pk: int) -> ExpenseClaim:
    return get_object_or_404(claims_of(_group(request, slug)), pk=pk)


@never_cache
@login_required
@require_GET
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    group, today = _group(request, slug), timezone.localdate()
    context = {
        "group": group,
        "rooms": [claim_room(group, year, today) for year in (today.year, today.year - 1)],
        "claims": claims_of(group).order_by("-made_at", "-pk"),
        "drafts": claims_of(group).filter(state=ClaimState.DRAFT).exists(),
        "year": today.year,
    }
    return render(request, "resident/group_payments/overview.html", context)


@login_required
@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a claim of the year that was chosen, or go on with its draft."""
    group = _group(request, slug)
    year = request.POST.get("year", "")
    try:
        chosen = int(year) if year.isascii() and year.isdigit() else 0
        claim = actions.start_claim(group=group, year=chosen, by=_user(request).actor, at=now())
    except UnableToPayGroup as refusal:
        messages.error(request, str(refusal))
        return redirect("resident:my_claims", slug=slug)
    return redirect("resident:my_claim", slug=slug, pk=claim.pk)


@never_cache
@login_required
@ANSWERS
def claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A draft with its receipts and a form for the next one; what was sent shows what became of it."""
    found = _claim(request, slug, pk)
    form = ReceiptForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and _done(
        form, lambda: actions.add_receipt(claim=found, line=form.facts(), by=_user(request).actor, at=now())
    ):
        messages.success(request, _("De bon is toegevoegd."))
        return redirect("resident:my_claim", slug=slug, pk=pk)
    return render(
        request, "resident/group_payments/claim.html", _context(found, form), status=422 if form.errors else 200
    )


def _context(found: ExpenseClaim, form: forms.Form) -> dict[str, object]:
    lines = list(found.lines.select_related("receipt"))
    total = sum(line.amount_cents for line in lines)
    room = claim_room(found.group, found.year, timezone.localdate())
    return {
        "group": found.group,
        "claim": found,
        "lines": lines,
        "total_cents": total,
        "room": room,
        "is_draft": found.state == ClaimState.DRAFT,
        "is_too_much": room.left_cents is not None and total > room.left_cents,
        "may_withdraw": found.state in (ClaimState.DRAFT, ClaimState.FILED, ClaimState.HANDLED),
        "facts": claim_facts(found),
        "form": form,
    }


def _done(form: forms.Form, do: Callable[[], object]) -> bool:
    """Whether the form is right and the act is done; a refusal becomes a fault at its field."""
    if not form.is_valid():
        return False
    try:
        do()
    except UnableToPayGroup as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


@never_cache
@login_required
@ANSWERS
def send(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = _claim(request, slug, pk)
    form = SendForm(request.POST or None)

    def do() -> object:
        return actions.file_claim(
            claim=found, explanation=form.cleaned_data["explanation"], by=_user(request).actor, at=now()
        )

    if request.method == "POST" and _done(form, do):
        messages.success(request, _("Wij hebben uw declaratie. U krijgt een mail met het nummer."))
        return redirect("resident:my_claim", slug=slug, pk=pk)
    return render(
        request, "resident/group_payments/send.html", _context(found, form), status=422 if form.errors else 200
    )


@never_cache
@login_required
@ANSWERS
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask first; then a draft is thrown away, and what was sent is taken back."""
    found = _claim(request, slug, pk)
    do: Callable[..., object] = actions.withdraw_claim
    sure = Sure.WITHDRAW
    if found.state == ClaimState.DRAFT:
        do, sure = actions.discard_draft, Sure.DISCARD
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _done(form, lambda: do(claim=found, by=_user(request).actor, at=now())):
        done = _("De declaratie is weggegooid.") if sure == Sure.DISCARD else _("De declaratie is ingetrokken.")
        messages.success(request, done)
        return redirect("resident:my_claims", slug=slug)
    return _ask(request, found, form, sure)


@never_cache
@login_required
@ANSWERS
def remove(request: HttpRequest, slug: str, pk: int, line: int) -> HttpResponse:
    """Ask first, then take a receipt and its file out of a draft."""
    found = _claim(request, slug, pk)
    receipt_line = get_object_or_404(found.lines, pk=line)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _done(
        form, lambda: actions.remove_receipt(claim=found, line_id=line, by=_user(request).actor, at=now())
    ):
        messages.success(request, _("De bon is weggehaald."))
        return redirect("resident:my_claim", slug=slug, pk=pk)
    return _ask(request, found, form, Sure.RECEIPT, line=receipt_line)


class Sure(StrEnum):
    """Which question the page asks before something goes."""

    WITHDRAW = "withdraw"
    DISCARD = "discard"
    RECEIPT = "receipt"


def _ask(
    request: HttpRequest, found: ExpenseClaim, form: forms.Form, sure: Sure, line: ClaimLine | None = None
) -> HttpResponse:
    context = {"group": found.group, "claim": found, "form": form, "sure": sure, "line": line}
    return render(request, "resident/group_payments/sure.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_GET
def receipt(request: HttpRequest, slug: str, pk: int, line: int) -> FileResponse:
    return receipt_file(_claim(request, slug, pk), line)
