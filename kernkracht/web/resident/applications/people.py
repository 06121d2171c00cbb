"""Who asks: the kind of applicant, co-applicants and supporters."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kernkracht.grants.applications.actions import (
    UnableToInvite,
    invite_companion,
    link_expires_at,
    remove_companion,
    save_step,
)
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import Companion, GrantApplication
from kernkracht.grants.schemes.questions import Question, question_of

from ..access import actor_for, now
from ..throttle import too_often
from .forms import PERSONS, CompanionForm, WhoForm
from .shared import after, lenient, page
from .steps import FormPlan, Step

KIND_OF = {"co_applicants": Companion.Kind.CO_APPLICANT, "supporters": Companion.Kind.SUPPORTER}


def companions_of(case: GrantApplication) -> list[Companion]:
    return list(case.companions.all())


def who_step(request: HttpRequest, plan: FormPlan, here: Step) -> HttpResponse:
    """Save the applicant; or invite somebody, or take an invitation back, and stay on the page."""
    act = request.POST.get("do", "")
    if request.method == "POST" and act.startswith("uninvite-"):
        return _uninvite(request, plan, here, act.removeprefix("uninvite-"))
    inviting = act.removeprefix("invite-") if act.startswith("invite-") else ""
    form = WhoForm(
        request.POST if request.method == "POST" else None,
        case=plan.case,
        on=day_of(now()),
        asked=plan.on_page("who"),
        lenient=lenient(request) or bool(inviting),
    )
    asked = _asked(plan, form)
    inviting = inviting if inviting in {question.code for question in asked} else ""
    blocks = _blocks(plan, request, asked, inviting)
    if inviting:
        return _invite(request, plan, here, form, inviting, blocks)
    if request.method == "POST" and form.is_valid():
        _save(request, plan, form)
        return after(request, plan, here)
    return page(
        request,
        plan,
        here,
        {"form": form, "blocks": blocks, "inviting": None},
        status=422 if request.method == "POST" else 200,
    )


def _asked(plan: FormPlan, form: WhoForm) -> list[Question]:
    """Whom the applicant may invite: those that a rule counts, and residents who apply together if they like."""
    found = [question for question in plan.on_page("who") if question.code in KIND_OF]
    if any(question.code == "co_applicants" for question in found):
        return found
    invited = any(c.kind == Companion.Kind.CO_APPLICANT for c in companions_of(plan.case))
    if invited or (form.may_be_person and plan.case.applicant_kind in ("", *PERSONS)):
        found.append(question_of("co_applicants", required=False))
    return found


def _blocks(plan: FormPlan, request: HttpRequest, asked: Sequence[Question], inviting: str) -> list[dict[str, object]]:
    """Per kind of companion: the question, who was invited, and a form to invite one more."""
    everybody = companions_of(plan.case)
    blocks: list[dict[str, object]] = []
    for question in asked:
        data = request.POST if inviting == question.code else None
        blocks.append(
            {
                "code": question.code,
                "question": question,
                "is_counted": question.required,
                "is_open": question.code == inviting,
                "people": [
                    {"companion": c, "expired": now() >= link_expires_at(c), "remove": f"uninvite-{c.pk}"}
                    for c in everybody
                    if c.kind == KIND_OF[question.code]
                ],
                "form": CompanionForm(data, prefix=question.code, household=question.code == "co_applicants"),
            }
        )
    return blocks


def _save(request: HttpRequest, plan: FormPlan, form: WhoForm) -> None:
    by, at = actor_for(request, plan.case), now()
    save_step(application=plan.case, step="who", values=form.values(), answers=form.answers(), by=by, at=at)


def _invite(
    request: HttpRequest,
    plan: FormPlan,
    here: Step,
    form: WhoForm,
    code: str,
    blocks: list[dict[str, object]],
) -> HttpResponse:
    invitation = next(block["form"] for block in blocks if block["code"] == code)
    if not isinstance(invitation, CompanionForm):
        raise TypeError(code)
    if invitation.is_valid() and form.is_valid():
        clean = invitation.cleaned_data
        try:
            if too_often(request, "invite", 60):
                raise UnableToInvite(_("U heeft veel mensen tegelijk uitgenodigd. Probeer het over een uur opnieuw."))
            _refuse_organisation(form, code, blocks)
            _save(request, plan, form)
            invite_companion(
                application=plan.case,
                kind=KIND_OF[code],
                name=clean["companion_name"],
                email=clean["companion_email"],
                address=clean.get("companion_address", ""),
                by=actor_for(request, plan.case),
                at=now(),
            )
            return redirect(f"{plan.url(here)}#{code}")
        except UnableToInvite as refusal:
            invitation.add_error("companion_email", str(refusal))
    context = {"form": form, "blocks": blocks, "inviting": invitation}
    return page(request, plan, here, context, status=422)


def _refuse_organisation(form: WhoForm, code: str, blocks: list[dict[str, object]]) -> None:
    """An association or a business applies in its own name, unless a rule counts who stands with it."""
    counted = any(block["code"] == code and block["is_counted"] for block in blocks)
    if not counted and form.cleaned_data.get("applicant_kind") not in ("", *PERSONS):
        raise UnableToInvite(
            _("U vraagt aan namens een organisatie. Dan vraagt u niet samen met anderen aan. Kies eerst ‘Inwoner’.")
        )


def _uninvite(request: HttpRequest, plan: FormPlan, here: Step, number: str) -> HttpResponse:
    if number.isascii() and number.isdigit() and len(number) < 18:
        by = actor_for(request, plan.case)
        remove_companion(application=plan.case, companion_id=int(number), by=by, at=now())
    return redirect(plan.url(here))
