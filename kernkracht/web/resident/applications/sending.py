"""The last page: read everything again, declare, send. And the receipt."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kernkracht.grants.applications.actions import (
    RulesChanged,
    UnableToSubmit,
    missing_for_submission,
    submit_application,
)
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import ApplicationState, ElectronicConsent, GrantApplication
from kernkracht.grants.applications.queries import consents_of, explained_deadline, handler_name, intake_on
from kernkracht.grants.applications.rules import rules_of

from ..access import actor_for, now, open_case
from .forms import SendForm
from .outcome import outcome_of
from .shared import contact_of, page, to_receipt
from .steps import BY_CODE, FormPlan, Step
from .summary import summary_of


def check_step(request: HttpRequest, plan: FormPlan, here: Step) -> HttpResponse:
    """Show all answers by the rules that are in force now, and send on POST."""
    intake = intake_on(plan.case.scheme, day_of(now()))
    version = intake.version or plan.case.version
    fresh = {"submission_key": uuid4(), "version_seen": version.pk}
    form = SendForm(request.POST if request.method == "POST" else None, initial=fresh)
    refusal = "" if intake.is_open else intake.explanation
    if request.method == "POST" and form.is_valid():
        try:
            case = submit_application(
                application=plan.case,
                submission_key=form.cleaned_data["submission_key"],
                version_seen=form.cleaned_data["version_seen"],
                by=actor_for(request, plan.case),
                at=now(),
            )
            return to_receipt(case)
        except RulesChanged as changed:
            refusal, version = str(changed), changed.version
            form = SendForm(initial={**fresh, "version_seen": version.pk, "truthful": True})
        except UnableToSubmit as error:
            refusal = str(error)
    rules = plan.rules if version == plan.case.version else rules_of(version)
    context = {
        "contact": None,  # this page reads most of all; the municipality's own number stands here
        "form": form,
        "refusal": refusal,
        "closed": not intake.is_open,
        "new_version": version if version != plan.case.version else None,
        "missing": [
            {"text": m.remedy, "href": f"{plan.url(BY_CODE[m.step])}?na=nakijken"}
            for m in missing_for_submission(plan.case)
            if BY_CODE[m.step] in plan.steps
        ],
        "groups": summary_of(plan),
        "outcome": outcome_of(plan.case, rules, day_of(now())),
    }
    return page(request, plan, here, context, status=422 if request.method == "POST" else 200)


@never_cache
@require_GET
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What was sent, when, under which number, who handles it and by when (Awb 4:3a)."""
    case = open_case(request, token)
    if case.state == ApplicationState.DRAFT:
        return redirect("resident:resume", token=token)
    return render(request, "resident/applications/receipt.html", _receipt_context(case))


def _receipt_context(case: GrantApplication) -> dict[str, object]:
    return {
        "case": case,
        "handler": handler_name(case),
        "contact": contact_of(case),
        "deadline": explained_deadline(case, day_of(now())),
        "by_mail": consents_of(case)[ElectronicConsent.Kind.QUESTIONS],
        "text": case.version.texts.get("receipt", ""),
        "title": _("Wij ontvingen uw aanvraag"),
    }
