"""What a kind of rule is: a record of parameters that can state itself, check facts and ask its questions.

Each kind is one small class, and an instance is one rule with its parameters. The registry is closed: a kind exists
only because a class in this package says so. Nothing here reads the database or the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro
from kernkracht.grants.schemes.facts import CostLine, Facts
from kernkracht.grants.schemes.findings import Outcome
from kernkracht.grants.schemes.parameters import Item, Record, YearDay

CheckedBy = Literal["auto", "human", "process"]
Group = Literal[
    "who", "content", "money", "costs", "budget", "time", "documents", "decision", "distribution", "payment",
    "accountability", "challenge",
]  # fmt: skip

REGISTRY: dict[str, type[Kind]] = {}


@dataclass(frozen=True)
class Check:
    """One rule's answer: an outcome, its sentence, and what is still missing (question codes)."""

    outcome: Outcome
    sentence: str
    cap_cents: int | None = None
    missing: tuple[str, ...] = ()
    repairable: bool = False


def met(sentence: str, *, cap: int | None = None) -> Check:
    return Check(Outcome.MET, sentence, cap)


def not_met(sentence: str, *, cap: int | None = None, repairable: bool = False) -> Check:
    return Check(Outcome.NOT_MET, sentence, cap, repairable=repairable)


def unknown(sentence: str, *missing: str) -> Check:
    """Not yet known: the machine lacks the answers to the questions `missing`."""
    return Check(Outcome.NEEDS_JUDGEMENT, sentence, missing=missing)


def to_judge(sentence: str) -> Check:
    """A person must say."""
    return Check(Outcome.NEEDS_JUDGEMENT, sentence)


@dataclass(frozen=True)
class Case:
    """What one check sees: the facts, the day, and what the other rules made of costs and budgets."""

    facts: Facts
    on: date
    key: str = ""
    statement: str = ""
    scheme: str = ""
    eligible_cents: int = 0
    costs_known: bool = False
    in_kind_cents: int = 0
    """The value of own hours, where a rule gives hours a rate."""
    village_budget_cents: int | None = None
    scheme_budget_cents: int | None = None
    leftover_moved: bool = False
    """Left-over village money has been redistributed, so that the ledger and not the first split decides."""
    excluded_kinds: frozenset[str] = frozenset()
    """Cost kinds that some rule says never count, so that no other rule need speak about them."""
    cost_labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day that counts for windows and terms: receipt, or today while it is a draft."""
        return self.facts.received_on or self.on


@dataclass(frozen=True, kw_only=True)
class Kind(Record):
    """Base of all kinds of rule. Subclasses give id, group, labels and who checks as class arguments."""

    id: ClassVar[str]
    group: ClassVar[Group]
    label: ClassVar[object]
    """Dutch at source, translated lazily."""
    label_en: ClassVar[str]
    checked_by: ClassVar[CheckedBy]
    once: ClassVar[bool] = False
    """A version may hold only one rule of this kind."""
    may_be_local: ClassVar[str] = ""
    """A parameter that may be empty in general when a village (override) or a tier (changes) fills it in."""

    def __init_subclass__(
        cls, *, id: str = "", group: Group = "content", nl: object = "", en: str = "", by: CheckedBy = "auto",
        once: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init_subclass__(**kwargs)
        if not id:
            return  # an intermediate base
        if id in REGISTRY and REGISTRY[id].__qualname__ != cls.__qualname__:
            raise TypeError(f"two kinds called {id}")
        cls.id, cls.group, cls.label, cls.label_en, cls.checked_by, cls.once = id, group, nl, en, by, once
        REGISTRY[id] = cls

    def statement(self) -> str:
        """The rule in plain Dutch, for the public rules page."""
        raise NotImplementedError

    def check(self, case: Case) -> Check | None:
        """The outcome for one case; None for kinds that shape the flow instead of judging."""
        raise NotImplementedError

    def questions(self) -> tuple[str, ...]:
        """Codes of the form questions that this rule needs (questions.py)."""
        return ()

    def removes(self, line: CostLine, case: Case) -> bool:
        """Whether this rule takes a budget line out of the amount."""
        return False

    def deduction_cents(self, facts: Facts) -> int:
        """What this rule takes off the eligible costs."""
        return 0

    def used_cost_kinds(self) -> Iterable[str]:
        return ()


@dataclass(frozen=True, kw_only=True)
class HumanKind(Kind):
    """A rule that an assessor ticks, with a reason; the machine only keeps the tick.

    `asks` says what the form asks of the applicant: an explanation, a declaration, or nothing.
    """

    asks: ClassVar[Literal["explain", "declare", ""]] = ""

    def hint(self, case: Case) -> str:
        """A sentence for the assessor that the facts suggest."""
        return ""

    def check(self, case: Case) -> Check:
        hint = self.hint(case)
        sentence = _("Wij beoordelen dit nog: {rule}").format(rule=case.statement) + (f" {hint}" if hint else "")
        return judged(case, case.facts.judgements.get(case.key)) or to_judge(sentence)


@dataclass(frozen=True, kw_only=True)
class ProcessKind(Kind):
    """A rule that shapes the flow; accessors.py reads it."""

    def check(self, case: Case) -> None:
        return None


def judged(case: Case, verdict: str | None) -> Check | None:
    """The assessor's tick as an outcome, or None without a tick."""
    if verdict == Outcome.MET:
        return met(_("Akkoord: {rule}").format(rule=case.statement))
    if verdict == Outcome.NOT_MET:
        return not_met(_("Hieraan voldoet uw plan niet: {rule}").format(rule=case.statement))
    return None


# --- words -----------------------------------------------------------------------------------------------------------


def euro(cents: int) -> str:
    return format_euro(cents)


def and_list(words: Iterable[str]) -> str:
    """“a, b en c”."""
    return _join(words, _("en"))


def or_list(words: Iterable[str]) -> str:
    """“a, b of c”."""
    return _join(words, _("of"))


def _join(words: Iterable[str], last: str) -> str:
    listed = [word for word in words if word]
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}" if len(listed) > 1 else "".join(listed)


def labels(items: Iterable[Item]) -> list[str]:
    return [item.label for item in items]


def day_text(day: date | YearDay) -> str:
    """“15 maart 2027”, or “15 maart” for a day of every year; in the language that is active."""
    return f"{day.day} {MONTHS[day.month]}" + (f" {day.year}" if isinstance(day, date) else "")


def weeks_text(count: int) -> str:
    return _("1 week") if count == 1 else _("{count} weken").format(count=count)


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
