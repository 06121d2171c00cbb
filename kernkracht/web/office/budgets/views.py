"""Ceilings, their ledger, and the acts that change how much money there is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.budgets import actions
from kernkracht.grants.budgets.models import CouncilBudget, GrantCeiling, LedgerAct, LedgerEntry
from kernkracht.grants.budgets.queries import (
    amounts_of,
    council_budgets,
    hardly_used,
    ledger_of,
    published_amount,
    totals,
)
from kernkracht.grants.budgets.refusals import name_of
from kernkracht.grants.schemes.models import Scheme
from kernkracht.web.office.access import office_page, officer

from .access import may_manage, require_manager
from .forms import (
    STOP,
    WARN,
    CouncilBudgetChangeForm,
    CouncilBudgetForm,
    OpenForm,
    PublishForm,
    SettingsForm,
    TransferForm,
)
from .submitting import attempt, who

READ, FORM = require_safe, require_http_methods(["GET", "HEAD", "POST"])
ROWS = 25


@READ
@office_page(Permission.SEE_BUDGETS, Permission.MANAGE_BUDGETS)
def budget_list(request: HttpRequest) -> HttpResponse:
    """`/werk/geld/`: all money of a year, per scheme and village, and what the council gave for it."""
    today = timezone.localdate()
    years = list(GrantCeiling.objects.values_list("year", flat=True).order_by("-year").distinct())
    year = _chosen_year(request, years, today.year)
    schemes = list(Scheme.objects.all())
    scheme = next((s for s in schemes if s.slug == request.GET.get("regeling")), None)
    context = {
        "year": year,
        "years": sorted({*years, year}, reverse=True),
        "schemes": schemes,
        "scheme": scheme,
        "groups": totals(year=year, scheme=scheme),
        "council_budgets": list(council_budgets(year)),
        "hardly_used": hardly_used(year, today),
        "can_manage": may_manage(officer(request), None, today),
    }
    return render(request, "office/budgets/list.html", context)


@READ
@office_page(Permission.SEE_BUDGETS, Permission.MANAGE_BUDGETS)
def ceiling_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One ceiling: its totals, its published amounts, and every movement."""
    ceiling = _ceiling(pk)
    amounts = amounts_of(ceiling)
    published = published_amount(ceiling)
    page = Paginator(ledger_of(ceiling).select_related("act__actor__user"), ROWS).get_page(request.GET.get("pagina"))
    context = {
        "ceiling": ceiling,
        "name": name_of(ceiling),
        "amounts": amounts,
        "facts": _facts(ceiling, published),
        "lowered_cents": ceiling.allocated_cents - published if published is not None else 0,
        "versions": ceiling.versions.order_by("-published_on", "-pk"),
        "transfer_from_here": f"{reverse('office_transfer')}?van={pk}",
        "page": page,
        "rows": [_ledger_row(entry) for entry in page.object_list],
        "can_manage": may_manage(officer(request), ceiling.village, timezone.localdate()),
        "open_cases": _open_cases(ceiling),
    }
    return render(request, "office/budgets/ceiling.html", context)


@FORM
@office_page(Permission.MANAGE_BUDGETS)
def open_page(request: HttpRequest) -> HttpResponse:
    """A new ceiling."""
    require_manager(request, None)
    form = OpenForm(request.POST or None, initial={"year": request.GET.get("jaar", "")})
    opened: list[GrantCeiling] = []

    def do(data: dict[str, Any]) -> None:
        ceiling = actions.open_ceiling(
            scheme=data["scheme"],
            year=data["year"],
            village=data["village"],
            council_budget=data["council_budget"],
            is_hard=data["stop"] == STOP,
            amount_cents=data["amount"],
            published_on=data["published_on"],
            source=data["source"],
            key=f"open:{data['key']}",
            **who(request),
        )
        opened.append(ceiling)

    if attempt(form, do):
        messages.success(request, _("Het plafond staat open."))
        return redirect("office_ceiling", opened[0].pk)
    return _form_page(request, form, _("Nieuw plafond"), _("Open dit plafond"), reverse("office_budgets"))


@FORM
@office_page(Permission.MANAGE_BUDGETS)
def publish_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Another amount of a ceiling."""
    ceiling = _managed(request, pk)
    form = PublishForm(request.POST or None)

    def do(data: dict[str, Any]) -> None:
        actions.publish_ceiling(
            ceiling=ceiling,
            amount_cents=data["amount"],
            published_on=data["published_on"],
            source=data["source"],
            key=f"publish:{data['key']}",
            **who(request),
        )

    if attempt(form, do):
        messages.success(request, _("Het nieuwe bedrag geldt."))
        return redirect("office_ceiling", pk)
    explain = _(
        "Nu is het plafond %(amount)s. Verlaagt u het bedrag? Dan geldt dat alleen voor aanvragen die later"
        " binnenkomen. Voor eerdere aanvragen blijft het oude bedrag gelden (Awb 4:27)."
    ) % {"amount": format_euro(published_amount(ceiling) or 0)}
    return _form_page(request, form, _("Bedrag veranderen"), _("Stel dit bedrag vast"), ceiling, explain)


@FORM
@office_page(Permission.MANAGE_BUDGETS)
def take_out_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that money above a lowered ceiling may go."""
    ceiling = _managed(request, pk)
    if request.method == "POST":
        published = published_amount(ceiling)
        try:
            act = actions.take_out_lowered_money(
                ceiling=ceiling, key=f"take-out:{pk}:{ceiling.allocated_cents}:{published}", **who(request)
            )
        except actions.MoneyRefusal as refusal:
            messages.error(request, str(refusal))
        else:
            taken = sum(act.entries.values_list("amount_cents", flat=True).order_by("pk"))
            messages.success(request, _("Er is %(amount)s uit het plafond gehaald.") % {"amount": format_euro(taken)})
        return redirect("office_ceiling", pk)
    context = {"ceiling": ceiling, "name": name_of(ceiling), "open_cases": _open_cases(ceiling)}
    return render(request, "office/budgets/take_out.html", context)


@FORM
@office_page(Permission.MANAGE_BUDGETS)
def settings_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the money comes from, and whether the ceiling stops or warns."""
    ceiling = _managed(request, pk)
    initial = {"council_budget": ceiling.council_budget_id, "stop": STOP if ceiling.is_hard else WARN}
    form = SettingsForm(request.POST or None, ceiling=ceiling, initial=initial)

    def do(data: dict[str, Any]) -> None:
        actions.change_settings(
            ceiling=ceiling, council_budget=data["council_budget"], is_hard=data["stop"] == STOP, **who(request)
        )

    if attempt(form, do):
        messages.success(request, _("De instellingen zijn bewaard."))
        return redirect("office_ceiling", pk)
    return _form_page(request, form, _("Instellingen van het plafond"), _("Bewaar"), ceiling)


@FORM
@office_page(Permission.MANAGE_BUDGETS)
def transfer_page(request: HttpRequest) -> HttpResponse:
    """Money from one ceiling to another."""
    user, today = officer(request), timezone.localdate()
    ceilings = GrantCeiling.objects.select_related("scheme", "village").order_by(
        "-year", "scheme__sort_order", "scheme__name", "village__sort_order", "pk"
    )
    giver = ceilings.filter(pk=request.GET["van"]).first() if request.GET.get("van", "").isdecimal() else None
    form = TransferForm(request.POST or None, ceilings=ceilings, initial={"giver": giver})

    def do(data: dict[str, Any]) -> None:
        for ceiling in (data["giver"], data["receiver"]):
            if not may_manage(user, ceiling.village, today):
                raise actions.UnableToTransfer(
                    _("U mag het geld van “%(ceiling)s” niet veranderen.") % {"ceiling": name_of(ceiling)}
                )
        actions.transfer(
            giver=data["giver"],
            receiver=data["receiver"],
            amount_cents=data["amount"],
            reason=data["reason"],
            across_years=data["across_years"],
            key=f"transfer:{data['key']}",
            **who(request),
        )

    if attempt(form, do):
        amount = format_euro(form.cleaned_data["amount"])
        messages.success(request, _("Er is %(amount)s verschoven.") % {"amount": amount})
        return redirect("office_ceiling", form.cleaned_data["receiver"].pk)
    explain = _(
        "Schuif tussen dorpen van dezelfde regeling, of tussen hele regelingen. Alleen geld dat vrij is kan weg."
    )
    back = giver or reverse("office_budgets")
    return _form_page(request, form, _("Geld verschuiven"), _("Verschuif dit geld"), back, explain)


@FORM
@office_page(Permission.MANAGE_BUDGETS)
def council_budget_new(request: HttpRequest) -> HttpResponse:
    """What the council made available."""
    require_manager(request, None)
    form = CouncilBudgetForm(request.POST or None, initial={"year": request.GET.get("jaar", "")})

    def do(data: dict[str, Any]) -> None:
        actions.make_council_budget(
            year=data["year"],
            name=data["name"],
            amount_cents=data["amount"],
            decision=data["decision"],
            decided_on=data["decided_on"],
            **who(request),
        )

    if attempt(form, do):
        messages.success(request, _("Het budget van de gemeenteraad is bewaard."))
        return redirect(f"{reverse('office_budgets')}?jaar={form.cleaned_data['year']}")
    title = _("Nieuw budget van de gemeenteraad")
    return _form_page(request, form, title, _("Bewaar dit budget"), reverse("office_budgets"))


@FORM
@office_page(Permission.MANAGE_BUDGETS)
def council_budget_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another amount, by another decision of the council."""
    require_manager(request, None)
    budget = get_object_or_404(CouncilBudget, pk=pk)
    initial = {"amount": budget.amount_cents, "decision": budget.decision, "decided_on": budget.decided_on}
    form = CouncilBudgetChangeForm(request.POST or None, initial=initial)

    def do(data: dict[str, Any]) -> None:
        actions.change_council_budget(
            budget=budget,
            amount_cents=data["amount"],
            decision=data["decision"],
            decided_on=data["decided_on"],
            **who(request),
        )

    back = f"{reverse('office_budgets')}?jaar={budget.year}"
    if attempt(form, do):
        messages.success(request, _("Het budget van de gemeenteraad is bewaard."))
        return redirect(back)
    return _form_page(request, form, str(budget), _("Bewaar dit budget"), back)


def _form_page(
    request: HttpRequest, form: forms.Form, title: str, label: str, back: GrantCeiling | str, explain: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "label": label,
        "explain": explain,
        "back": reverse("office_ceiling", args=[back.pk]) if isinstance(back, GrantCeiling) else back,
        "name": name_of(back) if isinstance(back, GrantCeiling) else "",
    }
    return render(request, "office/budgets/form.html", context, status=422 if form.is_bound else 200)


def _ceiling(pk: int) -> GrantCeiling:
    return get_object_or_404(GrantCeiling.objects.select_related("scheme", "village", "council_budget"), pk=pk)


def _managed(request: HttpRequest, pk: int) -> GrantCeiling:
    ceiling = _ceiling(pk)
    require_manager(request, ceiling.village)
    return ceiling


def _chosen_year(request: HttpRequest, years: list[int], this_year: int) -> int:
    asked = request.GET.get("jaar", "")
    if asked.isdecimal() and len(asked) == 4:
        return int(asked)
    return this_year if this_year in years or not years else years[0]


def _open_cases(ceiling: GrantCeiling) -> int:
    cases = GrantApplication.objects.open().filter(scheme=ceiling.scheme_id, budget_year=ceiling.year)
    return (cases.filter(village=ceiling.village_id) if ceiling.village_id else cases).count()


def _facts(ceiling: GrantCeiling, published: int | None) -> list[dict[str, Any]]:
    amounts = amounts_of(ceiling)
    rows = [
        (_("Beschikbaar"), format_euro(amounts.allocated_cents)),
        (_("Gereserveerd voor aanvragen"), format_euro(amounts.reserved_cents)),
        (_("Toegekend"), format_euro(amounts.granted_cents)),
        (_("Waarvan betaald"), format_euro(amounts.paid_cents)),
        (_("Vrij"), format_euro(amounts.free_cents)),
        (_("Bekendgemaakt plafond"), "" if published is None else format_euro(published)),
        (_("Als het geld op is"), _("Stoppen") if ceiling.is_hard else _("Waarschuwen")),
        (_("Budget van de gemeenteraad"), str(ceiling.council_budget) if ceiling.council_budget else _("Geen")),
    ]
    return [{"label": label, "value": value} for label, value in rows]


def _ledger_row(entry: LedgerEntry) -> dict[str, Any]:
    act = entry.act
    redistributed = act.verb == LedgerAct.Verb.REDISTRIBUTE
    return {
        "what": entry.get_kind_display(),
        "amount": entry.amount_cents,
        "case": entry.case_number,
        "case_url": case_url(entry.case_number),
        "who": str(getattr(act.actor, "user", "") or _("Systeem")),
        "at": act.at,
        "note": act.note,
        "explained_at": reverse("office_redistribution_done", args=[act.pk]) if redistributed else "",
    }


def case_url(number: str) -> str:
    """Where the dossier of a case stands; nothing for an entry without a case."""
    try:
        return reverse("office_case", args=[number]) if number else ""
    except NoReverseMatch:
        return ""
