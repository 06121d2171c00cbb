"""The frames around a ceiling: a village's slice within the scheme's ceiling, ceilings within a council budget.

Acts that change how much is allocated lock from the outside in: schemes, council budgets, ceilings, each by primary
key. Acts on cases lock ceilings only, so both kinds follow one order and cannot wait for each other in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro
from kernkracht.grants.schemes.models import Scheme

from .journal import lock_ceilings, require_transaction
from .models import CouncilBudget, GrantCeiling
from .refusals import MoneyRefusal, name_of


def roots() -> QuerySet[GrantCeiling]:
    """Ceilings that are not a slice of another: money under them counts once."""
    wide = GrantCeiling.objects.filter(scheme=OuterRef("scheme"), year=OuterRef("year"), village__isnull=True)
    return GrantCeiling.objects.filter(Q(village__isnull=True) | ~Exists(wide)).order_by("pk")


def allocated_from(budget: CouncilBudget) -> int:
    """Cents that ceilings draw on a council budget; slices are in their scheme's ceiling already."""
    return roots().filter(council_budget=budget).aggregate(cents=Sum("allocated_cents"))["cents"] or 0


def slices_of(wide: GrantCeiling) -> QuerySet[GrantCeiling]:
    """Village ceilings that are part of a scheme-wide ceiling."""
    return GrantCeiling.objects.filter(scheme=wide.scheme_id, year=wide.year, village__isnull=False).order_by("pk")


@dataclass(frozen=True)
class Frames:
    """Locked rows: the ceilings of an act, the scheme-wide ceilings around them, and their council budgets."""

    ceilings: Mapping[int, GrantCeiling]
    wide: Mapping[tuple[int, int], GrantCeiling]
    budgets: Mapping[int, CouncilBudget]

    def wide_of(self, ceiling: GrantCeiling) -> GrantCeiling | None:
        """The scheme-wide ceiling that a village ceiling is a slice of; None for a ceiling that stands alone."""
        return self.wide.get((ceiling.scheme_id, ceiling.year)) if ceiling.village_id else None

    def check(self, changes: Mapping[int, int], refusal: type[MoneyRefusal]) -> None:
        """Raise `refusal` when these changes of allocated cents (by ceiling) would not fit in the frames."""
        for wide in self.wide.values():
            self._check_slices(wide, changes, refusal)
        for budget in self.budgets.values():
            self._check_budget(budget, changes, refusal)

    def _check_slices(self, wide: GrantCeiling, changes: Mapping[int, int], refusal: type[MoneyRefusal]) -> None:
        slices = list(slices_of(wide).values_list("pk", "allocated_cents"))
        if not slices or not changes.keys() & ({pk for pk, _cents in slices} | {wide.pk}):
            return
        after = sum(cents + changes.get(pk, 0) for pk, cents in slices)
        limit = wide.allocated_cents + changes.get(wide.pk, 0)
        if after > limit:
            raise refusal(
                _("De dorpen samen krijgen dan %(after)s. Het plafond “%(ceiling)s” is %(limit)s.")
                % {"after": format_euro(after), "ceiling": name_of(wide), "limit": format_euro(limit)}
            )

    def _check_budget(self, budget: CouncilBudget, changes: Mapping[int, int], refusal: type[MoneyRefusal]) -> None:
        drawing = set(roots().filter(council_budget=budget).values_list("pk", flat=True))
        change = sum(cents for pk, cents in changes.items() if pk in drawing)
        after = allocated_from(budget) + change
        if change > 0 and after > budget.amount_cents:
            raise refusal(
                _(
                    "De plafonds uit “%(budget)s” zijn dan samen %(after)s."
                    " De gemeenteraad stelde %(limit)s beschikbaar."
                )
                % {
                    "budget": str(budget),
                    "after": format_euro(after),
                    "limit": format_euro(budget.amount_cents),
                }
            )


def lock_schemes(schemes: Iterable[int]) -> None:
    """Let one act at a time change how much the ceilings of these schemes hold."""
    require_transaction()
    list(Scheme.objects.select_for_update(no_key=True).filter(pk__in=set(schemes)).order_by("pk"))


def lock_budgets(budgets: Iterable[int | None]) -> dict[int, CouncilBudget]:
    """Council budgets by primary key, locked."""
    ids = {pk for pk in budgets if pk is not None}
    rows = CouncilBudget.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    return {b.pk: b for b in rows}


def lock_frames(ceilings: Iterable[GrantCeiling]) -> Frames:
    """Lock what an act that changes allocations touches: schemes, council budgets, the ceilings and those around them.

    Which budget a ceiling draws on changes only under the lock of its scheme, so it is read after that lock.
    """
    ceilings = list(ceilings)
    lock_schemes(c.scheme_id for c in ceilings)
    around = Q(pk__in=[c.pk for c in ceilings])
    for scheme_id, year in {(c.scheme_id, c.year) for c in ceilings}:
        around |= Q(scheme=scheme_id, year=year, village__isnull=True)
    budgets = lock_budgets(GrantCeiling.objects.filter(around).values_list("council_budget", flat=True).order_by("pk"))
    rows = lock_ceilings(GrantCeiling.objects.filter(around).order_by("pk"))
    return Frames(
        ceilings={c.pk: c for c in rows},
        wide={(c.scheme_id, c.year): c for c in rows if c.village_id is None},
        budgets=budgets,
    )
