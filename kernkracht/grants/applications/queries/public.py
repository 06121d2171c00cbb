"""What anybody may see: granted money, without the names of private people.

Everything here starts at `GrantApplication.objects.public()` and reads the public columns only, so that a page, a
download or a search cannot show what it never fetched. A search looks in `PublicText`, which holds public words only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, Q, QuerySet, Sum, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from kernkracht.community.villages.models import Village
from kernkracht.grants.schemes.models import Scheme

from ..models import ApplicationState, Assessment, GrantApplication, GrantedTotal, PublicText
from ..plain_text import plain

Kind = GrantApplication.ApplicantKind
NAMED_KINDS = (Kind.ASSOCIATION, Kind.FOUNDATION, Kind.BUSINESS, Kind.ORGANISATION)
"""Applicants that are shown by name. Residents, alone or together, never are."""
MAX_WORDS = 8
CHUNK = 2000


@dataclass(frozen=True)
class PublicFilter:
    """What somebody wants to see; empty means all. `village` and `scheme` are slugs, `year` is the budget year."""

    text: str = ""
    village: str = ""
    scheme: str = ""
    theme: str = ""
    year: int | None = None

    @property
    def counted(self) -> bool:
        """Whether the totals kept per scheme, village and year can answer how much this is."""
        return not self.text and not self.theme


@dataclass(frozen=True)
class PublicPlan:
    """One granted case as anybody may see it; amounts in cents. `organisation` is empty for private people."""

    number: str
    title: str
    summary: str
    theme: str
    village: str
    village_slug: str
    scheme: str
    scheme_slug: str
    version: str
    applicant_kind: str
    organisation: str
    requested_cents: int
    granted_cents: int
    year: int
    received_on: date
    decided_on: date
    is_imported: bool


@dataclass(frozen=True)
class Granted:
    """How many plans got how many cents."""

    plans: int = 0
    cents: int = 0


COLUMNS: dict[str, Any] = {
    "number": F("number"),
    "title": F("title"),
    "summary": Case(
        When(may_publish=True, public_summary__gt="", then=F("public_summary")),
        When(may_publish=True, then=F("description")),
        default=Value(""),
        output_field=TextField(),
    ),
    "theme": F("theme"),
    "village_name": F("village__name"),
    "village_slug": F("village__slug"),
    "scheme_name": F("scheme__name"),
    "scheme_slug": F("scheme__slug"),
    "version_label": F("version__label"),
    "kind": F("applicant_kind"),
    "named": Case(
        When(applicant_kind__in=NAMED_KINDS, then=F("organisation")), default=Value(""), output_field=TextField()
    ),
    "requested": F("requested_cents"),
    "granted": F("granted_cents"),
    "year": F("budget_year"),
    "received": F("received_on"),
    "decided": F("decided_on"),
    "is_imported": Case(When(channel=GrantApplication.Channel.IMPORT, then=True), default=False),
}
"""In the order of `PublicPlan`."""


def _public_cases() -> QuerySet[GrantApplication]:
    return GrantApplication.objects.public()


def _read(cases: QuerySet[GrantApplication], *before: str) -> QuerySet[GrantApplication, tuple[Any, ...]]:
    """The public columns and nothing else, after those named in `before`."""
    aliased = {f"shown_{name}": value for name, value in COLUMNS.items()}
    return cases.annotate(**aliased).values_list(*before, *aliased)


def _filtered(wanted: PublicFilter) -> QuerySet[GrantApplication]:
    cases = _public_cases().order_by("-decided_on", "-pk")
    if wanted.village:
        cases = cases.filter(village=Village.objects.filter(slug=wanted.village).values("pk")[:1])
    if wanted.scheme:
        cases = cases.filter(scheme__slug=wanted.scheme)
    if wanted.year is not None:
        cases = cases.filter(budget_year=wanted.year)
    if wanted.theme:
        cases = cases.filter(theme=wanted.theme)
    if wanted.text:
        cases = cases.filter(pk__in=_with_words(wanted).order_by().values("pk"))
    return cases


def _with_words(wanted: PublicFilter) -> QuerySet[PublicText]:
    """What a search finds: every word occurs in what is public, or in the village's name. One pass over narrow rows."""
    found = PublicText.objects.order_by("-decided_on", "-pk")
    if wanted.village:
        found = found.filter(village=Village.objects.filter(slug=wanted.village).values("pk")[:1])
    if wanted.scheme:
        found = found.filter(scheme=Scheme.objects.filter(slug=wanted.scheme).values("pk")[:1])
    if wanted.year is not None:
        found = found.filter(year=wanted.year)
    if wanted.theme:
        found = found.filter(theme=wanted.theme)
    villages = [(pk, plain(name)) for pk, name in Village.objects.order_by("pk").values_list("pk", "name")]
    for word in plain(wanted.text).split()[:MAX_WORDS]:
        here = [pk for pk, name in villages if word in name]
        found = found.filter(Q(village__in=here) | Q(text__contains=word))
    return found


class _Pages(Paginator[Any]):
    """Newest decision first. An index gives the keys of this page, and only those rows are read.

    Sorting them is left to us: asked for in order, a database may walk all cases by date instead. The count comes from
    the same filter: out of the kept totals where those can answer it, else by counting.
    """

    def __init__(self, wanted: PublicFilter, size: int) -> None:
        self.wanted = wanted
        found = _with_words(wanted) if wanted.text else _filtered(wanted)
        self.keys: QuerySet[Any, Any] = found.values_list("pk", flat=True)
        super().__init__(self.keys, size)

    @cached_property
    def granted(self) -> Granted:
        return granted_by(self.wanted)

    @cached_property
    def count(self) -> int:
        """A search counts and adds up in one pass; a theme alone only counts, which its index answers."""
        return self.granted.plans if self.wanted.counted or self.wanted.text else self.keys.count()

    def found(self, number: int) -> PublicPage:
        number = min(max(1, number), self.num_pages)
        start = (number - 1) * self.per_page
        chosen = _public_cases().filter(pk__in=self.keys[start : start + self.per_page]).order_by()
        rows = sorted(_read(chosen, "decided_on", "pk"), key=lambda row: row[:2], reverse=True) if self.count else ()
        return PublicPage([PublicPlan(*row[2:]) for row in rows], number, self)


class PublicPage(Page[PublicPlan]):
    """One page of plans."""

    paginator: _Pages

    @property
    def granted(self) -> Granted:
        """How much all pages together are."""
        return self.paginator.granted


def public_plans(wanted: PublicFilter, *, page: int = 1, size: int = 24) -> PublicPage:
    """One page of the plans of a filter. A page number past the end gives the last page."""
    return _Pages(wanted, size).found(page)


def latest_plans(count: int, *, village: Village | None = None) -> tuple[PublicPlan, ...]:
    """The plans that were granted last, in one village or everywhere."""
    cases = _public_cases().order_by("-decided_on", "-pk")
    if village is not None:
        cases = cases.filter(village=village)
    return tuple(PublicPlan(*row) for row in _read(cases)[:count])


def other_plans(plan: PublicPlan, count: int) -> tuple[PublicPlan, ...]:
    """The newest other plans of the same village."""
    cases = _public_cases().filter(village__slug=plan.village_slug).exclude(number=plan.number)
    return tuple(PublicPlan(*row) for row in _read(cases.order_by("-decided_on", "-pk"))[:count])


def public_plan(number: str) -> PublicPlan | None:
    """The granted case with this number; None for a case that is not public, as if it did not exist."""
    row = _read(_public_cases().filter(number=number)).first()
    return PublicPlan(*row) if row else None


def public_plans_numbered(numbers: Iterable[str]) -> tuple[PublicPlan, ...]:
    """The granted cases among these numbers, newest decision first; others are missing, as if they did not exist."""
    rows = _read(_public_cases().filter(number__in=list(numbers)).order_by("-decided_on", "-pk"))
    return tuple(PublicPlan(*row) for row in rows)


def public_rows(wanted: PublicFilter) -> Iterator[PublicPlan]:
    """Every plan of a filter, newest decision first, read in portions."""
    for row in _read(_filtered(wanted)).iterator(CHUNK):
        yield PublicPlan(*row)


def plans_by_key(keys: Iterable[int]) -> list[tuple[int, int, PublicPlan]]:
    """The public ones among these cases: key, village and plan. For the search."""
    rows = _read(_public_cases().filter(pk__in=keys).order_by("pk"), "pk", "village_id")
    return [(row[0], row[1], PublicPlan(*row[2:])) for row in rows]


def public_numbers() -> QuerySet[GrantApplication]:
    """The public cases for a list of addresses: number and day of decision."""
    return _public_cases().only("number", "decided_on").order_by("-decided_on", "-pk")


@dataclass(frozen=True)
class AmountReason:
    """What set the amount: a criterion key, "requested", "eligible_costs" or "ceiling:…"; empty when not recorded."""

    bound_by: str
    eligible_cents: int | None


def reason_of_amount(number: str) -> AmountReason:
    """What bound the amount at the last assessment, when what was granted is what that assessment came to."""
    row = (
        Assessment.objects.filter(application__number=number, application__state=ApplicationState.GRANTED)
        .filter(payable_cents=F("application__granted_cents"))
        .order_by("-made_at", "-pk")
        .values_list("bound_by", "eligible_cents")
        .first()
    )
    return AmountReason(*row) if row else AmountReason("", None)


def granted_by(wanted: PublicFilter) -> Granted:
    """How many plans a filter finds, and their money."""
    if not wanted.counted:
        cases = _with_words(wanted) if wanted.text else _filtered(wanted)
        found = cases.order_by().aggregate(cents=Coalesce(Sum("granted_cents"), 0), plans=Count("pk"))
        return Granted(found["plans"], found["cents"])
    totals = GrantedTotal.objects.all()
    if wanted.village:
        totals = totals.filter(village__slug=wanted.village)
    if wanted.scheme:
        totals = totals.filter(scheme__slug=wanted.scheme)
    if wanted.year is not None:
        totals = totals.filter(year=wanted.year)
    sums = totals.order_by().aggregate(**_SUMS)
    return Granted(sums["all_plans"], sums["all_cents"])


_SUMS = {"all_plans": Coalesce(Sum("plans"), 0), "all_cents": Coalesce(Sum("granted_cents"), 0)}


@dataclass(frozen=True)
class GrantedRow:
    """The kept total of one scheme, village and budget year."""

    village_id: int
    scheme_id: int
    year: int
    granted: Granted


def granted_rows(*, village: Village | None = None) -> tuple[GrantedRow, ...]:
    """All kept totals, of one village or of all of them, newest year first: one small query."""
    totals = GrantedTotal.objects.filter(plans__gt=0).order_by("-year", "village_id", "scheme_id")
    if village is not None:
        totals = totals.filter(village=village)
    rows = totals.values_list("village_id", "scheme_id", "year", "plans", "granted_cents")
    return tuple(GrantedRow(v, s, year, Granted(plans, cents)) for v, s, year, plans, cents in rows)


def sum_of(rows: tuple[GrantedRow, ...], only: Callable[[GrantedRow], bool] = lambda row: True) -> Granted:
    """The rows that `only` lets through, added up."""
    chosen = [row.granted for row in rows if only(row)]
    return Granted(sum(g.plans for g in chosen), sum(g.cents for g in chosen))
