"""Granted plans: search, filter, and one plan."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.queries import (
    PublicPlan,
    other_plans,
    public_plan,
    public_plans,
    reason_of_amount,
)
from kernkracht.grants.applications.rules import rules_of
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.settlements.queries import story_of_number

from ..choosing import Options, read_choice, wants_part
from ..door import max_per_application
from ..kept import kept
from ..presenters import applicant_of, drawing_of, in_plans, plan_cards, theme_label, title_of

PAGE_SIZE = 24
OTHERS = 3
FILTERS = ("text", "village", "scheme", "theme", "year")


@require_safe
@kept
def plan_list(request: HttpRequest) -> HttpResponse:
    """`/plannen/`. The part below the filters answers htmx and the whole page alike."""
    options = Options.read()
    choice = read_choice(request, options, allowed=FILTERS)
    page = public_plans(choice.wanted, page=choice.page, size=PAGE_SIZE)
    context = {
        "choice": choice,
        "wanted": choice.wanted,
        "options": options,
        "page": page,
        "cards": plan_cards(page.object_list),
        "chips": choice.chips(options),
        "found": in_plans(page.paginator.count),
    }
    part = "public/plans/found.html"
    return render(request, part if wants_part(request) else "public/plans/list.html", context)


@require_safe
@kept
def plan_page(request: HttpRequest, number: str) -> HttpResponse:
    """`/plannen/<number>/`: 404 for every case that is not public, as if it did not exist."""
    plan = public_plan(number) if "\x00" not in number else None
    if plan is None:
        raise Http404
    rules_url = f"{reverse('scheme', args=[plan.scheme_slug])}?{urlencode({'versie': plan.version})}"
    context = {
        "plan": plan,
        "title": title_of(plan),
        "theme": drawing_of(plan),
        "rules_url": rules_url,
        "rows": _facts(plan, rules_url),
        "why": why_this_amount(plan),
        "others": plan_cards(other_plans(plan, OTHERS), with_village=False),
        "story": story_of_number(number),
    }
    return render(request, "public/plans/plan.html", context)


def _facts(plan: PublicPlan, rules: str) -> list[dict[str, Any]]:
    rows = [
        {"label": _("Dorp"), "value": plan.village, "href": reverse("village", args=[plan.village_slug])},
        {"label": _("Wie vroeg het aan"), "value": applicant_of(plan)},
        {"label": _("Onderwerp"), "value": theme_label(plan.theme)},
        {"label": _("Gevraagd"), "value": format_euro(plan.requested_cents)},
        {"label": _("Toegekend"), "value": format_euro(plan.granted_cents)},
        {"label": _("Besluit van"), "value": date_format(plan.decided_on, "j F Y")},
        {"label": _("Uit het geld van"), "value": str(plan.year)},
        {
            "label": _("Regeling"),
            "value": plan.scheme,
            "href": rules,
            "note": _("de regels van toen: versie %(label)s") % {"label": plan.version},
        },
        {"label": _("Nummer"), "value": plan.number},
    ]
    return [row for row in rows if row["value"]]


def why_this_amount(plan: PublicPlan) -> list[str]:
    """Sentences about the amount: which limit set it, as the assessment recorded; a register of old has none."""
    if plan.granted_cents >= plan.requested_cents:
        return [_("De aanvrager kreeg het hele gevraagde bedrag.")]
    reason = reason_of_amount(plan.number)
    version = _version(plan)
    if not reason.bound_by:
        return _without_assessment(plan, version)
    if reason.bound_by.startswith("ceiling:"):
        return [_("Er was niet meer geld over. Daarom kreeg het plan wat er nog was.")]
    said = []
    if reason.eligible_cents is not None and reason.eligible_cents < plan.requested_cents:
        said.append(
            _("Niet alle kosten tellen mee voor deze regeling. Wat meetelt is samen %(amount)s.")
            % {"amount": format_euro(reason.eligible_cents)}
        )
    rules = rules_of(version).in_village(plan.village_slug).rules
    return said + [rule.statement for rule in rules if rule.key == reason.bound_by]


def _version(plan: PublicPlan) -> SchemeVersion:
    versions = SchemeVersion.objects.select_related("scheme")
    return versions.get(scheme__slug=plan.scheme_slug, label=plan.version)


def _without_assessment(plan: PublicPlan, version: SchemeVersion) -> list[str]:
    if plan.granted_cents == max_per_application(version):
        amount = format_euro(plan.granted_cents)
        return [_("Dit is het hoogste bedrag per aanvraag: %(amount)s.") % {"amount": amount}]
    return []
