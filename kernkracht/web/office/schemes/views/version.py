"""One version: what it says, what is still missing, its file, and how residents and assessors will see it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.villages.models import Village
from kernkracht.foundation.deadlines import Term
from kernkracht.grants.schemes.interchange import UnacceptableSchemeFile, dump_scheme_file
from kernkracht.grants.schemes.kinds.base import day_text
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.queries import fingerprint, scheme_file_of, scheme_values_of
from kernkracht.grants.schemes.questions import STEPS, questions
from kernkracht.grants.schemes.rules import RuleSet
from kernkracht.web.office.access import office_page
from kernkracht.web.scheme_sentences import rule_groups

from ..access import READERS, is_draft, may_manage, version_of
from ..checks import case_outcomes, missing_of, readable_rules
from ..editing import READ
from ..states import state_of


@require_safe
@office_page(*READERS)
def version_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Validity, legal basis, texts, rules as sentences, examples with their outcome, and what is still missing."""
    version = version_of(pk)
    values = scheme_values_of(version)
    rules, faults = readable_rules(values, version)
    can_manage = may_manage(request)
    can_change = can_manage and is_draft(version)
    context = {
        "version": version,
        "state": state_of(version, timezone.localdate()),
        "facts": facts_of(version),
        "texts": texts_of(version),
        "groups": rule_groups(rules, _names(rules)) if rules else [],
        "faults": faults,
        "outcomes": case_outcomes(version, rules) if rules else [],
        "missing": missing_of(version, values, rules) if is_draft(version) else [],
        "can_manage": can_manage,
        "can_change": can_change,
        "read": fingerprint(values),
        "mark_name": READ,
        "cost_labels": sorted(version.cost_labels.items()),
    }
    return render(request, "office/schemes/version.html", context)


def _names(rules: RuleSet) -> dict[str, str]:
    """The villages by slug; one that a draft names and that does not exist shows as it was written."""
    written = {slug: slug for rule in rules.rules for slug in rule.overrides}
    return written | dict(Village.objects.order_by("slug").values_list("slug", "name"))


def facts_of(version: SchemeVersion) -> list[dict[str, Any]]:
    until = day_text(version.valid_until) if version.valid_until else _("Nog niet bekend")
    rows = [
        (_("Geldt vanaf"), day_text(version.valid_from), ""),
        (_("Geldt tot en met"), until, ""),
        (_("Wettelijke grondslag"), version.legal_basis, version.legal_basis_url),
        (_("Soort"), _intake(version), ""),
        (_("Niet afgemaakte aanvraag bewaren"), str(Term(days=version.draft_retention_days)), ""),
    ]
    return [{"label": label, "value": value, "href": href} for label, value, href in rows]


def _intake(version: SchemeVersion) -> str:
    return {
        "application": _("Mensen vragen het aan"),
        "claim": _("Groepen declareren hun kosten"),
        "yearly": _("Betaald per jaar, zonder aanvraag"),
    }[version.scheme.intake]


def texts_of(version: SchemeVersion) -> list[dict[str, str]]:
    texts, router = version.texts, version.texts.get("router", {})
    rows = [
        (_("Korte uitleg"), version.summary),
        (_("Doel"), version.purpose),
        (_("Antwoord in de keuzehulp"), " – ".join(filter(None, [router.get("title"), router.get("hint")]))),
        (_("Boven het formulier"), texts.get("intro", "")),
        (_("In de bevestiging"), texts.get("receipt", "")),
        (_("Afspraken in de brief"), texts.get("obligations", "")),
        (_("Hulp"), texts.get("help", "")),
        (_("Ander geld of andere hulp"), texts.get("refer", "")),
    ]
    return [{"label": label, "value": value} for label, value in rows]


@require_safe
@office_page(*READERS)
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The version as one YAML file, which `inlezen` takes back."""
    version = version_of(pk)
    try:
        text = dump_scheme_file(scheme_file_of(version, try_cases=False))
    except UnacceptableSchemeFile as refusal:
        raise Http404 from refusal
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    label = "".join(c if c.isascii() and c.isalnum() else "-" for c in version.label)
    answer["Content-Disposition"] = f'attachment; filename="{version.scheme.slug}-{label}.yaml"'
    return answer


SHOWN = ("regels", "vragen", "beoordeling")


@require_safe
@office_page(*READERS)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules page, the form's questions and the assessment sheet, from the rules as they are now."""
    version = version_of(pk)
    shown = request.GET.get("deel", SHOWN[0])
    if shown not in SHOWN:
        raise Http404
    values = scheme_values_of(version)
    rules, faults = readable_rules(values, version)
    villages = dict(Village.objects.active().order_by("name").values_list("slug", "name"))
    slug = request.GET.get("dorp", "")
    local = rules.in_village(slug) if rules and slug in villages else rules
    context = {
        "version": version,
        "shown": shown,
        "faults": faults,
        "tabs": _tabs(version, shown, slug),
        "villages": villages,
        "village": slug if slug in villages else "",
        "groups": rule_groups(rules, villages, slug if slug in villages else "") if rules else [],
        "steps": _steps(local) if local and shown == "vragen" else [],
        "sheet": _sheet(local) if local and shown == "beoordeling" else [],
    }
    return render(request, "office/schemes/preview.html", context)


def _tabs(version: SchemeVersion, shown: str, village: str) -> list[dict[str, Any]]:
    words = {
        "regels": _("Regels voor iedereen"),
        "vragen": _("Vragen van het formulier"),
        "beoordeling": _("Beoordeling"),
    }
    here = reverse("office_scheme_preview", args=[version.pk])
    rest = f"&dorp={village}" if village else ""
    return [{"label": words[name], "url": f"{here}?deel={name}{rest}", "current": name == shown} for name in SHOWN]


def _steps(rules: RuleSet) -> list[dict[str, Any]]:
    titles = {
        "plan": _("Uw plan"),
        "who": _("Wie doen er mee"),
        "costs": _("Kosten"),
        "details": _("Bijlagen en afspraken"),
        "contact": _("Contact"),
    }
    asked = questions(rules)
    return [{"title": titles[s], "questions": [q for q in asked if q.step == s]} for s in STEPS]


def _sheet(rules: RuleSet) -> list[dict[str, str]]:
    return [
        {"text": rule.statement, "article": rule.article, "by": rule.terms.checked_by, "ground": rule.refusal_ground}
        for rule in rules.rules
        if rule.terms.checked_by != "process"
    ]
