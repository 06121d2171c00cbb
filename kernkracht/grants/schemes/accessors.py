"""What the flow asks of the rules: who decides, within what term, how is paid, what is reported, what is divided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from .evaluation import rules_for, tier_of
from .facts import Facts
from .findings import Outcome
from .kinds.accountability import (
    AccountFinancial,
    AccountLight,
    DefinitiveAfterReport,
    EvaluationOfScheme,
    PublicityConsent,
    ReportCancellation,
    TermAndExtension,
)
from .kinds.base import Case, labels, or_list
from .kinds.budget import (
    CategoryShare,
    LeftoverReallocation,
    MaxNumberOfGrants,
    PeriodTranches,
    Tranche,
    YearlyCeiling,
)
from .kinds.challenge import PerformancePeriod
from .kinds.decision import Advisor, DecisionMakerByTier, DecisionMakerRule, InformingAlderman, MandatoryTalk
from .kinds.distribution import (
    BlockGrantDelegated,
    BudgetBasketVote,
    ChequePledge,
    ComparativeAssessment,
    EventAllocation,
    FirstCome,
    JuryOrPanel,
    MeetingDecision,
    ResidentVote,
)
from .kinds.documents import ChannelIdentity
from .kinds.payment import PartialAdvance, PayAfterReceipts, PayeeRule, PayUpFront
from .kinds.time import ApplicationWindow, DecisionTermRule, ExecutionTerm, RolloverNextYear, Window
from .kinds.village_budgets import VillageBudget
from .kinds.vocabulary import APPLICANT_TYPES, BROADER_TYPES, ROLES
from .kinds.who import ApplicantType
from .parameters import YearDay
from .rules import RuleSet

AWB_WEEKS = 8
"""Awb 4:13 lid 2: without a term of its own a decision is late after eight weeks."""


@dataclass(frozen=True)
class WhoMayApply:
    """Which kinds of applicant the rules leave. `sentence` says so, and is empty when anybody may apply.

    `own_labels` are the scheme's own words for a kind; `hints` say which narrower kind (a village hall, say) hides
    under a kind that people can choose.
    """

    kinds: tuple[str, ...]
    sentence: str = ""
    own_labels: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)


def who_may_apply(rules: RuleSet, facts: Facts, kinds: Iterable[str], on: date) -> WhoMayApply:
    """Try the rule on every kind that can be chosen, so that the form offers exactly what the assessment lets through.

    Village and tier count as far as `facts` knows them. Rules that leave nobody contradict themselves: then everybody
    may choose, and the findings say what is wrong.
    """
    every = tuple(kinds)
    terms = rules_for(rules, facts).first(ApplicantType)
    left = tuple(kind for kind in every if _is_let_through(rules, facts, kind, on))
    if terms is None or not left or left == every:
        return WhoMayApply(every)
    sentence = _("Deze regeling is voor {types}.").format(types=or_list(labels(terms.allowed_types)))
    if terms.legal_body_required:
        sentence += " " + _("De aanvrager is een rechtspersoon.")
    direct = {item.code: item.label for item in terms.allowed_types}
    own = {code: label for code, label in direct.items() if label != str(APPLICANT_TYPES.get(code, ""))}
    hidden = {kind: [label for code, label in direct.items() if kind in BROADER_TYPES.get(code, ())] for kind in left}
    hints = {kind: or_list(names) for kind, names in hidden.items() if names and kind not in direct}
    return WhoMayApply(left, sentence, own, hints)


def _is_let_through(rules: RuleSet, facts: Facts, kind: str, on: date) -> bool:
    tried = replace(facts, applicant_kind=kind, applicant_is_legal_body=None)
    terms = rules_for(rules, tried).first(ApplicantType)
    return terms is None or terms.check(Case(facts=tried, on=on)).outcome != Outcome.NOT_MET


@dataclass(frozen=True)
class DecisionTerm:
    """How long a decision may take: `weeks` after receipt, or on `day`. `ground` is an article or "Awb 4:13"."""

    weeks: int | None
    day: date | YearDay | None
    extension_weeks: int
    max_weeks: int | None
    ground: str

    def due_day(self, received_on: date) -> date | None:
        """The promised day when the term is a date: of the year of receipt, or of the next when that day has passed."""
        if isinstance(self.day, YearDay):
            this_year = self.day.in_year(received_on.year)
            return this_year if this_year >= received_on else self.day.in_year(received_on.year + 1)
        return self.day


def decision_term_of(rules: RuleSet) -> DecisionTerm:
    """The term to decide; Awb 4:13's eight weeks when the scheme has none."""
    for rule in rules.rules:
        terms = rule.terms
        if isinstance(terms, DecisionTermRule):
            weeks = terms.weeks_or_date if isinstance(terms.weeks_or_date, int) else None
            day = None if isinstance(terms.weeks_or_date, int) else terms.weeks_or_date
            ground = rule.article or rules.scheme
            return DecisionTerm(weeks, day, terms.extension_weeks or 0, terms.max_weeks, ground)
    return DecisionTerm(AWB_WEEKS, None, 0, None, "Awb 4:13")


@dataclass(frozen=True)
class DecisionMaker:
    """The role that decides (a code of `vocabulary.ROLES`) and the mandate decision it rests on."""

    role: str
    mandate_ref: str = ""
    is_stated: bool = True
    """False: the rules name nobody, so it is the municipal executive by law (Gemeentewet 160)."""

    @property
    def label(self) -> str:
        """“het college van burgemeester en wethouders”."""
        return str(ROLES[self.role])


def decision_maker_of(rules: RuleSet, facts: Facts | None = None) -> DecisionMaker:
    """Who decides, for these facts where tier or village matter; the municipal executive when nothing is said."""
    local = rules_for(rules, facts) if facts else rules
    base = local.first(DecisionMakerRule)
    role = _role_by_tier(local, facts) if facts else None
    if role:
        return DecisionMaker(role, (base.mandate_ref or "") if base else "")
    return (
        DecisionMaker(base.role, base.mandate_ref or "")
        if base
        else DecisionMaker("municipal_executive", is_stated=False)
    )


def _role_by_tier(rules: RuleSet, facts: Facts) -> str | None:
    tier = tier_of(rules, facts)
    by_tier = rules.first(DecisionMakerByTier)
    if by_tier:
        key = facts.village if by_tier.by == "village" else tier.key if tier else ""
        if key in by_tier.map:
            return by_tier.map[key]
    return tier.decision_maker if tier else None


@dataclass(frozen=True)
class Payment:
    """How the money goes: up front, or after receipts (`claim_weeks`); an advance of at most `advance_pct`."""

    moment: Literal["up_front", "after_receipts", "after_decision"]
    claim_weeks: int | None
    advance_pct: Decimal | None
    payees: tuple[str, ...]


def payment_of(rules: RuleSet) -> Payment:
    """Payment form; `after_decision` (within six weeks, Awb 4:87) when the scheme says nothing."""
    after, advance, payee = rules.first(PayAfterReceipts), rules.first(PartialAdvance), rules.first(PayeeRule)
    up_front = rules.first(PayUpFront) is not None
    return Payment(
        moment="after_receipts" if after else "up_front" if up_front else "after_decision",
        claim_weeks=after.term_weeks if after else None,
        advance_pct=advance.pct if advance else None,
        payees=tuple(item.code for item in payee.allowed) if payee else ("applicant",),
    )


@dataclass(frozen=True)
class Accountability:
    """What the receiver reports: light forms, a financial report from an amount, and whether the grant awaits it."""

    light_forms: tuple[str, ...]
    light_weeks: int | None
    financial: bool
    financial_from_cents: int
    financial_term: int | date | YearDay | None
    definitive_after_report: bool
    report_cancellation: bool
    years: int | None
    max_extension_years: int


def accountability_of(rules: RuleSet) -> Accountability:
    light, financial, term = rules.first(AccountLight), rules.first(AccountFinancial), rules.first(TermAndExtension)
    return Accountability(
        light_forms=(tuple(item.code for item in light.forms) or ("photo",)) if light else (),
        light_weeks=light.term_weeks if light else None,
        financial=financial is not None,
        financial_from_cents=(financial.from_amount or 0) if financial else 0,
        financial_term=financial.term if financial else None,
        definitive_after_report=rules.first(DefinitiveAfterReport) is not None,
        report_cancellation=rules.first(ReportCancellation) is not None,
        years=term.years if term else None,
        max_extension_years=term.max_extension_years if term else 0,
    )


@dataclass(frozen=True)
class Talk:
    when: Literal["before", "during", "offered"]
    role: str


def talk_of(rules: RuleSet) -> Talk | None:
    """The talk that the scheme prescribes or offers."""
    talk = rules.first(MandatoryTalk)
    return Talk(talk.when, talk.role) if talk else None


def advisors_of(rules: RuleSet) -> tuple[str, ...]:
    """Roles that advise."""
    advisor = rules.first(Advisor)
    return tuple(item.code for item in advisor.roles) if advisor else ()


def alderman_informed_by(rules: RuleSet) -> Literal["no", "informed", "consulted"]:
    rule = rules.first(InformingAlderman)
    return "no" if rule is None else "consulted" if rule.consulted else "informed"


def channels_of(rules: RuleSet) -> tuple[str, ...]:
    """Channels that the scheme names; empty means all."""
    rule = rules.first(ChannelIdentity)
    return tuple(item.code for item in rule.channels) if rule else ()


def publishes_plans(rules: RuleSet) -> bool:
    """Whether granted plans are published with the applicant's consent."""
    return rules.first(PublicityConsent) is not None


Distribution = Literal[
    "first_come", "comparison", "vote", "basket_vote", "jury", "meeting", "cheque", "event", "delegated", "assessment"
]
_DISTRIBUTIONS: tuple[tuple[type, Distribution], ...] = (
    (EventAllocation, "event"),
    (ChequePledge, "cheque"),
    (MeetingDecision, "meeting"),
    (BudgetBasketVote, "basket_vote"),
    (ResidentVote, "vote"),
    (JuryOrPanel, "jury"),
    (BlockGrantDelegated, "delegated"),
    (ComparativeAssessment, "comparison"),
    (FirstCome, "first_come"),
)


def distribution_of(rules: RuleSet) -> Distribution:
    """How the money is divided (Awb 4:26); “assessment” when the scheme says nothing."""
    present = {type(rule.terms) for rule in rules.rules}
    return next((name for kind, name in _DISTRIBUTIONS if kind in present), "assessment")


def ranked_on_completion(rules: RuleSet) -> bool:
    """With order of receipt: whether the day counts on which the application is complete."""
    rule = rules.first(FirstCome)
    return rule is not None and rule.complete_application_counts


def execution_deadline_of(rules: RuleSet, decided_on: date) -> date | None:
    """The last day to carry out the plan, for the award letter (RvS 2021:2172)."""
    rule = rules.first(ExecutionTerm)
    return rule.last_day(decided_on) if rule else None


def performance_period_of(rules: RuleSet) -> str:
    rule = rules.first(PerformancePeriod)
    return (rule.period or "") if rule else ""


def evaluation_day_of(rules: RuleSet) -> date | YearDay | None:
    """When the scheme itself is evaluated."""
    rule = rules.first(EvaluationOfScheme)
    return rule.date_ if rule else None


def windows_of(rules: RuleSet) -> tuple[Window, ...]:
    """Application periods; empty means open all year."""
    rule = rules.first(ApplicationWindow)
    return rule.windows if rule else ()


def is_open_on(rules: RuleSet, day: date) -> bool:
    windows = windows_of(rules)
    return not windows or any(window.holds(day) for window in windows)


def budget_year_of(rules: RuleSet, received_on: date) -> int:
    """The budget year that an application received on this day counts for."""
    window, rollover = rules.first(ApplicationWindow), rules.first(RolloverNextYear)
    later = (window is not None and window.for_year == "next") or (rollover is not None and rollover.moves(received_on))
    return received_on.year + later


def carry_over_allowed(rules: RuleSet) -> bool:
    """Whether a case may be carried over to the next budget year (R152)."""
    return rules.first(RolloverNextYear) is not None


def yearly_ceiling_of(rules: RuleSet, year: int) -> int | None:
    """The published ceiling of the scheme in cents, for budgets to allocate."""
    rule = rules.first(YearlyCeiling)
    return rule.amount if rule and rule.year in (None, year) else None


def village_budget_of(rules: RuleSet, village: str, inhabitants: int | None = None) -> int | None:
    """The yearly budget of one village (slug) in cents; None when villages have no own budget or it is not known."""
    rule = rules.in_village(village).first(VillageBudget)
    return rule.village_cents(village, inhabitants) if rule else None


def tranche_on(rules: RuleSet, day: date) -> Tranche | None:
    """The part of the budget that is open on a day."""
    rule = rules.first(PeriodTranches)
    return next((t for t in rule.tranches if t.holds(day)), None) if rule else None


def category_shares_of(rules: RuleSet) -> list[CategoryShare]:
    """The shares per category, with `limit_cents(category, budget)`."""
    return rules.all(CategoryShare)


def redistribution_day_of(rules: RuleSet, year: int) -> date | None:
    """The day from which left-over village money may move."""
    rule = rules.first(LeftoverReallocation)
    return rule.date_.in_year(year) if rule else None


def max_number_of_grants_of(rules: RuleSet) -> int | None:
    rule = rules.first(MaxNumberOfGrants)
    return rule.count if rule else None
