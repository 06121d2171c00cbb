"""The rules of a draft: add, change, move, remove, and change them for one village or one tier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import LongTextField
from kernkracht.grants.schemes.kinds import GROUPS, KINDS, Kind
from kernkracht.grants.schemes.kinds.base import sentence_case
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.parameters import write_record
from kernkracht.grants.schemes.queries import scheme_values_of
from kernkracht.grants.schemes.sentences import GROUP_TITLES

from ..access import draft_page
from ..checks import readable_rules
from ..editing import READ, Mark, Values, around, is_live, keep, keep_form, rule_label, tiers_of, typed
from ..explanations import EXPLANATIONS
from ..generated import GeneratedForm

FORM = require_http_methods(["GET", "HEAD", "POST"])
CHECKED_BY = {
    "auto": gettext_lazy("De computer controleert dit."),
    "human": gettext_lazy("Een medewerker beoordeelt dit."),
    "process": gettext_lazy("Dit bepaalt hoe het gaat."),
}
OWN_TEXTS = ("article", "statement", "refusal_ground")


@require_safe
@draft_page
def choose_kind(request: HttpRequest, version: SchemeVersion) -> HttpResponse:
    """All kinds of rule by subject, with what each is for; found by a word."""
    used = set(version.criteria.order_by("position").values_list("kind", flat=True))
    words = request.GET.get("zoek", "").strip()[:100]
    groups = []
    for group in GROUPS:
        kinds = [_choice(code, kind, used) for code, kind in KINDS.items() if kind.group == group]
        kinds = [entry for entry in kinds if _mentions(entry, words) or _has(str(GROUP_TITLES[group]), words)]
        if kinds:
            groups.append({"title": GROUP_TITLES[group], "slug": group, "kinds": kinds})
    context = {"version": version, "groups": groups, "words": words}
    return render(request, "office/schemes/kinds.html", context)


def _choice(code: str, kind: type[Kind], used: set[str]) -> dict[str, Any]:
    return {
        "code": code,
        "label": sentence_case(str(kind.label)),
        "text": str(EXPLANATIONS[code]),
        "by": CHECKED_BY[kind.checked_by],
        "is_taken": kind.once and code in used,
    }


def _mentions(entry: Mapping[str, Any], words: str) -> bool:
    return _has(f"{entry['label']} {entry['text']} {entry['code'].replace('_', ' ')}", words)


def _has(text: str, words: str) -> bool:
    return all(word in text.casefold() for word in words.casefold().split())


def own_fields(criterion: Mapping[str, Any], values: Values) -> dict[str, forms.Field]:
    """What every rule has beside its parameters."""
    return {
        "article": forms.CharField(
            label=_("In welk artikel staat dit?"), max_length=100, required=False, initial=criterion.get("article", "")
        ),
        "statement": LongTextField(
            label=_("Eigen zin"),
            help_text=_("Laat dit leeg voor de gewone zin."),
            max_characters=5000,
            rows=3,
            required=False,
            initial=criterion.get("statement", ""),
        ),
        "refusal_ground": LongTextField(
            label=_("Zin in de brief als het plan hier niet aan voldoet"),
            max_characters=5000,
            rows=3,
            required=False,
            initial=criterion.get("refusal_ground", ""),
        ),
        READ: Mark(values),
    }


def criterion_from(form: GeneratedForm, before: Mapping[str, Any]) -> dict[str, Any]:
    """The spelling of a rule out of its form; its key, kind and villages stay."""
    texts = {name: form.cleaned_data.get(name, "").replace("\r\n", "\n").strip() for name in OWN_TEXTS}
    said = {"parameters": write_record(form.record), **texts, "overrides": before.get("overrides")}
    return {"key": before["key"], "kind": before["kind"]} | {name: value for name, value in said.items() if value}


def sentence_of(form: GeneratedForm) -> str:
    """What the public would read; empty while the form is not complete."""
    if form.only_reshapes or not (form.is_bound and form.is_valid()):
        return ""
    return str(form.cleaned_data.get("statement", "").strip() or form.record.statement())


@FORM
@draft_page
def add_rule(request: HttpRequest, version: SchemeVersion, kind: str) -> HttpResponse:
    """A new rule of a kind."""
    found = KINDS.get(kind)
    if found is None:
        raise Http404
    values = scheme_values_of(version)
    criterion = {"key": free_key(found, values), "kind": kind}
    form = GeneratedForm(
        found, {}, data=typed(request), around=around(version, values), more=own_fields(criterion, values)
    )

    def add(whole: Values) -> None:
        whole.setdefault("criteria", []).append(criterion_from(form, criterion))

    return _rule_form(request, version, form, criterion, values, add, len(values.get("criteria", [])))


def free_key(kind: type[Kind], values: Values) -> str:
    """A name for a new rule that no other has."""
    taken = {criterion["key"] for criterion in values.get("criteria", [])}
    first = slugify(str(kind.label))[:50].strip("-") or "regel"
    return next(key for key in (first, *(f"{first}-{n}" for n in range(2, 1000))) if key not in taken)


@FORM
@draft_page
def rule_page(request: HttpRequest, version: SchemeVersion, key: str) -> HttpResponse:
    """One rule in a form made from its parameters."""
    values = scheme_values_of(version)
    place, criterion = criterion_at(values, key)
    form = GeneratedForm(
        KINDS[criterion["kind"]],
        criterion.get("parameters", {}),
        data=typed(request),
        around=around(version, values),
        more=own_fields(criterion, values),
    )

    def change(whole: Values) -> None:
        whole["criteria"][place] = criterion_from(form, criterion)

    return _rule_form(request, version, form, criterion, values, change, place)


def _rule_form(
    request: HttpRequest,
    version: SchemeVersion,
    form: GeneratedForm,
    criterion: Mapping[str, Any],
    values: Values,
    change: Any,
    place: int,
) -> HttpResponse:
    is_new = place >= len(values.get("criteria", []))
    context = rule_context(version, form, criterion, values) | {"is_new": is_new}
    if is_live(request):
        return render(request, "office/schemes/sentence.html", context | {"sentence": sentence_of(form)})
    answer = keep_form(
        request,
        version,
        form,
        values=values,
        change=change,
        at=("criteria", place, "parameters"),
        done=_("De regel is toegevoegd.") if is_new else _("De regel is bewaard."),
        to=("office_scheme", version.pk),
    )
    context["sentence"] = sentence_of(form) if form.is_bound else _stored_sentence(values, version, criterion)
    return answer or render(request, "office/schemes/rule.html", context, status=422 if form.errors else 200)


def _stored_sentence(values: Values, version: SchemeVersion, criterion: Mapping[str, Any]) -> str:
    rules, _faults = readable_rules(values, version)
    found = [rule.statement for rule in (rules.rules if rules else ()) if rule.key == criterion["key"]]
    return found[0] if found else ""


def rule_context(
    version: SchemeVersion, form: GeneratedForm, criterion: Mapping[str, Any], values: Values
) -> dict[str, Any]:
    kind = KINDS[criterion["kind"]]
    names = dict(Village.objects.active().order_by("name").values_list("slug", "name"))
    tiers = tiers_of(values) if kind.id == "tiers" else []
    return {
        "version": version,
        "form": form,
        "criterion": criterion,
        "label": rule_label(criterion),
        "explanation": EXPLANATIONS[kind.id],
        "by": CHECKED_BY[kind.checked_by],
        "villages": names,
        "different": [(slug, names.get(slug, slug)) for slug in criterion.get("overrides", {})],
        "tiers": [(tier["key"], tier["label"], _changed_labels(tier, values)) for tier in tiers],
        "has_parameters": bool(form.root.parts),
        "own_sentence": bool(criterion.get("statement")),
    }


def _changed_labels(tier: Mapping[str, Any], values: Values) -> str:
    labels = {criterion["key"]: rule_label(criterion) for criterion in values.get("criteria", [])}
    return ", ".join(labels.get(key, key) for key in tier.get("changes", {}))


def criterion_at(values: Values, key: str) -> tuple[int, dict[str, Any]]:
    """The place and the spelling of a rule. 404 for an unknown key or a kind that no longer exists."""
    for place, criterion in enumerate(values.get("criteria", [])):
        if criterion["key"] == key and criterion["kind"] in KINDS:
            return place, criterion
    raise Http404


@require_POST
@draft_page
def move_rule(request: HttpRequest, version: SchemeVersion, key: str) -> HttpResponse:
    """One place up or down, among the rules of the same subject."""
    values = scheme_values_of(version)
    place, criterion = criterion_at(values, key)
    group = KINDS[criterion["kind"]].group
    rules = values["criteria"]
    step = -1 if request.POST.get("waarheen") == "omhoog" else 1
    other = place + step
    while 0 <= other < len(rules) and getattr(KINDS.get(rules[other]["kind"]), "group", "") != group:
        other += step
    if 0 <= other < len(rules):
        rules.insert(other, rules.pop(place))
        kept = keep(request, version, values, request.POST.get(READ, ""))
        if not kept.ok:
            messages.warning(request, kept.message or " ".join(map(str, kept.faults)))
    return redirect(f"{reverse('office_scheme', args=[version.pk])}#regel-{key}")


@FORM
@draft_page
def remove_rule(request: HttpRequest, version: SchemeVersion, key: str) -> HttpResponse:
    """Take a rule out, after a confirmation that shows what goes."""
    values = scheme_values_of(version)
    place, criterion = criterion_at(values, key)
    if request.method == "POST":
        del values["criteria"][place]
        kept = keep(request, version, values, request.POST.get(READ, ""))
        if kept.ok:
            messages.success(request, _("De regel is weggehaald."))
        else:
            fault = _("Een regeling heeft minstens één regel.") if not values["criteria"] else ""
            texts = [kept.message, fault] if fault else [kept.message, *(f"{f.reason} {f.remedy}" for f in kept.faults)]
            messages.warning(request, " ".join(filter(None, texts)))
        return redirect("office_scheme", version.pk)
    context = {
        "version": version,
        "label": rule_label(criterion),
        "sentence": _stored_sentence(values, version, criterion),
        "mark": Mark(values).initial,
        "mark_name": READ,
    }
    return render(request, "office/schemes/remove_rule.html", context)
