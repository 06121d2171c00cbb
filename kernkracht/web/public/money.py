"""Money of one year as a page shows it: what there was, what was granted, and what is left."""

from __future__ import annotations

from dataclasses import dataclass

from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.queries import Granted, GrantedRow, sum_of
from kernkracht.grants.budgets.queries import Amounts, SchemeTotals, amounts_of, totals
from kernkracht.grants.schemes.models import Scheme


@dataclass(frozen=True)
class YearMoney:
    """`own`: ceilings of this village alone; `shared`: one amount for all villages. None where nobody set one."""

    year: int
    granted: Granted
    own: Amounts | None
    shared: Amounts | None

    @property
    def is_known(self) -> bool:
        return bool(self.granted.plans or self.own or self.shared)


def money_of_village(village: Village, year: int, rows: tuple[GrantedRow, ...]) -> YearMoney:
    """What counts for one village in a year; `rows` are its kept totals."""
    groups = _for_plans(totals(year=year, village=village))
    own = [amounts_of(ceiling) for group in groups for ceiling in group.villages]
    shared = [amounts_of(group.wide) for group in groups if group.wide and not group.villages]
    return YearMoney(year, sum_of(rows, lambda row: row.year == year), _sum(own), _sum(shared))


def money_of_all(year: int, granted: Granted) -> YearMoney:
    """All villages together; every euro counts once."""
    return YearMoney(year, granted, None, _sum([group.amounts for group in _for_plans(totals(year=year))]))


def _for_plans(groups: list[SchemeTotals]) -> list[SchemeTotals]:
    """Money that people apply for; what groups claim or get each year is not for plans."""
    return [group for group in groups if group.scheme.intake == Scheme.Intake.APPLICATION]


def money_of_scheme(group: SchemeTotals | None) -> Amounts | None:
    return _sum([group.amounts]) if group else None


def _sum(amounts: list[Amounts]) -> Amounts | None:
    total = sum(amounts, Amounts())
    return total if total.allocated_cents else None


def last_year_with_money(rows: tuple[GrantedRow, ...]) -> int | None:
    """The newest budget year in which something was granted."""
    return max((row.year for row in rows), default=None)
