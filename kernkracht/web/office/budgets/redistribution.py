"""Dividing left-over money: first look, then confirm exactly what was shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.budgets import actions
from kernkracht.grants.budgets.models import GrantCeiling, LedgerAct
from kernkracht.grants.budgets.queries import preview_redistribution, redistribution_rule
from kernkracht.grants.budgets.redistribution import RedistributionPlan
from kernkracht.grants.schemes.models import Scheme
from kernkracht.web.office.access import office_page

from .access import require_manager
from .forms import PreviewForm, RedistributeForm
from .submitting import attempt, replace_answer, who

CONFIRM = "confirm"


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.MANAGE_BUDGETS)
def redistribution_page(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Choose the day, see who gives and who gets, and confirm."""
    require_manager(request, None)
    scheme = get_object_or_404(Scheme, slug=slug)
    if not GrantCeiling.objects.filter(scheme=scheme, year=year, village__isnull=False).exists():
        raise Http404
    if request.POST.get("step") == CONFIRM:
        return _confirm(request, scheme, year)
    day, article = redistribution_rule(scheme, year)
    form = PreviewForm(request.POST or None, initial={"day": day, "spent_up_to": 0})
    if not form.is_bound or not form.is_valid():
        context = {"scheme": scheme, "year": year, "form": form, "has_rule": bool(day or article)}
        return render(request, "office/budgets/redistribution.html", context, status=422 if form.is_bound else 200)
    chosen = {"day": form.cleaned_data["day"], "spent_up_to": form.cleaned_data["spent_up_to"]}
    plan = preview_redistribution(scheme, year, chosen["day"], **_limits(scheme, year, chosen))
    confirmation = RedistributeForm(initial={**chosen, "expected": plan.fingerprint, "reason": article})
    return _show(request, scheme, year, plan, confirmation)


@require_safe
@office_page(Permission.SEE_BUDGETS, Permission.MANAGE_BUDGETS)
def redistribution_done(request: HttpRequest, pk: int) -> HttpResponse:
    """How left-over money was divided, as it was stored with the act."""
    act = get_object_or_404(LedgerAct.objects.select_related("actor__user"), pk=pk, verb=LedgerAct.Verb.REDISTRIBUTE)
    shares = [
        {"ceiling_id": ceiling, "village": village, "before": before, "change": change, "after": before + change}
        for ceiling, village, before, change in act.explanation["shares"]
    ]
    context = {
        "act": act,
        "who": str(getattr(act.actor, "user", "") or _("Systeem")),
        "scheme": Scheme.objects.get(pk=act.content["scheme"]),
        "year": act.content["year"],
        "moved_cents": act.explanation["moved_cents"],
        "shares": shares,
    }
    return render(request, "office/budgets/redistribution_done.html", context)


def _confirm(request: HttpRequest, scheme: Scheme, year: int) -> HttpResponse:
    form = RedistributeForm(request.POST)
    done: list[LedgerAct] = []

    def do(data: dict[str, Any]) -> None:
        act = actions.redistribute(
            scheme=scheme,
            year=year,
            on=data["day"],
            expected=data["expected"],
            reason=data["reason"],
            key=f"redistribute:{data['key']}",
            **_limits(scheme, year, data),
            **who(request),
        )
        done.append(act)

    if attempt(form, do):
        messages.success(request, _("Het geld is verdeeld."))
        return redirect("office_redistribution_done", done[0].pk)
    if not {"day", "spent_up_to"} <= form.cleaned_data.keys():
        raise Http404  # the hidden answers of our own page were tampered with
    chosen = form.cleaned_data
    plan = preview_redistribution(scheme, year, chosen["day"], **_limits(scheme, year, chosen))
    replace_answer(form, "expected", plan.fingerprint)
    return _show(request, scheme, year, plan, form)


def _show(
    request: HttpRequest, scheme: Scheme, year: int, plan: RedistributionPlan, form: RedistributeForm
) -> HttpResponse:
    context = {
        "scheme": scheme,
        "year": year,
        "plan": plan,
        "form": form,
        "confirm": CONFIRM,
        "too_early": plan.on > timezone.localdate(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/budgets/redistribution_plan.html", context, status=status)


def _limits(scheme: Scheme, year: int, chosen: dict[str, Any]) -> dict[str, Any]:
    """Villages where a case is open keep their money; and how little counts as spent."""
    cases = GrantApplication.objects.open().filter(scheme=scheme, budget_year=year)
    claims = set(cases.values_list("village_id", flat=True).order_by("village_id"))
    return {"villages_with_claims": claims, "spent_up_to_cents": chosen["spent_up_to"]}
