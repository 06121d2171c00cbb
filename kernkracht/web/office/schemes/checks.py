"""What a version still lacks, and whether its examples come out as expected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.grants.schemes.faults import Faults
from kernkracht.grants.schemes.interchange.cases import check_cases
from kernkracht.grants.schemes.interchange.layout import CaseEntry
from kernkracht.grants.schemes.kinds.base import day_text, sentence_case
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.parameters import read_record
from kernkracht.grants.schemes.queries import versions_of
from kernkracht.grants.schemes.rules import RuleSet, check_together, read_rules

from .editing import fault_text
from .generated.words import CHOICE_WORDS


def readable_rules(values: Mapping[str, Any], version: SchemeVersion) -> tuple[RuleSet | None, list[str]]:
    """The rules of stored values, or None with what is wrong with them, in words."""
    faults = Faults()
    rules = RuleSet(
        scheme=version.scheme.slug,
        version=version.label,
        rules=tuple(read_rules(values.get("criteria", []), ("criteria",), faults)),
        cost_labels=version.cost_labels,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
    )
    if faults:
        return None, [fault_text(fault, values) for fault in faults]
    return rules, []


@dataclass(frozen=True)
class CaseOutcome:
    """One example: its name, whether it came out as expected, and what differs."""

    number: int
    name: str
    differences: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.differences


def case_outcomes(version: SchemeVersion, rules: RuleSet) -> list[CaseOutcome]:
    """Every example of a version, tried on these rules."""
    outcomes = []
    for number, spelled in enumerate(version.example_cases):
        faults = Faults()
        entry = read_record(CaseEntry, spelled, (), faults)
        if entry is not None:
            check_cases(rules, [entry], (), faults)
        name = str(spelled.get("name") or _("Voorbeeld {number}").format(number=number + 1))
        outcomes.append(CaseOutcome(number, name, tuple(_difference(fault, rules) for fault in faults)))
    return outcomes


def _difference(fault: Any, rules: RuleSet) -> str:
    words = {
        "payable": _("Uit te betalen"),
        "eligible": _("Kosten die meetellen"),
        "removed": _("Kosten die niet meetellen"),
        "bound_by": _("Wat het bedrag bepaalt"),
        "tier": _("Staffel"),
    }
    last = str(fault.path[-1]) if fault.path else ""
    labels = {rule.key: str(rule.terms.label) for rule in rules.rules}
    where = words.get(last) or labels.get(last, last)
    if last in ("bound_by", "tier"):
        return _("{where}: er komt iets anders uit dan verwacht.").format(where=where)
    return f"{where}: {re.sub(OUTCOME, lambda code: str(CHOICE_WORDS[code[0]]), fault.reason)}"


@dataclass(frozen=True)
class Missing:
    """Something to do before publication. `blocks` when publishing is refused without it."""

    text: str
    href: str
    blocks: bool = True


def missing_of(version: SchemeVersion, values: Mapping[str, Any], rules: RuleSet | None) -> list[Missing]:
    """What stands between a draft and publication, and what would be wise to add."""
    here = reverse("office_scheme", args=[version.pk])
    general = reverse("office_scheme_part", args=[version.pk, "algemeen"])
    found = []
    if not version.legal_basis:
        text = _("De wettelijke grondslag. Zonder verordening en artikel kan het niet (Awb 4:23).")
        found.append(Missing(text, general))
    if rules is None:
        found.append(Missing(_("Regels die kloppen. Hieronder staat wat er mis is."), here))
        return found
    together = Faults()
    check_together(rules, ("criteria",), together)
    found += [Missing(fault_text(fault, values), f"{here}#regels") for fault in together]
    failing = [outcome for outcome in case_outcomes(version, rules) if not outcome.ok]
    found += [
        Missing(_("Voorbeeld “{name}” komt anders uit dan verwacht.").format(name=case.name), f"{here}#voorbeelden")
        for case in failing
    ]
    in_the_way = overlapping(version)[1]
    found += [
        Missing(
            _("Versie “{label}” geldt in dezelfde tijd. Kies een andere begindag, of sluit die versie eerst.").format(
                label=other.label
            ),
            general,
        )
        for other in in_the_way
    ]
    return found + stale_sentences(version, rules) + _wise(version, general)


OUTCOME = re.compile(r"\b(not_met|needs_judgement|met)\b(?=[. ]*(De regels|\()|\.$)")
YEAR = re.compile(r"\b20[0-9]{2}\b")
AMOUNT = re.compile(r"€[\s\u00a0]?[0-9][0-9.,]*[0-9]|€[\s\u00a0]?[0-9]")


def stale_sentences(version: SchemeVersion, rules: RuleSet) -> list[Missing]:
    """Own sentences that name another amount than their rule does (here or in one village), or a year gone by."""
    names = dict(Village.objects.order_by("slug").values_list("slug", "name"))
    found = []
    for rule in rules.rules:
        here = reverse("office_scheme_rule", args=[version.pk, rule.key])
        label = sentence_case(str(rule.terms.label))
        local = [(names.get(slug, slug), rule.with_parameters(changes)) for slug, changes in rule.overrides.items()]
        years = {int(year) for year in YEAR.findall(rule.own_statement)} - _years(version)
        if years and not years & {int(year) for year in YEAR.findall(rule.terms.statement())}:
            text = _("De eigen zin van “{rule}” noemt het jaar {year}.").format(rule=label, year=min(years))
            found.append(Missing(text, here, blocks=False))
        for where, there in [("", rule), *local]:
            said, meant = _amounts(rule.own_statement), _amounts(there.terms.statement())
            if said and meant and not said & meant:
                text = _("De eigen zin van “{rule}” noemt {said}. De regel zegt {meant}.").format(
                    rule=f"{label} ({where})" if where else label, said=min(said), meant=min(meant)
                )
                found.append(Missing(text, here, blocks=False))
    return found


def _years(version: SchemeVersion) -> set[int]:
    """The years in which a version holds; of one without an end only the first two."""
    last = version.valid_until.year if version.valid_until else version.valid_from.year + 1
    return set(range(version.valid_from.year, min(last, version.valid_from.year + 100) + 1))


def _amounts(text: str) -> set[str]:
    return {re.sub(r"[\s\u00a0]", "\u00a0", amount) for amount in AMOUNT.findall(text)}


def _wise(version: SchemeVersion, general: str) -> list[Missing]:
    found = []
    if len(version.example_cases) < 3:
        text = _("Minstens drie voorbeelden: alles toegekend, een deel, en niet toegekend.")
        found.append(Missing(text, reverse("office_scheme_try", args=[version.pk]), blocks=False))
    if not version.summary:
        found.append(Missing(_("Een korte uitleg voor de lijst van regelingen."), general, blocks=False))
    return found


def overlapping(version: SchemeVersion) -> tuple[list[SchemeVersion], list[SchemeVersion]]:
    """Published versions in the same time: those that publication closes, and those that stand in the way."""
    closes: list[SchemeVersion] = []
    blocks: list[SchemeVersion] = []
    for other in versions_of(version.scheme):
        ends_before = other.valid_until is not None and other.valid_until < version.valid_from
        starts_after = version.valid_until is not None and other.valid_from > version.valid_until
        if other.state != SchemeVersion.State.PUBLISHED or other.pk == version.pk or ends_before or starts_after:
            continue
        can_close = other.valid_from < version.valid_from and other.valid_until is None
        (closes if can_close else blocks).append(other)
    return closes, blocks


def consequences(version: SchemeVersion) -> list[str]:
    """What publication does, in sentences."""
    first = day_text(version.valid_from)
    lines = [
        _("De regels gelden vanaf {first} tot en met {last}.").format(first=first, last=day_text(version.valid_until))
        if version.valid_until
        else _("De regels gelden vanaf {first}. Er is nog geen einddatum.").format(first=first)
    ]
    for other in overlapping(version)[0]:
        last = day_text(version.valid_from - timedelta(days=1))
        lines.append(_("Versie “{label}” geldt dan tot en met {last}.").format(label=other.label, last=last))
    lines += [
        _("Aanvragen van voor die dag houden hun oude regels."),
        _("De grondslag is: {basis}.").format(basis=version.legal_basis.rstrip(".")),
        _("Iedereen kan de regels lezen. U kunt ze daarna niet meer veranderen, alleen vervangen."),
    ]
    return lines
