"""The parts of a scheme file, as records with typed fields: the same machinery as the parameters of kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kernkracht.grants.schemes.faults import Faults, Path
from kernkracht.grants.schemes.kinds.vocabulary import REACHES
from kernkracht.grants.schemes.parameters import (
    Anything,
    Choice,
    Code,
    Count,
    Day,
    Euro,
    Flag,
    ListOf,
    MapOf,
    Record,
    RecordOf,
    Schema,
    Text,
    param,
)

FORMAT = 1
LONG = 5000


class Slug(Code):
    """A word for addresses: lower-case letters, digits and hyphens."""

    PATTERN = r"^[a-z0-9][a-z0-9-]{0,59}$"


class Address(Text):
    """A web address with http or https (or a path, for old addresses of this site)."""

    def __init__(self, *, path: bool = False, seed: bool = False) -> None:
        super().__init__(300)
        self.pattern = r"^/[^\s]*$" if path else r"^(https?://|seed:)[^\s]+$" if seed else r"^https?://[^\s]+$"

    def read(self, spelling: object, at: Path, faults: Faults) -> str | None:
        text = super().read(spelling, at, faults)
        if text is None or re.fullmatch(self.pattern, text):
            return text
        faults.add(at, _("“{value}” is geen adres.").format(value=text[:80]), _("Begin met https:// of met /."))
        return None

    def schema(self) -> Schema:
        return super().schema() | {"pattern": self.pattern}


class Named(MapOf):
    """Like a map, but names may be any short text: question codes and criterion keys with a dot."""

    KEY = r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,120}$"

    def read(self, spelling: object, at: Path, faults: Faults) -> dict[str, Any] | None:
        if not isinstance(spelling, Mapping):
            faults.add(at, _("Hier horen namen met elk een waarde."), _("Schrijf regels als “naam: waarde”."))
            return None
        before = len(faults.found)
        read = {}
        for key, entry in spelling.items():
            if not re.fullmatch(self.KEY, str(key)):
                reason = _("“{name}” kan geen naam zijn.").format(name=str(key)[:80])
                faults.add((*at, str(key)), reason, _("Gebruik letters, cijfers en . _ : -"))
            read[str(key)] = self.value.read(entry, (*at, str(key)), faults)
        return None if len(faults.found) > before else read

    def schema(self) -> Schema:
        return {
            "type": "object",
            "propertyNames": {"pattern": self.KEY},
            "additionalProperties": self.value.schema(),
        }


class Answer(Anything):
    """A text, a number, yes or no, or a list of them."""

    def read(self, spelling: object, at: Path, faults: Faults) -> object:
        entries = spelling if isinstance(spelling, list) else [spelling]
        if all(entry is None or isinstance(entry, str | int | Decimal | float | date) for entry in entries):
            plain = [str(e) if isinstance(e, date | Decimal) else e for e in entries]
            return plain if isinstance(spelling, list) else plain[0]
        faults.add(at, _("Dit kan geen antwoord zijn."), _("Schrijf tekst, een getal, true of false."))
        return None

    def schema(self) -> Schema:
        plain = {"type": ["string", "number", "boolean", "null"]}
        return {"anyOf": [plain, {"type": "array", "items": plain}]}


@dataclass(frozen=True, kw_only=True)
class SchemeEntry(Record):
    slug: str = param(Slug(), "stable name in addresses", required=True)
    name: str = param(Text(150), "name", required=True)
    municipality: str = param(Text(100), "municipality", required=True)
    intake: str = param(Choice(("application", "claim", "yearly")), "how money is asked", default="application")
    sort_order: int = param(Count(low=0, high=10_000), "place in the list of schemes", default=0)
    old_addresses: tuple[str, ...] = param(ListOf(Address(path=True)), "paths that redirect here", default=())


@dataclass(frozen=True, kw_only=True)
class RouterText(Record):
    """How the router leads here: “klein of groot? straat of dorp?”."""

    size: str = param(Choice(("small", "large", "any")), "size of the plan", default="any")
    reach: tuple[str, ...] = param(ListOf(Choice(REACHES)), "for whom", default=())
    title: str | None = param(Text(150), "answer in the router")
    hint: str | None = param(Text(300), "one sentence below it")


@dataclass(frozen=True, kw_only=True)
class TextsEntry(Record):
    router: RouterText | None = param(RecordOf(RouterText), "router")
    intro: str | None = param(Text(LONG), "above the form")
    receipt: str | None = param(Text(LONG), "extra text in the receipt")
    obligations: str | None = param(Text(LONG), "obligations in the award letter")
    help: str | None = param(Text(LONG), "where to get help")
    refer: str | None = param(Text(LONG), "other money or help")


@dataclass(frozen=True, kw_only=True)
class VersionEntry(Record):
    label: str = param(Text(60), "name of the version", required=True)
    valid_from: date = param(Day(yearly=False), "first day", required=True)
    valid_until: date | None = param(Day(yearly=False), "last day; empty is open")
    legal_basis: str | None = param(Text(300), "ordinance and article; needed to publish (Awb 4:23)")
    legal_basis_url: str | None = param(Address(), "address of the legal basis")
    summary: str | None = param(Text(LONG), "one or two sentences for the list")
    purpose: str | None = param(Text(LONG), "what it is for")
    texts: TextsEntry | None = param(RecordOf(TextsEntry), "other texts")
    draft_retention_days: int = param(Count("days", high=3650), "how long a draft is kept", default=90)

    def problems(self) -> list[tuple[str, str, str]]:
        if self.valid_until and self.valid_until < self.valid_from:
            return [("valid_until", _("De laatste dag ligt vóór de eerste."), _("Draai de twee om."))]
        return []


@dataclass(frozen=True, kw_only=True)
class SourceEntry(Record):
    url: str = param(Address(seed=True), "address", required=True)
    what: str | None = param(Text(300), "what it is")


@dataclass(frozen=True, kw_only=True)
class NotSaidEntry(Record):
    """A fact of the source that the rules cannot say, with the reason."""

    fact: str = param(Text(100), "which fact", required=True)
    text: str = param(Text(LONG), "what the source says", required=True)
    reason: str = param(Text(LONG), "why it cannot be said", required=True)


@dataclass(frozen=True, kw_only=True)
class CriterionEntry(Record):
    key: str = param(Slug(), "name within this version", required=True)
    kind: str = param(Code(), "kind of rule", required=True)
    parameters: Mapping[str, Any] | None = param(Anything(), "parameters of the kind")
    article: str | None = param(Text(100), "article in the ordinance")
    statement: str | None = param(Text(LONG), "the rule in own words; empty for the standard sentence")
    refusal_ground: str | None = param(Text(LONG), "sentence for the letter when it is not met")
    overrides: Mapping[str, Mapping[str, Any]] | None = param(
        MapOf(MapOf(Anything())), "other parameters per village (slug)"
    )


@dataclass(frozen=True, kw_only=True)
class CostEntry(Record):
    what: str = param(Text(150), "description", default="")
    kind: str = param(Code(), "cost kind; empty is not known", default="")
    amount: int = param(Euro(), "amount", required=True)


@dataclass(frozen=True, kw_only=True)
class EarlierEntry(Record):
    scheme: str = param(Slug(), "scheme; empty is this one", default="")
    year: int = param(Count(low=1990, high=2200), "budget year", required=True)
    granted: int = param(Euro(), "amount", default=0)
    same: tuple[str, ...] = param(
        ListOf(Choice(("applicant", "activity", "target_group", "street", "village"))), "what is the same", default=()
    )


@dataclass(frozen=True, kw_only=True)
class RoomEntry(Record):
    scheme: int | None = param(Euro(), "left in the scheme")
    village: int | None = param(Euro(), "left for the village")
    tranche: int | None = param(Euro(), "left in the period")
    category: int | None = param(Euro(), "left for the category")
    grants_count: int | None = param(Count(low=0), "grants that may still be given")


@dataclass(frozen=True, kw_only=True)
class FactsEntry(Record):
    """The facts of a case as people spell them: `Facts` with euros. What is left out is not known."""

    village: str = param(Slug(), "village (slug)", default="")
    village_inhabitants: int | None = param(Count(low=0), "inhabitants of the village")
    area: str = param(Slug(), "area (slug)", default="")
    applicant_kind: str = param(Code(), "kind of applicant", default="")
    applicant_is_legal_body: bool | None = param(Flag(), "applies for a legal body")
    applicant_local: bool | None = param(Flag(), "lives or is based here")
    title: str = param(Text(150), "name of the plan", default="")
    activity_kind: str = param(Code(), "kind of activity", default="")
    category: str = param(Code(), "category", default="")
    reach: str = param(Choice(REACHES), "for whom", default="")
    street: str = param(Text(150), "street or neighbourhood", default="")
    requested: int | None = param(Euro(), "amount asked")
    costs: tuple[CostEntry, ...] = param(
        ListOf(RecordOf(CostEntry), at_least=0, may_repeat=True), "budget lines", default=()
    )
    income: int = param(Euro(), "income", default=0)
    other_public_contribution: int = param(Euro(), "other public money", default=0)
    own_share: int = param(Euro(), "own money", default=0)
    own_hours: int = param(Count("hours", low=0), "own hours", default=0)
    supporters: int | None = param(Count(low=0), "confirmed supporters")
    co_applicants: int | None = param(Count(low=0), "confirmed co-applicants, applicant not counted")
    households: int | None = param(Count(low=0), "different households")
    documents: tuple[str, ...] | None = param(ListOf(Code(), at_least=0), "kinds of attachments sent")
    filled_fields: tuple[str, ...] | None = param(ListOf(Code(), at_least=0), "questions answered")
    activity_starts_on: date | None = param(Day(yearly=False), "first day of the activity")
    activity_ends_on: date | None = param(Day(yearly=False), "last day of the activity")
    received_on: date | None = param(Day(yearly=False), "day of receipt")
    completed_on: date | None = param(Day(yearly=False), "day on which it was complete")
    earlier: tuple[EarlierEntry, ...] = param(
        ListOf(RecordOf(EarlierEntry), at_least=0, may_repeat=True), "earlier grants", default=()
    )
    room: RoomEntry | None = param(RecordOf(RoomEntry), "what is left under ceilings")
    answers: Mapping[str, Any] | None = param(Named(Answer()), "further answers by question code")
    judgements: Mapping[str, str] | None = param(
        Named(Choice(("met", "not_met"))), "ticks: criterion key (or key.code of a purpose) with met or not_met"
    )


@dataclass(frozen=True, kw_only=True)
class ExpectEntry(Record):
    """What must come out; what is left out is not compared."""

    eligible: int | None = param(Euro(), "eligible costs")
    payable: int | None = param(Euro(), "payable amount")
    removed: int | None = param(Euro(), "costs that do not count")
    bound_by: str | None = param(Text(80), "what set the amount")
    tier: str | None = param(Code(), "tier")
    findings: Mapping[str, str] | None = param(
        Named(Choice(("met", "not_met", "needs_judgement"))), "outcome per criterion key"
    )


@dataclass(frozen=True, kw_only=True)
class CaseEntry(Record):
    name: str = param(Text(150), "name of the case", default="")
    on: date | None = param(
        Day(yearly=False), "day of evaluation; else the day of receipt or the first day of validity"
    )
    facts: FactsEntry = param(RecordOf(FactsEntry), "facts", required=True)
    expect: ExpectEntry | None = param(RecordOf(ExpectEntry), "expected outcome")


@dataclass(frozen=True, kw_only=True)
class FileEntry(Record):
    """The whole file."""

    format: int = param(Count(low=FORMAT, high=FORMAT), "version of this format", required=True)
    scheme: SchemeEntry = param(RecordOf(SchemeEntry), "the scheme", required=True)
    version: VersionEntry = param(RecordOf(VersionEntry), "this version of its rules", required=True)
    sources: tuple[SourceEntry, ...] = param(ListOf(RecordOf(SourceEntry)), "where the rules were read", default=())
    cost_kinds: Mapping[str, str] | None = param(MapOf(Text(100)), "own cost kinds: code and Dutch label")
    criteria: tuple[CriterionEntry, ...] = param(ListOf(RecordOf(CriterionEntry)), "the rules", required=True)
    cases: tuple[CaseEntry, ...] = param(ListOf(RecordOf(CaseEntry)), "example cases", default=())
    not_said: tuple[NotSaidEntry, ...] = param(ListOf(RecordOf(NotSaidEntry)), "what cannot be said", default=())
