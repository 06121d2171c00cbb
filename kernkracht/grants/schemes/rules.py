"""The rules of one version as plain frozen values: what `evaluate`, the form, the rules page and the accessors read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from .cost_kinds import COST_KINDS
from .faults import Fault, Faults, Path, did_you_mean
from .kinds import KINDS
from .kinds.base import Kind
from .kinds.decision import DecisionMakerByTier
from .kinds.tiers import Tiers
from .kinds.time import ApplicationWindow, OpenAllYear
from .parameters import read_record, write_record

KindT = TypeVar("KindT", bound=Kind)
Spelling = Mapping[str, Any]


class InvalidRules(ValueError):
    """Stored or given rules do not fit the registry. `faults` says where and how to mend it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(map(str, self.faults)))


@dataclass(frozen=True)
class Rule:
    """One criterion: `terms` is its kind with parameters; `overrides` other spellings per village slug (R2)."""

    key: str
    terms: Kind
    article: str = ""
    own_statement: str = ""
    refusal_ground: str = ""
    overrides: Mapping[str, Spelling] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.terms.id

    @property
    def statement(self) -> str:
        """The rule in plain Dutch: the scheme's own words, or the standard sentence with these parameters."""
        return self.own_statement or self.terms.statement()

    def with_parameters(self, changes: Spelling, at: Path = (), faults: Faults | None = None) -> Rule:
        """This rule with some parameters spelled otherwise. Raises `InvalidRules`, or adds to `faults` if given."""
        found = Faults()
        merged = read_record(type(self.terms), {**write_record(self.terms), **changes}, at, found)
        if merged is None:
            if faults is None:
                raise InvalidRules(found)
            faults.found.extend(found)
            return self
        return replace(self, terms=merged)


@dataclass(frozen=True)
class RuleSet:
    """All rules of a version. Overrides are applied by `in_village`, which `evaluate` calls itself."""

    scheme: str
    version: str
    rules: tuple[Rule, ...]
    cost_labels: Mapping[str, str] = field(default_factory=dict)
    valid_from: date | None = None
    valid_until: date | None = None

    def first(self, kind: type[KindT]) -> KindT | None:
        """The terms of the first rule of a kind (or of a family of kinds)."""
        return next((rule.terms for rule in self.rules if isinstance(rule.terms, kind)), None)

    def all(self, kind: type[KindT]) -> list[KindT]:
        return [rule.terms for rule in self.rules if isinstance(rule.terms, kind)]

    def rule(self, key: str) -> Rule:
        """The rule with this key. Raises KeyError."""
        for rule in self.rules:
            if rule.key == key:
                return rule
        raise KeyError(key)

    def in_village(self, village: str) -> RuleSet:
        """The rules as they hold in one village (slug)."""
        return self.with_changes({r.key: r.overrides[village] for r in self.rules if village in r.overrides})

    def with_changes(self, changes: Mapping[str, Spelling]) -> RuleSet:
        if not changes:
            return self
        return replace(
            self, rules=tuple(r.with_parameters(changes[r.key]) if r.key in changes else r for r in self.rules)
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `RuleSet.from_dict` gives the same rules back."""
        return {
            "scheme": self.scheme,
            "version": self.version,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "cost_labels": dict(self.cost_labels),
            "rules": [write_rule(rule) for rule in self.rules],
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> RuleSet:
        """Rules as stored by `to_dict`. Raises `InvalidRules`."""
        faults = Faults()
        rules = read_rules(stored["rules"], ("rules",), faults)
        if faults:
            raise InvalidRules(faults)
        days = {
            name: date.fromisoformat(stored[name]) if stored.get(name) else None
            for name in ("valid_from", "valid_until")
        }
        return cls(stored["scheme"], stored["version"], tuple(rules), dict(stored.get("cost_labels", {})), **days)


def write_rule(rule: Rule) -> dict[str, Any]:
    """The spelling of one criterion, as in a scheme file; empty texts are left out."""
    written: dict[str, Any] = {"key": rule.key, "kind": rule.kind}
    optional = {
        "parameters": write_record(rule.terms),
        "article": rule.article,
        "statement": rule.own_statement,
        "refusal_ground": rule.refusal_ground,
        "overrides": {village: dict(changes) for village, changes in rule.overrides.items()},
    }
    return written | {name: value for name, value in optional.items() if value}


def read_rules(criteria: Iterable[Spelling], at: Path, faults: Faults) -> list[Rule]:
    """Rules from spelled criteria; wrong ones are reported and left out."""
    rules = [read_rule(criterion, (*at, i), faults) for i, criterion in enumerate(criteria)]
    return [rule for rule in rules if rule is not None]


def read_rule(criterion: Spelling, at: Path, faults: Faults) -> Rule | None:
    """One rule from its spelling, with the overrides in canonical spelling."""
    kind = KINDS.get(str(criterion.get("kind", "")))
    if kind is None:
        word = str(criterion.get("kind", ""))
        reason = _("De soort “{kind}” bestaat niet.").format(kind=word[:80]) if word else _("“kind” ontbreekt.")
        faults.add((*at, "kind"), reason, did_you_mean(word, KINDS))
        return None
    terms = read_record(kind, criterion.get("parameters") or {}, (*at, "parameters"), faults)
    if terms is None:
        return None
    rule = Rule(
        key=str(criterion.get("key", "")),
        terms=terms,
        article=str(criterion.get("article") or ""),
        own_statement=str(criterion.get("statement") or ""),
        refusal_ground=str(criterion.get("refusal_ground") or ""),
    )
    overrides: dict[str, Spelling] = {}
    for village, changes in (criterion.get("overrides") or {}).items():
        overrides[village] = _read_override(rule, changes, (*at, "overrides", village), faults)
    return replace(rule, overrides=overrides)


def _read_override(rule: Rule, changes: object, at: Path, faults: Faults) -> Spelling:
    if not isinstance(changes, Mapping) or not changes:
        faults.add(at, _("Hier horen parameters met waarden."), _("Schrijf regels als “naam: waarde”."))
        return {}
    before = len(faults.found)
    merged = rule.with_parameters(changes, at, faults)
    if len(faults.found) > before:
        return {}
    spelled = write_record(merged.terms)
    return {name: spelled.get(name) for name in changes}


# --- faults between rules --------------------------------------------------------------------------------------------


def check_together(rules: RuleSet, at: Path, faults: Faults, positions: Mapping[str, int] | None = None) -> None:
    """Report what is wrong between rules: double keys, kinds that may occur once, references that lead nowhere."""
    place = {rule.key: (*at, (positions or {}).get(rule.key, i)) for i, rule in enumerate(rules.rules)}
    _check_doubles(rules, at, faults)
    _check_cost_kinds(rules, place, faults)
    _check_tiers(rules, place, faults)
    _check_filled_somewhere(rules, place, faults)
    if rules.first(ApplicationWindow) and rules.first(OpenAllYear):
        rule = next(r for r in rules.rules if isinstance(r.terms, OpenAllYear))
        faults.add(
            place[rule.key],
            _("De regeling is het hele jaar open én heeft een termijn."),
            _("Haal open_all_year of application_window weg."),
        )


def _check_doubles(rules: RuleSet, at: Path, faults: Faults) -> None:
    seen: set[str] = set()
    for i, rule in enumerate(rules.rules):
        if rule.terms.once and rule.kind in seen:
            faults.add(
                (*at, i),
                _("De soort {kind} mag maar één keer voorkomen.").format(kind=rule.kind),
                _("Voeg de twee criteria samen."),
            )
        seen.add(rule.kind)


def _check_cost_kinds(rules: RuleSet, place: Mapping[str, Path], faults: Faults) -> None:
    known = {**COST_KINDS, **rules.cost_labels}
    for rule in rules.rules:
        for code in rule.terms.used_cost_kinds():
            if code not in known:
                remedy = did_you_mean(code, known) + " " + _("Of zet een eigen naam onder cost_kinds.")
                reason = _("De kostensoort “{code}” is onbekend.").format(code=code)
                faults.add((*place[rule.key], "parameters", "cost_kinds"), reason, remedy)


def _check_tiers(rules: RuleSet, place: Mapping[str, Path], faults: Faults) -> None:
    keys: set[str] = set()
    for rule in rules.rules:
        if isinstance(rule.terms, Tiers):
            for i, tier in enumerate(rule.terms.tiers):
                keys.add(tier.key)
                here = (*place[rule.key], "parameters", "tiers", i, "changes")
                _check_changes(rules, tier.changes or {}, here, faults)
    by_tier = rules.first(DecisionMakerByTier)
    if by_tier and by_tier.by == "tier":
        rule = next(r for r in rules.rules if r.terms is by_tier)
        for key in sorted(set(by_tier.map) - keys):
            faults.add(
                (*place[rule.key], "parameters", "map", key),
                _("Er is geen staffel “{key}”.").format(key=key),
                did_you_mean(key, keys) if keys else _("Voeg een criterium van de soort tiers toe."),
            )


def _check_filled_somewhere(rules: RuleSet, place: Mapping[str, Path], faults: Faults) -> None:
    """What may be empty in general must be filled in for some village or tier; else it was forgotten."""
    tiers = rules.first(Tiers)
    for rule in rules.rules:
        name = rule.terms.may_be_local
        by_tier = [(tier.changes or {}).get(rule.key, {}) for tier in (tiers.tiers if tiers else ())]
        filled = any(changes.get(name) for changes in (*rule.overrides.values(), *by_tier))
        if name and not getattr(rule.terms, name) and not filled:
            reason = _("“{name}” ontbreekt.").format(name=name)
            remedy = _("Geef {name} hier, of bij een dorp (overrides) of een staffel (changes).").format(name=name)
            faults.add((*place[rule.key], "parameters"), reason, remedy)


def _check_changes(rules: RuleSet, changes: Mapping[str, Spelling], at: Path, faults: Faults) -> None:
    known = {rule.key: rule for rule in rules.rules}
    for key, spelled in changes.items():
        if key in known:
            known[key].with_parameters(spelled, (*at, key), faults)
        else:
            reason = _("Er is geen criterium “{key}”.").format(key=key)
            faults.add((*at, key), reason, did_you_mean(key, known))
