"""The steps that are one form: plan, does it fit, who, contact. And the way in and out of a draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kernkracht.grants.applications.actions import (
    UnableToEdit,
    UnableToMailLink,
    mail_draft_link,
    save_step,
    set_consents,
)
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.queries import removed_at

from ..access import actor_for, now
from ..throttle import too_often
from .budget import budget_step
from .documents import documents_step
from .forms import FORMS, ContactForm, StepForm, StopForm
from .people import companions_of, who_step
from .sending import check_step
from .shared import AlreadySent, after, lenient, open_draft, page, refused, step_or_404, to_receipt
from .steps import FormPlan, Step

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def drafts_only(view: Page[P]) -> Page[P]:
    """A case that was sent shows its receipt, whichever page of the form was asked (back button, second tab)."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except AlreadySent as sent:
            return to_receipt(sent.case)

    return guarded


@never_cache
@require_GET
@drafts_only
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed link: go on at the first page that is not finished."""
    plan = open_draft(request, token)
    return redirect(plan.url(plan.first_open()))


@never_cache
@require_http_methods(["GET", "POST"])
@drafts_only
def step(request: HttpRequest, token: str, slug: str) -> HttpResponse:
    """One page of the form. Wrong input comes back with 422 and everything that was typed."""
    plan = open_draft(request, token)
    here = step_or_404(plan, slug)
    handlers = {"costs": budget_step, "documents": documents_step, "who": who_step, "check": check_step}
    handler = handlers.get(here.code, form_step)
    try:
        return handler(request, plan, here)
    except UnableToEdit as refusal:
        return refused(request, plan, here, refusal)


def form_step(request: HttpRequest, plan: FormPlan, here: Step) -> HttpResponse:
    form = FORMS[here.code](
        request.POST if request.method == "POST" else None,
        case=plan.case,
        asked=plan.on_page(here.code),
        lenient=lenient(request),
    )
    if request.method == "POST" and form.is_valid():
        save_form(request, plan, here, form)
        if isinstance(form, ContactForm):
            _keep_consents(request, plan, form)
        return after(request, plan, here)
    status = 422 if request.method == "POST" else 200
    return page(request, plan, here, {"form": form, "companions": companions_of(plan.case)}, status=status)


def save_form(request: HttpRequest, plan: FormPlan, here: Step, form: StepForm) -> None:
    save_step(
        application=plan.case,
        step=here.code,
        values=form.values(),
        answers=form.answers(),
        by=actor_for(request, plan.case),
        at=now(),
    )


def _keep_consents(request: HttpRequest, plan: FormPlan, form: ContactForm) -> None:
    """Without an address (possible for who stops and goes on later) there is nothing to agree to yet."""
    case = plan.case
    kinds = form.consents() if form.cleaned_data.get("email") else []
    set_consents(application=case, kinds=kinds, by=actor_for(request, case), at=now())


@never_cache
@require_http_methods(["GET", "POST"])
@drafts_only
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop and go on later: the link on screen, and by mail."""
    plan = open_draft(request, token)
    form = StopForm(request.POST if request.method == "POST" else None, initial={"email": plan.case.contact_email})
    if request.method == "POST" and form.is_valid():
        try:
            if too_often(request, "mail-link", 20):
                raise UnableToMailLink(_("U vroeg dit al vaak. Probeer het over een uur opnieuw."))
            email = form.cleaned_data["email"]
            mail_draft_link(application=plan.case, email=email, by=actor_for(request, plan.case), at=now())
            return redirect(f"{request.path}?gemaild=1")
        except (UnableToMailLink, UnableToEdit) as refusal:
            form.add_error("email", str(refusal))
    context = {
        "case": plan.case,
        "form": form,
        "mailed": "gemaild" in request.GET,
        "kept_until": day_of(removed_at(plan.case)),
        "resume_url": plan.url(plan.first_open()),
    }
    return render(request, "resident/applications/stop.html", context, status=422 if form.errors else 200)
