"""What every page of the form needs: the draft, its plan, and a way to render."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kernkracht.community.people.queries import VillageContact, contact_for
from kernkracht.grants.applications.actions import UnableToEdit, adopt_application
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import ApplicationState, GrantApplication
from kernkracht.grants.applications.rules import rules_of

from ..access import account, now, open_case, verified_emails
from .steps import BY_CODE, FormPlan, Step


class AlreadySent(Exception):
    """The draft became a case; its pages lead to the receipt."""

    def __init__(self, case: GrantApplication) -> None:
        self.case = case


def open_draft(request: HttpRequest, token: str) -> FormPlan:
    """The form of a draft. Raises `AlreadySent` for a case that was sent, 404 for an unknown link."""
    case = open_case(request, token, with_money=True)
    if case.state != ApplicationState.DRAFT:
        raise AlreadySent(case)
    if request.method == "POST":
        case = _adopted(request, case)
    return FormPlan(case, rules_of(case.version))


def _adopted(request: HttpRequest, case: GrantApplication) -> GrantApplication:
    """A signed-in resident who works on a draft by its link takes it into the account, with a proven address."""
    user = account(request)
    entered = case.channel != GrantApplication.Channel.ONLINE
    if user is None or case.applicant_id is not None or user.is_staff or entered or not verified_emails(user):
        return case
    return adopt_application(application=case, user=user, at=now())


def step_or_404(plan: FormPlan, slug: str) -> Step:
    step = plan.step_by_slug(slug)
    if step is None:
        raise Http404(_("Deze stap bestaat niet bij deze regeling."))
    return step


def to_receipt(case: GrantApplication) -> HttpResponse:
    return redirect("resident:receipt", token=case.token)


def contact_of(case: GrantApplication) -> VillageContact | None:
    return contact_for(case.village, day_of(now())) if case.village else None


def page(
    request: HttpRequest,
    plan: FormPlan,
    step: Step,
    context: Mapping[str, Any],
    *,
    template: str = "",
    status: int = 200,
) -> HttpResponse:
    """A step with its progress, the way back, and somebody to call."""
    before = plan.neighbour(step, -1)
    shared = {
        "case": plan.case,
        "step": step,
        "number": plan.steps.index(step) + 1,
        "total": len(plan.steps),
        "progress": plan.progress(step),
        "previous_url": plan.url(before) if before else "",
        "contact": None if "contact" in context else contact_of(plan.case),
        "return_to": return_to(request),
        "wrong": status == 422,
        "stop_url": reverse("resident:stop", args=[plan.case.token]),
    }
    name = template or f"resident/applications/{step.code}.html"
    return render(request, name, {**shared, **context}, status=status)


def return_to(request: HttpRequest) -> str:
    """“nakijken” when somebody came to change one answer, so that the next page is the check again."""
    return BY_CODE["check"].slug if BY_CODE["check"].slug in (request.GET.get("na"), request.POST.get("na")) else ""


def after(request: HttpRequest, plan: FormPlan, step: Step) -> HttpResponse:
    """Where to go when a step is saved: on, back to the check, or to the page for stopping."""
    if request.POST.get("do") == "stop":
        return redirect("resident:stop", token=plan.case.token)
    following = BY_CODE["check"] if return_to(request) else plan.neighbour(step, 1)
    return redirect(plan.url(following or step))


def lenient(request: HttpRequest) -> bool:
    """Saving to stop asks nothing that is not there yet."""
    return request.POST.get("do") == "stop"


def refused(request: HttpRequest, plan: FormPlan, step: Step, refusal: UnableToEdit) -> HttpResponse:
    """A page that could not be saved says why; nothing changed."""
    context = {"refusal": str(refusal)}
    return page(request, plan, step, context, template="resident/applications/refused.html", status=422)
