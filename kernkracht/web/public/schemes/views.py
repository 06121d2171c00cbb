"""The schemes, and the rules of each: the same sentences as the form and the assessment use (R147)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import yaml
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.queries import PublicFilter, granted_by
from kernkracht.grants.applications.rules import rules_of
from kernkracht.grants.budgets.queries import Amounts, amounts_of, totals
from kernkracht.grants.schemes.accessors import decision_maker_of
from kernkracht.grants.schemes.interchange import UnacceptableSchemeFile, dump_scheme_file
from kernkracht.grants.schemes.kinds.decision import DecisionMakerByTier
from kernkracht.grants.schemes.models import Scheme, SchemeVersion
from kernkracht.grants.schemes.queries import scheme_file_of, scheme_values_of
from kernkracht.grants.schemes.rules import RuleSet
from kernkracht.web.scheme_sentences import rule_groups, together

from ..door import Door, doors, published_versions
from ..kept import kept
from ..money import money_of_scheme


@require_safe
@kept
def scheme_list(request: HttpRequest) -> HttpResponse:
    """`/geld/`: what one can ask for now, what opens later, and what there was."""
    today = timezone.localdate()
    amounts = {group.scheme.pk: money_of_scheme(group) for group in totals(year=today.year)}
    found = [(door, amounts.get(door.scheme.pk)) for door in doors(published_versions(), today)]
    asked = [(door, money) for door, money in found if door.scheme.intake == Scheme.Intake.APPLICATION]
    context = {
        "open": [pair for pair in asked if pair[0].is_open],
        "later": [pair for pair in asked if not pair[0].is_open and not pair[0].is_past],
        "past": [pair for pair in asked if pair[0].is_past],
        "other": [pair for pair in found if pair[0].scheme.intake != Scheme.Intake.APPLICATION],
        "year": today.year,
    }
    return render(request, "public/schemes/list.html", context)


@dataclass(frozen=True)
class Shown:
    """A version of a scheme as somebody looks at it on a day."""

    door: Door
    version: SchemeVersion
    versions: list[SchemeVersion]
    today: date

    @property
    def is_future(self) -> bool:
        return self.version.valid_from > self.today

    @property
    def is_old(self) -> bool:
        return self.version.valid_until is not None and self.version.valid_until < self.today

    @property
    def is_current(self) -> bool:
        return not self.is_future and not self.is_old and self.version.pk == self.door.version.pk


def _shown(request: HttpRequest, slug: str) -> Shown:
    """404 for a scheme without published rules, and for a version that is not there or not published."""
    scheme = get_object_or_404(Scheme, slug=slug)
    versions = published_versions(scheme)
    if not versions:
        raise Http404
    today = timezone.localdate()
    door = doors(versions, today)[0]
    label = request.GET.get("versie", "")
    version = next((v for v in versions if v.label == label), None) if label else door.version
    if version is None:
        raise Http404
    return Shown(door, version, versions[::-1], today)


@require_safe
@kept
def scheme_page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/geld/<slug>/`: the rules in force; `?versie=` others, `?dorp=` as they hold in one village."""
    shown = _shown(request, slug)
    rules = rules_of(shown.version)
    names = dict(Village.objects.active().order_by("name").values_list("slug", "name"))
    village = request.GET.get("dorp", "")
    village = village if village in names else ""
    group = next(iter(totals(year=shown.today.year, scheme=shown.door.scheme)), None)
    context = {
        "scheme": shown.door.scheme,
        "shown": shown,
        "version": shown.version,
        "summary": together(shown.version.summary),
        "door": shown.door,
        "groups": rule_groups(rules, names, village),
        "decider": _decider_by_law(rules.in_village(village)),
        "different": sorted({names[s] for rule in rules.rules for s in rule.overrides if s in names}),
        "villages": names,
        "village": village,
        "village_name": names.get(village, ""),
        "year": shown.today.year,
        "money": money_of_scheme(group),
        "per_village": _per_village(group.villages if group else ()),
        "granted": granted_by(PublicFilter(scheme=slug)),
        "versions": _links(shown, village),
        "query": urlencode({"versie": shown.version.label}),
    }
    return render(request, "public/schemes/scheme.html", context)


def _decider_by_law(rules: RuleSet) -> str:
    """Who decides when the rules name nobody; "" when they do, since their own sentence says it."""
    decider = decision_maker_of(rules)
    named = decider.is_stated or rules.first(DecisionMakerByTier) is not None
    return "" if named else decider.label


def _per_village(ceilings: Any) -> list[tuple[str, Amounts]]:
    return [(ceiling.village.name, amounts_of(ceiling)) for ceiling in ceilings if ceiling.allocated_cents]


def _links(shown: Shown, village: str) -> list[dict[str, Any]]:
    here = {"dorp": village} if village else {}
    return [
        {
            "version": version,
            "url": f"?{urlencode({'versie': version.label, **here})}",
            "current": version == shown.version,
        }
        for version in shown.versions
    ]


@require_safe
def scheme_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The version as one YAML file, as `kernkracht schemes` reads it."""
    shown = _shown(request, slug)
    try:
        text = dump_scheme_file(scheme_file_of(shown.version, try_cases=False))
    except UnacceptableSchemeFile:  # published before a rule of today on scheme files: as it is stored
        text = yaml.safe_dump(scheme_values_of(shown.version), allow_unicode=True, sort_keys=False)
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    name = "".join(c if c.isalnum() or c in "-." else "-" for c in shown.version.label)
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{name}.yaml"'
    return answer
