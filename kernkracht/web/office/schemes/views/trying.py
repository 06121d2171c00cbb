"""Try a case on the rules as they are now, keep it as an example, and run all examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import DutchDateField, EuroField
from kernkracht.grants.schemes.evaluation import evaluate
from kernkracht.grants.schemes.faults import Faults
from kernkracht.grants.schemes.findings import Evaluation, Outcome
from kernkracht.grants.schemes.interchange.cases import case_of
from kernkracht.grants.schemes.interchange.layout import CaseEntry, FactsEntry
from kernkracht.grants.schemes.kinds.base import sentence_case
from kernkracht.grants.schemes.kinds.content import PurposeCriteria
from kernkracht.grants.schemes.kinds.vocabulary import APPLICANT_TYPES, DOCUMENTS
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.parameters import Euro, parameter_fields, read_record, write_record
from kernkracht.grants.schemes.queries import scheme_values_of
from kernkracht.grants.schemes.questions import cost_kind_options, document_options, questions
from kernkracht.grants.schemes.rules import RuleSet
from kernkracht.web.office.access import office_page

from ..access import READERS, draft_page, is_draft, may_manage, version_of
from ..checks import case_outcomes, readable_rules
from ..editing import READ, Mark, Values, keep, keep_form, typed
from ..generated import GeneratedForm, Surroundings

ASKS: Mapping[str, tuple[str, ...]] = {
    "attachments": ("documents",),
    "co_applicants": ("co_applicants", "households"),
    "activity_dates": ("activity_starts_on", "activity_ends_on"),
    "own_money": ("own_share",),
}
"""Which facts a question of the form gives, where they are called otherwise."""
ALWAYS = ("village", "title", "received_on", "requested", "room")
BY_KIND: Mapping[str, tuple[str, ...]] = {
    "area_budget_formula": ("village_inhabitants",),
    "frequency_limit": ("earlier",),
    "max_per_applicant_year": ("earlier",),
    "required_form_fields": ("filled_fields",),
    "no_retroactive": ("activity_starts_on",),
    "lead_time": ("activity_starts_on",),
    "event_date_window": ("activity_starts_on", "activity_ends_on"),
}


def facts_asked(rules: RuleSet, given: Mapping[str, Any]) -> set[str]:
    """The facts that these rules look at, plus those that the case at hand has."""
    names = {*ALWAYS, *given}
    for question in questions(rules):
        names |= set(ASKS.get(question.code, (question.code,)))
    for rule in rules.rules:
        names |= set(BY_KIND.get(rule.kind, ()))
        names |= {"judgements"} if rule.terms.checked_by == "human" else set()
    return names & (set(parameter_fields(FactsEntry)) - {"answers", "area"})


def surroundings(rules: RuleSet, given: Mapping[str, Any]) -> Surroundings:
    asked = {question.code: question for question in questions(rules)}
    villages = list(Village.objects.active().order_by("name").values_list("slug", "name"))
    applicants = dict(asked["applicant_kind"].options) if "applicant_kind" in asked else {}
    applicants = {**applicants, **{code: str(label) for code, label in APPLICANT_TYPES.items()}}
    documents = {code: sentence_case(str(label)) for code, label in DOCUMENTS.items()}
    options = {
        "village": villages,
        "applicant_kind": [(code, sentence_case(label)) for code, label in applicants.items()],
        "kind": [(code, sentence_case(label)) for code, label in cost_kind_options(rules)],
        "documents": list({**dict(document_options(rules)), **documents}.items()),
        "filled_fields": [(question.field, question.label) for question in asked.values()],
        "judgements": judged_by_people(rules),
        "category": asked["category"].options if "category" in asked else (),
        "activity_kind": asked["activity_kind"].options if "activity_kind" in asked else (),
    }
    every = set(parameter_fields(FactsEntry))
    return Surroundings(
        options={name: listed for name, listed in options.items() if listed},
        skipped=frozenset(every - facts_asked(rules, given)),
    )


def judged_by_people(rules: RuleSet) -> list[tuple[str, str]]:
    """What an assessor can say something about: rules, and every aim of a purpose apart."""
    found = []
    for rule in rules.rules:
        if rule.terms.checked_by != "human":
            continue
        found.append((rule.key, rule.statement))
        if isinstance(rule.terms, PurposeCriteria):
            found += [(f"{rule.key}.{item.code}", sentence_case(item.label)) for item in rule.terms.criteria]
    return found


def case_fields(values: Values, spelled: Mapping[str, Any]) -> dict[str, forms.Field]:
    """What an example has beside its facts."""
    on = spelled.get("on")
    return {
        "name": forms.CharField(
            label=_("Hoe heet dit voorbeeld?"), max_length=150, required=False, initial=spelled.get("name", "")
        ),
        "on": DutchDateField(
            label=_("Op welke dag kijkt u?"),
            help_text=_("Leeg: de dag waarop de aanvraag binnenkwam."),
            required=False,
            initial=_day(on),
        ),
        "expected": EuroField(
            label=_("Welk bedrag moet eruit komen?"),
            help_text=_("Leeg: wij bewaren wat er nu uit komt."),
            required=False,
        ),
        READ: Mark(values),
    }


def _day(spelling: object) -> Any:
    return read_record(CaseEntry, {"on": spelling, "facts": {}}, (), Faults()).on if spelling else None  # type: ignore[union-attr] # a stored day can be read


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(*READERS)
def try_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a case, see what the rules say; on a draft an administrator may keep it as an example."""
    version = version_of(pk)
    values = scheme_values_of(version)
    rules, faults = readable_rules(values, version)
    if rules is None:
        for text in faults:
            messages.warning(request, text)
        return redirect("office_scheme", pk)
    number = _number(request.GET.get("geval", ""), version)
    spelled = version.example_cases[number] if number is not None else {}
    form = GeneratedForm(
        FactsEntry,
        spelled.get("facts", {}),
        data=typed(request),
        around=surroundings(rules, spelled.get("facts", {})),
        more=case_fields(values, spelled),
    )
    can_keep = may_manage(request) and is_draft(version)
    outcome = tried(form, rules, spelled)
    answer = None
    if can_keep and outcome and "bewaar" in form.data:
        answer = _keep_case(request, version, form, values, outcome, number)
    context = {
        "version": version,
        "form": form,
        "number": number,
        "can_keep": can_keep,
        "outcome": shown_outcome(outcome, rules) if outcome else None,
        "outcomes": case_outcomes(version, rules),
        "mark": Mark(values).initial,
        "mark_name": READ,
    }
    return answer or render(request, "office/schemes/try.html", context, status=422 if form.errors else 200)


def _number(text: str, version: SchemeVersion) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 4 or int(text) >= len(version.example_cases):
        raise Http404
    return int(text)


def tried(form: GeneratedForm, rules: RuleSet, spelled: Mapping[str, Any]) -> Evaluation | None:
    """What the rules say about the facts of a sound form, or of the example that is opened."""
    if form.is_bound:
        if form.only_reshapes or not form.is_valid():
            return None
        entry = read_record(CaseEntry, _entry(form), (), Faults())
    else:
        entry = read_record(CaseEntry, spelled, (), Faults()) if spelled else None
    if entry is None:
        return None
    case = case_of(entry, rules)
    return evaluate(rules, case.facts, case.on)


def _entry(form: GeneratedForm) -> dict[str, Any]:
    on = form.cleaned_data.get("on")
    entry = {"name": form.cleaned_data.get("name", ""), "facts": write_record(form.record)}
    entry = {name: value for name, value in entry.items() if value or name == "facts"}
    return entry | ({"on": on.isoformat()} if on else {})


def _keep_case(
    request: HttpRequest,
    version: SchemeVersion,
    form: GeneratedForm,
    values: Values,
    outcome: Evaluation,
    number: int | None,
) -> HttpResponse | None:
    if not form.cleaned_data.get("name"):
        form.add_error("name", _("Geef het voorbeeld een naam."))
        return None
    expected = form.cleaned_data.get("expected")
    expect = expectation(outcome) if expected is None else {"payable": Euro().write(expected)}
    entry = {**_entry(form), "expect": expect}

    def change(whole: Values) -> None:
        cases = whole.setdefault("cases", [])
        if number is None:
            cases.append(entry)
        else:
            cases[number] = entry

    place = len(values.get("cases", [])) if number is None else number
    return keep_form(
        request,
        version,
        form,
        values=values,
        change=change,
        at=("cases", place, "facts"),
        done=_("Het voorbeeld is bewaard."),
        to=("office_scheme_try", version.pk),
    )


def expectation(outcome: Evaluation) -> dict[str, Any]:
    """What comes out now, as an example expects it."""
    amounts = {"eligible": outcome.eligible_cents, "payable": outcome.payable_cents, "removed": outcome.removed_cents}
    words = {"bound_by": outcome.bound_by, "tier": outcome.tier}
    return {
        **{name: Euro().write(cents) for name, cents in amounts.items()},
        **{name: word for name, word in words.items() if word},
        "findings": {finding.criterion: str(finding.outcome) for finding in outcome.findings},
    }


BADGES: Mapping[Outcome, tuple[object, str, str]] = {
    Outcome.MET: (gettext_lazy("Voldoet"), "ok", "check"),
    Outcome.NOT_MET: (gettext_lazy("Voldoet niet"), "late", "close"),
    Outcome.NEEDS_JUDGEMENT: (gettext_lazy("Nog te beoordelen"), "warn", "user"),
}


def shown_outcome(outcome: Evaluation, rules: RuleSet) -> dict[str, Any]:
    """The outcome in words, the money first."""
    findings = []
    for finding in outcome.findings:
        text, kind, icon = BADGES[finding.outcome]
        if finding.not_yet_known:
            text, kind, icon = _("Nog niet bekend"), "line", "info"
        findings.append({"finding": finding, "text": str(text), "kind": kind, "icon": icon})
    return {
        "payable": outcome.payable_cents,
        "eligible": outcome.eligible_cents,
        "removed": outcome.removed_lines,
        "bound_by": bound_by_text(outcome.bound_by, rules),
        "tier": outcome.tier,
        "findings": findings,
    }


def bound_by_text(bound_by: str | None, rules: RuleSet) -> str:
    """What set the amount, in words."""
    words = {
        None: _("Er is nog geen bedrag bekend."),
        "requested": _("Het bedrag dat de aanvrager vraagt."),
        "eligible_costs": _("De kosten die meetellen."),
        "ceiling:scheme": _("Wat er in de regeling over is."),
        "ceiling:village": _("Wat er voor het dorp over is."),
        "ceiling:tranche": _("Wat er in deze periode over is."),
        "ceiling:category": _("Wat er voor deze soort over is."),
    }
    found = [rule.statement for rule in rules.rules if rule.key == bound_by]
    return found[0] if found else words.get(bound_by, str(bound_by))


@require_POST
@draft_page
def drop_case(request: HttpRequest, version: SchemeVersion, number: int) -> HttpResponse:
    """Take an example out."""
    values = scheme_values_of(version)
    cases = values.get("cases", [])
    if number >= len(cases):
        raise Http404
    del cases[number]
    kept = keep(request, version, values, request.POST.get(READ, ""))
    if kept.ok:
        messages.success(request, _("Het voorbeeld is weggehaald."))
    else:
        messages.warning(request, kept.message or " ".join(f"{fault.reason} {fault.remedy}" for fault in kept.faults))
    return redirect("office_scheme_try", version.pk)
