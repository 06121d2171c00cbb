"""A rule that is otherwise: in one village, or in one tier. Only what differs is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.villages.models import Village
from kernkracht.grants.schemes.faults import Faults
from kernkracht.grants.schemes.kinds import KINDS, Kind
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.parameters import read_record, write_record
from kernkracht.grants.schemes.queries import scheme_values_of

from ..access import draft_page
from ..editing import READ, Mark, Values, around, is_live, keep, keep_form, rule_label, tiers_of, typed
from ..generated import GeneratedForm
from .rules import FORM, criterion_at, rule_context, sentence_of


@require_safe
@draft_page
def choose_village(request: HttpRequest, version: SchemeVersion, key: str) -> HttpResponse:
    """From the list of villages to the page of one."""
    village = get_object_or_404(Village.objects.active(), slug=request.GET.get("dorp", ""))
    return redirect("office_scheme_rule_village", version.pk, key, village.slug)


@FORM
@draft_page
def village_page(request: HttpRequest, version: SchemeVersion, key: str, slug: str) -> HttpResponse:
    """Other parameters of a rule in one village: only what differs is kept (R2)."""
    village = get_object_or_404(Village, slug=slug)
    values = scheme_values_of(version)
    place, criterion = criterion_at(values, key)

    def write(changes: dict[str, Any]) -> None:
        overrides = {**criterion.get("overrides", {}), village.slug: changes}
        overrides = {name: spelled for name, spelled in overrides.items() if spelled}
        values["criteria"][place] = {n: v for n, v in criterion.items() if n != "overrides"}
        if overrides:
            values["criteria"][place]["overrides"] = overrides

    return _difference_page(
        request,
        version,
        values,
        criterion,
        changes=criterion.get("overrides", {}).get(village.slug, {}),
        write=write,
        at=("criteria", place, "overrides", village.slug),
        where=_("in {village}").format(village=village.name),
        back=("office_scheme_rule", version.pk, key),
    )


@require_safe
@draft_page
def choose_change(request: HttpRequest, version: SchemeVersion, key: str, tier: str) -> HttpResponse:
    """Which rule is otherwise in a tier."""
    values = scheme_values_of(version)
    criterion_at(values, key)
    found = next((entry for entry in tiers_of(values) if entry["key"] == tier), None)
    if found is None:
        raise Http404
    others = [
        {"key": entry["key"], "label": rule_label(entry), "is_changed": entry["key"] in found.get("changes", {})}
        for entry in values["criteria"]
        if entry["key"] != key and entry["kind"] in KINDS
    ]
    context = {"version": version, "key": key, "tier": found, "rules": others}
    return render(request, "office/schemes/tier.html", context)


@FORM
@draft_page
def tier_page(request: HttpRequest, version: SchemeVersion, key: str, tier: str, target: str) -> HttpResponse:
    """Other parameters of a rule in one tier."""
    values = scheme_values_of(version)
    place, tiers = criterion_at(values, key)
    _place, criterion = criterion_at(values, target)
    number = next((i for i, t in enumerate(tiers["parameters"].get("tiers", [])) if t["key"] == tier), None)
    if number is None or key == target:
        raise Http404
    changes = dict(tiers["parameters"]["tiers"][number].get("changes", {}))

    def write(spelled: dict[str, Any]) -> None:
        changed = {name: entry for name, entry in {**changes, target: spelled}.items() if entry}
        tiers["parameters"]["tiers"][number].pop("changes", None)
        if changed:
            tiers["parameters"]["tiers"][number]["changes"] = changed

    return _difference_page(
        request,
        version,
        values,
        criterion,
        changes=changes.get(target, {}),
        write=write,
        at=("criteria", place, "parameters", "tiers", number, "changes", target),
        where=_("in de staffel {tier}").format(tier=tiers["parameters"]["tiers"][number]["label"]),
        back=("office_scheme_rule_changes", version.pk, key, tier),
    )


def _difference_page(
    request: HttpRequest,
    version: SchemeVersion,
    values: Values,
    criterion: Mapping[str, Any],
    *,
    changes: Mapping[str, Any],
    write: Any,
    at: tuple[str | int, ...],
    where: str,
    back: tuple[Any, ...],
) -> HttpResponse:
    """The form of a rule with what is otherwise somewhere; unchanged parameters follow the general rule."""
    kind, general = KINDS[criterion["kind"]], dict(criterion.get("parameters", {}))
    merged = {name: spelled for name, spelled in {**general, **changes}.items() if spelled is not None}
    form = GeneratedForm(kind, merged, data=typed(request), around=around(version, values), more={READ: Mark(values)})
    context = rule_context(version, form, criterion, values) | {
        "where": where,
        "back": reverse(back[0], args=back[1:]),
    }
    if is_live(request):
        return render(request, "office/schemes/sentence.html", context | {"sentence": sentence_of(form)})

    def change(_whole: Values) -> None:
        write(difference(general, write_record(form.record)))

    if form.is_bound and "gewoon" in form.data:
        write({})
        kept = keep(request, version, values, str(form.data.get(READ, "")))
        if kept.ok:
            messages.success(request, _("Hier geldt weer de gewone regel."))
        else:
            messages.warning(request, kept.message or " ".join(f"{f.reason} {f.remedy}" for f in kept.faults))
        return redirect(*back)
    answer = keep_form(
        request, version, form, values=values, change=change, at=at, done=_("De andere regel is bewaard."), to=back
    )
    context["sentence"] = sentence_of(form) if form.is_bound else _statement(kind, merged, criterion)
    context["general_sentence"] = _statement(kind, general, criterion)
    context["is_changed"] = bool(changes)
    return answer or render(request, "office/schemes/difference.html", context, status=422 if form.errors else 200)


def difference(general: Mapping[str, Any], here: Mapping[str, Any]) -> dict[str, Any]:
    """Only what differs; None puts a parameter that is set in general back to its default."""
    names = dict.fromkeys([*general, *here])
    return {name: here.get(name) for name in names if here.get(name) != general.get(name)}


def _statement(kind: type[Kind], spelled: Mapping[str, Any], criterion: Mapping[str, Any]) -> str:
    record = read_record(kind, spelled, (), Faults())
    return str(criterion.get("statement") or (record.statement() if record else ""))
