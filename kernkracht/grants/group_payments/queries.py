"""What a group may claim, what waits for whom, and which yearly contributions are due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet, Sum
from django.utils.timezone import localdate

from kernkracht.community.groups.models import CovenantVersion, Group, Nature
from kernkracht.community.groups.queries import groups_spoken_for, running_covenants
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.legal_settings.queries import number_on
from kernkracht.grants.schemes.facts import CostLine, Facts
from kernkracht.grants.schemes.kinds.money import FixedAmount, MaxPerApplicantYear
from kernkracht.grants.schemes.kinds.who import ApplicantType
from kernkracht.grants.schemes.models import Scheme, SchemeVersion
from kernkracht.grants.schemes.queries import rules_of, version_on

from .legal import DRAFT_DAYS
from .models import (
    LIVE_CLAIMS,
    ClaimAllowance,
    ClaimState,
    ContributionState,
    ExpenseClaim,
    YearlyContribution,
)

APPLICANT_OF_NATURE = {
    Nature.SIGNALLING_GROUP: "signalling_group",
    Nature.VILLAGE_ASSOCIATION: "covenant_association",
    Nature.WHATSAPP_COORDINATION: "volunteer_coordinator",
}
"""As which kind of applicant the rules see a group of a nature. An association counts only with a running covenant."""


def claim_version(group: Group, on: date) -> SchemeVersion | None:
    """The version of the claim scheme that is for this group on a day; None when there is none."""
    return next(_versions_for(group, Scheme.Intake.CLAIM, on), None)


def _versions_for(group: Group, intake: str, on: date) -> Iterator[SchemeVersion]:
    kind = APPLICANT_OF_NATURE.get(Nature(group.kind.nature))
    if kind is None:
        return
    for scheme in Scheme.objects.filter(intake=intake).order_by("sort_order", "pk"):
        version = version_on(scheme, on)
        if version is not None and kind in allowed_kinds(version):
            yield version


def allowed_kinds(version: SchemeVersion) -> frozenset[str]:
    """The kinds of applicant that the rules of a version name."""
    terms = rules_of(version).first(ApplicantType)
    return frozenset(item.code for item in terms.allowed_types) if terms else frozenset()


def yearly_limit(version: SchemeVersion) -> int | None:
    """The most a group may claim in a year, in cents; None when the rules have no such limit."""
    terms = rules_of(version).first(MaxPerApplicantYear)
    return terms.amount if terms else None


def fixed_amount(version: SchemeVersion) -> int | None:
    """The amount of a yearly contribution, in cents."""
    terms = rules_of(version).first(FixedAmount)
    return terms.amount if terms else None


@dataclass(frozen=True)
class Room:
    """What a group may still claim in a year. Cents; `limit_cents` None: the rules set no limit, or there are none."""

    year: int
    limit_cents: int | None
    claimed_cents: int

    @property
    def left_cents(self) -> int | None:
        return None if self.limit_cents is None else self.limit_cents - self.claimed_cents


def claim_room(group: Group, year: int, on: date) -> Room:
    """The room of a group in a year (R141): the limit of the rules of `on`, less every claim that is not refused."""
    version = claim_version(group, on)
    row = ClaimAllowance.objects.filter(group=group, year=year, scheme=version.scheme if version else None).first()
    if row is not None:
        return Room(year, row.limit_cents, row.claimed_cents)
    return Room(year, yearly_limit(version) if version else None, 0)


def facts_of_claim(claim: ExpenseClaim) -> Facts:
    """A claim as the rules of its scheme see it; the limit of the year is kept by the allowance."""
    lines = list(claim.lines.all())
    villages = list(claim.group.villages.order_by("pk"))
    return Facts(
        village=villages[0].slug if len(villages) == 1 else "",
        applicant_kind=APPLICANT_OF_NATURE.get(Nature(claim.group.kind.nature), ""),
        title=claim.explanation[:150],
        requested_cents=sum(line.amount_cents for line in lines),
        cost_lines=tuple(CostLine(line.description, line.cost_kind, line.amount_cents) for line in lines),
        received_on=claim.received_on,
        documents=frozenset({"receipts"}) if all(line.receipt_id for line in lines) else frozenset(),
    )


def village_of(group: Group) -> Village | None:
    """The village under whose ceiling the money falls; None for a group of several villages."""
    villages = list(group.villages.order_by("pk")[:2])
    return villages[0] if len(villages) == 1 else None


def claims_of(group: Group) -> QuerySet[ExpenseClaim]:
    """The claims of a group, newest first, drafts included: for its own people."""
    return ExpenseClaim.objects.filter(group=group).select_related("version__scheme", "group")


REMIND_BEFORE = timedelta(days=7)
"""How long before a draft goes, whoever works on it is told."""


@dataclass(frozen=True)
class DraftTerm:
    """How long a draft without activity is kept."""

    kept: timedelta

    def removed_at(self, draft: ExpenseClaim) -> datetime:
        return draft.changed_at + self.kept

    def reminder_at(self, draft: ExpenseClaim) -> datetime:
        """A week before, or halfway when drafts are kept for less than two weeks."""
        return self.removed_at(draft) - self.notice_time

    def goes_at(self, draft: ExpenseClaim) -> datetime:
        """When the draft really goes: never sooner after the reminder than the reminder promised."""
        told = draft.reminded_at + self.notice_time if draft.reminded_at else draft.changed_at
        return max(self.removed_at(draft), told)

    @property
    def notice_time(self) -> timedelta:
        return min(REMIND_BEFORE, self.kept / 2)


def draft_term(at: datetime) -> DraftTerm:
    """What the municipality's setting says on that day."""
    return DraftTerm(timedelta(days=number_on(DRAFT_DAYS, localdate(at))))


def left_claim_drafts(at: datetime) -> QuerySet[ExpenseClaim]:
    """Drafts in which nobody did anything for a day or longer, the longest left first."""
    drafts = ExpenseClaim.objects.filter(state=ClaimState.DRAFT, changed_at__lt=at - timedelta(days=1))
    return drafts.select_related("group", "made_by__user").order_by("changed_at", "pk")


def claims_to_handle() -> QuerySet[ExpenseClaim]:
    """What the office has: received and waiting for a look, or for approval; oldest first."""
    open_states = (ClaimState.FILED, ClaimState.HANDLED)
    return (
        ExpenseClaim.objects.filter(state__in=open_states)
        .select_related("group__kind", "version__scheme")
        .order_by("received_on", "pk")
    )


def claims_done(year: int) -> QuerySet[ExpenseClaim]:
    """Claims of a year that were decided or withdrawn after they were sent; newest first."""
    done = (ClaimState.APPROVED, ClaimState.REFUSED, ClaimState.WITHDRAWN)
    return ExpenseClaim.objects.filter(state__in=done, year=year, number__isnull=False).select_related("group")


def groups_that_claim(user: User, on: date) -> list[Group]:
    """Groups for which somebody may claim costs that day."""
    spoken = groups_spoken_for(user, on).select_related("kind").order_by("name")
    return [group for group in spoken if claim_version(group, on) is not None]


@dataclass(frozen=True)
class DueContribution:
    """A contribution that a group gets in a year and that nobody proposed yet."""

    version: SchemeVersion
    group: Group
    covenant: CovenantVersion | None
    year: int
    amount_cents: int


def contributions_due(year: int, on: date) -> list[DueContribution]:
    """Who gets a yearly contribution of `year`, by the register as it is on `on`, and has none yet (R142, R143).

    An association needs a covenant that runs that day (R214). Groups that ended get nothing.
    """
    covenants: dict[int, CovenantVersion] = {}
    for version in running_covenants(on).prefetch_related("covenant__groups"):
        for group in version.covenant.groups.all():
            covenants.setdefault(group.pk, version)
    had = set(YearlyContribution.objects.filter(year=year).values_list("scheme_id", "group_id"))
    due = []
    groups = Group.objects.active().filter(kind__nature__in=list(APPLICANT_OF_NATURE)).select_related("kind")
    for scheme in Scheme.objects.filter(intake=Scheme.Intake.YEARLY).order_by("sort_order", "pk"):
        rules = version_on(scheme, on)
        amount = fixed_amount(rules) if rules else None
        if rules is None or not amount:
            continue
        kinds = allowed_kinds(rules)
        for group in groups.order_by("name"):
            kind = APPLICANT_OF_NATURE[Nature(group.kind.nature)]
            if kind not in kinds or (scheme.pk, group.pk) in had:
                continue
            covenant = covenants.get(group.pk)
            if kind == "covenant_association" and covenant is None:
                continue
            due.append(DueContribution(rules, group, covenant, year, amount))
    return due


def contributions(year: int) -> QuerySet[YearlyContribution]:
    """Every contribution of a year, proposed ones first."""
    rows = YearlyContribution.objects.filter(year=year).select_related("group", "scheme", "covenant__covenant")
    return rows.order_by("-state", "scheme", "group__name")


def contributions_of(group: Group) -> QuerySet[YearlyContribution]:
    """Contributions that a group got or will get, newest first; dropped ones are left out."""
    return YearlyContribution.objects.filter(group=group).exclude(state=ContributionState.DROPPED).order_by("-year")


@dataclass(frozen=True)
class YearSums:
    """What went to groups without an application in a year, in cents."""

    claims_cents: int
    contributions_cents: int


def sums_of(year: int) -> YearSums:
    """Approved claims and contributions of a year."""
    claims = ExpenseClaim.objects.filter(state=ClaimState.APPROVED, year=year).aggregate(sum=Sum("accepted_cents"))
    fixed = YearlyContribution.objects.filter(state=ContributionState.APPROVED, year=year).aggregate(
        sum=Sum("amount_cents")
    )
    return YearSums(claims["sum"] or 0, fixed["sum"] or 0)


def years() -> list[int]:
    """Years with a claim or a contribution, newest first."""
    found = set(ExpenseClaim.objects.filter(state__in=LIVE_CLAIMS).values_list("year", flat=True).order_by())
    found |= set(YearlyContribution.objects.values_list("year", flat=True).order_by())
    return sorted(found, reverse=True)
