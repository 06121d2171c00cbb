"""The page with costs and money, and its live outcome."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kernkracht.grants.applications.actions import save_costs
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.schemes.questions import cost_kind_options

from ..access import actor_for, now
from .budget_forms import (
    PREFIX,
    BudgetForm,
    Lines,
    bound_lines,
    kept_rows,
    typed_rows,
    unbound_lines,
)
from .outcome import Shown, outcome_of, outcome_with
from .shared import AlreadySent, after, lenient, open_draft, page, to_receipt
from .steps import BY_CODE, FormPlan, Step


def _asks_costs(plan: FormPlan) -> bool:
    return any(question.code == "costs" for question in plan.on_page("costs"))


def budget_step(request: HttpRequest, plan: FormPlan, here: Step) -> HttpResponse:
    """Save, count, or add and remove a line: all plain form posts, so that no JavaScript is needed."""
    if request.method != "POST":
        form = BudgetForm(case=plan.case, asked=plan.on_page("costs"))
        lines = unbound_lines(kept_rows(plan.case), cost_kind_options(plan.rules))
        return _page(request, plan, here, form, lines, outcome_of(plan.case, plan.rules, day_of(now())))
    act = request.POST.get("do", "")
    if act == "add" or act.startswith("remove-"):
        return _changed_lines(request, plan, here, act)
    form, lines = _bound(request, plan, lenient=lenient(request) or act == "count")
    valid = form.is_valid() & lines.is_valid()
    if act == "count" or not valid:
        return _page(request, plan, here, form, lines, _typed_outcome(plan, form, lines), status=200 if valid else 422)
    save_costs(
        application=plan.case,
        costs=lines.entries(),
        incomes=form.income_entries(),
        requested_cents=form.requested(),
        answers=form.answers(),
        by=actor_for(request, plan.case),
        at=now(),
        finished=act != "stop",
    )
    return after(request, plan, here)


@never_cache
@require_POST
def live_outcome(request: HttpRequest, token: str) -> HttpResponse:
    """The outcome alone, while typing. The same partial stands in the page itself."""
    try:
        plan = open_draft(request, token)
    except AlreadySent as sent:
        return to_receipt(sent.case)
    form, lines = _bound(request, plan, lenient=True)
    form.is_valid()
    lines.is_valid()
    context = {"outcome": _typed_outcome(plan, form, lines), "case": plan.case}
    return render(request, "resident/applications/outcome.html", context)


def _bound(request: HttpRequest, plan: FormPlan, *, lenient: bool) -> tuple[BudgetForm, Lines]:
    form = BudgetForm(request.POST, case=plan.case, asked=plan.on_page("costs"), lenient=lenient)
    must = _asks_costs(plan) and not lenient
    return form, bound_lines(request.POST, cost_kind_options(plan.rules), must_have_one=must)


def _typed_outcome(plan: FormPlan, form: BudgetForm, lines: Lines) -> Shown:
    return outcome_with(
        plan.case,
        plan.rules,
        day_of(now()),
        costs=lines.entries(),
        incomes=form.income_entries(),
        requested_cents=form.requested(),
    )


def _changed_lines(request: HttpRequest, plan: FormPlan, here: Step, act: str) -> HttpResponse:
    """One line more or less. What was typed stays as it was, right or wrong; faults are for later."""
    form, bound = _bound(request, plan, lenient=True)
    form.is_valid()
    bound.is_valid()
    outcome = _typed_outcome(plan, form, bound)
    rows = typed_rows(request.POST)
    place = act.removeprefix(f"remove-{PREFIX}-")
    if act == "add":
        rows.append({})
    elif place.isascii() and place.isdigit() and int(place) < len(rows):
        del rows[int(place)]
    typed = {name: request.POST[name] for name in form.fields if name in request.POST}
    again = BudgetForm(case=plan.case, asked=plan.on_page("costs"), initial=typed)
    lines = unbound_lines(rows or [{}], cost_kind_options(plan.rules))
    focus = len(lines.forms) - 1 if act == "add" else None
    return _page(request, plan, here, again, lines, outcome, focus=focus)


def _page(
    request: HttpRequest,
    plan: FormPlan,
    here: Step,
    form: BudgetForm,
    lines: Lines,
    outcome: Shown,
    *,
    status: int = 200,
    focus: int | None = None,
) -> HttpResponse:
    if focus is not None and focus < len(lines.forms):
        lines.forms[focus].fields["description"].widget.attrs["autofocus"] = True
    context = {
        "form": form,
        "lines": lines if _asks_costs(plan) else None,
        "outcome": outcome,
        "costs_question": next((q for q in plan.on_page("costs") if q.code == "costs"), None),
    }
    return page(request, plan, BY_CODE["costs"], context, status=status)
