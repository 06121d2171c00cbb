"""Mijn aanvragen: what became of it, what comes, and what the applicant can still do."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kernkracht.foundation.deadlines import Deadline
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.actions import (
    UnableToAnswer,
    UnableToEdit,
    UnableToWithdraw,
    answer_completion,
    open_request,
    withdraw_application,
)
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import (
    OPEN_STATES,
    ApplicationState,
    CompletionRequest,
    GrantApplication,
    GrantDecision,
)
from kernkracht.grants.applications.queries import (
    NextStep,
    consents_of,
    deadlines_of,
    explained_deadline,
    handler_name,
    letters_of,
    my_cases,
    next_step,
    open_requests,
    timeline,
)
from kernkracht.grants.settlements.queries import report_duties, report_duty

from ..access import account, actor_for, now, open_case, verified_emails
from .account import payment_context
from .forms import CompletionForm, WithdrawForm

_HISTORY = (
    Prefetch("completion_requests", CompletionRequest.objects.select_related("suspension").order_by("asked_at", "pk")),
    Prefetch("decisions", GrantDecision.objects.select_related("letter").order_by("decided_at", "pk")),
)
"""Read once, since the next step, the story of the case and its letters all look at them."""


@never_cache
@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All drafts and cases of the account, with the next step of each."""
    user = account(request)
    cases = list(my_cases(user, verified_emails(user))) if user else []
    requests = open_requests(cases)
    today = day_of(now())
    clocks = deadlines_of([case for case in cases if case.state in OPEN_STATES], today)
    duties = report_duties([case for case in cases if case.state == ApplicationState.GRANTED], today)
    rows = [
        _row(case, duties.get(case.pk) or next_step(case, requests.get(case.pk)), clocks.get(case.pk)) for case in cases
    ]
    drafts = [row for row, case in zip(rows, cases, strict=True) if case.state == ApplicationState.DRAFT]
    sent = [row for row, case in zip(rows, cases, strict=True) if case.state != ApplicationState.DRAFT]
    return render(request, "resident/following/overview.html", {"drafts": drafts, "cases": sent, "today": today})


def _row(case: GrantApplication, following: NextStep, clock: Deadline | None) -> dict[str, object]:
    """A case in the list; its date opens to the reasoning when it is the day of our decision."""
    ours = clock is not None and following.by_when == clock.due_on
    return {"case": case, "next": following, "steps": clock.steps if clock and ours else ()}


def _context(case: GrantApplication) -> dict[str, object]:
    today = day_of(now())
    prefetch_related_objects([case], *_HISTORY)
    request_open = open_request(case)
    deadline = explained_deadline(case, today) if case.state in OPEN_STATES else None
    is_granted = case.state == ApplicationState.GRANTED
    following = (report_duty(case, today) if is_granted else None) or next_step(case, request_open)
    return {
        "case": case,
        "today": today,
        "next": following,
        "report": getattr(case, "spending_report", None) if is_granted else None,
        "next_rows": _next_rows(following),
        "facts": _facts(case),
        "open_request": request_open,
        "may_answer": request_open is not None
        and case.state == ApplicationState.AWAITING_COMPLETION
        and today <= request_open.suspension.until_on,
        "may_withdraw": case.state in OPEN_STATES,
        "deadline": deadline,
        "is_late": deadline is not None and today > deadline.late_after,
        "by_mail": [str(kind.label) for kind, is_given in consents_of(case).items() if is_given],
        "moments": [{"title": m.sentence, "when": m.at} for m in timeline(case)],
        "attachments": case.attachments.all(),
        "decisions": list(case.decisions.all())[::-1],
        "letters": letters_of(case),
        "companions": case.companions.all(),
        **payment_context(case),
    }


def _next_rows(following: NextStep) -> list[dict[str, str]]:
    rows = [{"label": _("Wie is aan zet?"), "value": following.who}]
    if following.by_when:
        rows.append({"label": _("Uiterlijk"), "value": date_format(following.by_when, "j F Y")})
    return rows


def _facts(case: GrantApplication) -> list[dict[str, str]]:
    received = date_format(case.received_on, "j F Y") if case.received_on else ""
    return [
        {"label": _("Nummer"), "value": case.number or ""},
        {"label": _("Ontvangen op"), "value": received},
        {"label": _("Dorp"), "value": case.village.name if case.village else ""},
        {"label": _("Gevraagd bedrag"), "value": format_euro(case.requested_cents or 0)},
        {"label": _("Wie behandelt het?"), "value": handler_name(case)},
    ]


@never_cache
@require_GET
def show(request: HttpRequest, token: str) -> HttpResponse:
    """One case, for its owner and for whoever has the mailed link. A draft goes on where it was left."""
    case = open_case(request, token)
    if case.state == ApplicationState.DRAFT:
        return redirect("resident:resume", token=token)
    return render(request, "resident/following/show.html", _context(case))


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask why, say what follows, and withdraw."""
    case = open_case(request, token)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            withdraw_application(application=case, reason=reason, by=actor_for(request, case), at=now())
            return redirect("resident:case", token=token)
        except (UnableToWithdraw, UnableToEdit) as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.errors else 200
    return render(request, "resident/following/withdraw.html", {"case": case, "form": form}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def complete(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a request to complete, with text and files, before its term ends."""
    case = open_case(request, token)
    form = CompletionForm(
        request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        files = [(file, file.name or "") for file in form.cleaned_data["attachments"]]
        try:
            text = form.cleaned_data["text"]
            answer_completion(application=case, text=text, files=files, by=actor_for(request, case), at=now())
            return redirect("resident:case", token=token)
        except UnacceptableFile as refusal:
            form.add_error("attachments", str(refusal))
        except (UnableToAnswer, UnableToEdit) as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.errors else 200
    context = {**_context(case), "form": form, "files_lost": bool(request.FILES) and status == 422}
    return render(request, "resident/following/complete.html", context, status=status)
