"""Example cases: facts as people spell them, and what must come out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro
from kernkracht.grants.schemes.evaluation import evaluate
from kernkracht.grants.schemes.facts import CostLine, EarlierGrant, Facts, Judgement, Reach, RoomLeft
from kernkracht.grants.schemes.faults import Faults, Path, did_you_mean
from kernkracht.grants.schemes.findings import Evaluation
from kernkracht.grants.schemes.kinds.content import PurposeCriteria
from kernkracht.grants.schemes.parameters import parameter_fields, read_record
from kernkracht.grants.schemes.rules import RuleSet

from .layout import CaseEntry, EarlierEntry, ExpectEntry, FactsEntry
from .reading import MAX_BYTES, Located, read_yaml


@dataclass(frozen=True)
class ExampleCase:
    """One case. `on` is the day of evaluation."""

    name: str
    facts: Facts
    on: date
    expect: ExpectEntry | None = None


def case_of(entry: CaseEntry, rules: RuleSet) -> ExampleCase:
    """A case with its day: as given, or the day of receipt, or the first day on which the rules hold."""
    facts = facts_of_entry(entry.facts)
    on = entry.on or facts.received_on or rules.valid_from or date(2000, 1, 1)
    return ExampleCase(entry.name, facts, on, entry.expect)


def facts_of_entry(entry: FactsEntry) -> Facts:
    """Facts (cents) out of their friendly spelling (euros)."""
    room = entry.room
    same = {"documents", "filled_fields", "answers", "judgements", "earlier", "room", "costs", "reach"}
    renamed = {"requested", "income", "other_public_contribution", "own_share"}
    plain = {n: getattr(entry, n) for n in parameter_fields(FactsEntry) if n not in same | renamed}
    money = {f"{name}_cents": getattr(entry, name) for name in renamed}
    return Facts(
        **plain,
        **money,
        reach=cast(Reach, entry.reach),
        cost_lines=tuple(CostLine(line.what, line.kind, line.amount) for line in entry.costs),
        documents=None if entry.documents is None else frozenset(entry.documents),
        filled_fields=None if entry.filled_fields is None else frozenset(entry.filled_fields),
        earlier=tuple(_earlier(grant) for grant in entry.earlier),
        room=RoomLeft(**{n: getattr(room, n) for n in parameter_fields(type(room))}) if room else RoomLeft(),
        answers=dict(entry.answers or {}),
        judgements=cast(dict[str, Judgement], dict(entry.judgements or {})),
    )


def _earlier(entry: EarlierEntry) -> EarlierGrant:
    return EarlierGrant(
        scheme=entry.scheme,
        year=entry.year,
        granted_cents=entry.granted,
        same_applicant="applicant" in entry.same,
        same_activity="activity" in entry.same,
        same_target_group="target_group" in entry.same,
        same_street="street" in entry.same,
        same_village="village" in entry.same,
    )


# --- comparing with what is expected ---------------------------------------------------------------------------------


def check_cases(rules: RuleSet, entries: Iterable[CaseEntry], at: Path, faults: Faults) -> None:
    """Report every case whose outcome differs from what it expects, and names that no criterion has."""
    for i, entry in enumerate(entries):
        here = (*at, i)
        check_names(rules, entry, here, faults)
        case = case_of(entry, rules)
        if case.expect:
            _compare(evaluate(rules, case.facts, case.on), case.expect, (*here, "expect"), faults)


def check_names(rules: RuleSet, entry: CaseEntry, at: Path, faults: Faults) -> None:
    """Report judgements and expected findings about criteria that do not exist."""
    keys = {rule.key for rule in rules.rules}
    parts = {
        f"{rule.key}.{item.code}"
        for rule in rules.rules
        if isinstance(rule.terms, PurposeCriteria)
        for item in rule.terms.criteria
    }
    findings = (entry.expect.findings or {}) if entry.expect else {}
    judged = {rule.key for rule in rules.rules if rule.terms.checked_by != "process"}
    for where, names, known in (
        ((*at, "facts", "judgements"), entry.facts.judgements or {}, keys | parts),
        ((*at, "expect", "findings"), findings, judged),
    ):
        for name in sorted(set(names) - known):
            reason = _("Er is geen criterium “{key}” dat beoordeeld wordt.").format(key=name)
            faults.add((*where, name), reason, did_you_mean(name, known))


def _compare(outcome: Evaluation, expect: ExpectEntry, at: Path, faults: Faults) -> None:
    amounts = {
        "eligible": outcome.eligible_cents,
        "payable": outcome.payable_cents,
        "removed": outcome.removed_cents,
    }
    for name, cents in amounts.items():
        wanted = getattr(expect, name)
        if wanted is not None and wanted != cents:
            _differs((*at, name), format_euro(wanted), format_euro(cents), faults)
    for name, word in (("bound_by", outcome.bound_by), ("tier", outcome.tier)):
        if getattr(expect, name) is not None and getattr(expect, name) != word:
            _differs((*at, name), getattr(expect, name), word or "-", faults)
    found = {finding.criterion: finding for finding in outcome.findings}
    for key, wanted in (expect.findings or {}).items():
        if key in found and str(found[key].outcome) != wanted:
            got = f"{found[key].outcome} ({found[key].sentence})"
            _differs((*at, "findings", key), wanted, got, faults)


def _differs(at: Path, wanted: object, got: object, faults: Faults) -> None:
    reason = _("Verwacht: {wanted}. De regels geven: {got}.").format(wanted=wanted, got=got)
    faults.add(at, reason, _("Verbeter de regels of de verwachting."))


# --- cases in a file of their own ------------------------------------------------------------------------------------


def read_cases(source: str | bytes, rules: RuleSet, faults: Faults, *, is_json: bool = False) -> list[ExampleCase]:
    """Cases out of a YAML or JSON list; each entry is `{name, on, facts, expect}` or the facts themselves.

    Faults go to `faults` with their lines (no lines for JSON); with any fault nothing is returned.
    """
    located = _read_json(source, faults) if is_json else read_yaml(source, faults)
    if located is None:
        return []
    listed = located.value.get("cases") if isinstance(located.value, Mapping) else located.value
    at: Path = ("cases",) if isinstance(located.value, Mapping) else ()
    found = Faults()
    if not isinstance(listed, list) or not listed:
        found.add(at, _("Hier hoort een lijst met gevallen."), _("Begin elk geval met “- ”."))
    entries = []
    for i, raw in enumerate(listed if isinstance(listed, list) else []):
        entry = read_record(CaseEntry, as_case(raw), (*at, i), found)
        if entry is not None:
            check_names(rules, entry, (*at, i), found)
            entries.append(entry)
    faults.found.extend(found.with_lines(located.lines))
    return [] if found else [case_of(entry, rules) for entry in entries]


def as_case(raw: object) -> object:
    """A bare mapping of facts as a case; `name`, `on` and `expect` may stand beside the facts."""
    if not isinstance(raw, Mapping) or "facts" in raw:
        return raw
    beside = {name: raw[name] for name in ("name", "on", "expect") if name in raw}
    return {**beside, "facts": {name: value for name, value in raw.items() if name not in beside}}


def _read_json(source: str | bytes, faults: Faults) -> Located | None:
    remedy = _("Schrijf een JSON-lijst met gevallen, in UTF-8.")
    if len(source) > MAX_BYTES:
        faults.add((), _("Het bestand is te groot."), _("Hoogstens {most} bytes.").format(most=MAX_BYTES))
        return None
    try:
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else source
        return Located(json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant))
    except json.JSONDecodeError as error:
        faults.add((), _("Dit is geen geldige JSON ({problem}).").format(problem=error.msg), remedy, error.lineno)
    except (UnicodeDecodeError, RecursionError, ValueError):
        faults.add((), _("Dit is geen leesbare JSON."), remedy)
    return None


def _refuse_constant(word: str) -> Any:
    raise ValueError(word)
