"""Dividing left-over money: pure, to the cent."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.villages.models import Village
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.budgets.redistribution import divide, plan_redistribution

cents = st.integers(min_value=0, max_value=10_000_00)


@given(pool=cents, parts=st.integers(min_value=1, max_value=40))
def test_parts_add_up_and_differ_by_less_than_two_euros(pool: int, parts: int) -> None:
    shares = divide(pool, parts)
    assert sum(shares) == pool
    assert max(shares) - min(shares) < 200
    assert all(s % 100 == 0 for s in shares[1:])


def test_examples() -> None:
    assert divide(100_00, 3) == [34_00, 33_00, 33_00]
    assert divide(1_05, 2) == [1_05, 0]
    assert divide(0, 2) == [0, 0]
    assert divide(5_00, 0) == []


@st.composite
def ceilings(draw: st.DrawFn) -> list[GrantCeiling]:
    rows = []
    for pk in range(1, draw(st.integers(1, 8)) + 1):
        reserved, granted, free = draw(st.tuples(cents, cents, cents | st.just(0)))
        village = Village(pk=pk, name=f"Dorp {pk}")
        rows.append(
            GrantCeiling(
                pk=pk,
                village=village,
                allocated_cents=reserved + granted + free,
                reserved_cents=reserved * draw(st.integers(0, 1)),
                granted_cents=granted,
            )
        )
    return rows


@given(rows=ceilings(), claims=st.sets(st.integers(1, 8)), limit=cents | st.just(0))
def test_a_plan_makes_and_loses_no_money(rows: list[GrantCeiling], claims: set[int], limit: int) -> None:
    free = {c.pk: c.free_cents for c in rows}
    plan = plan_redistribution(
        rows, free_cents=free, on=date(2026, 11, 1), villages_with_claims=claims, spent_up_to_cents=limit
    )
    assert sum(s.change_cents for s in plan.shares) == 0
    by_pk = {c.pk: c for c in rows}
    for share in plan.givers:
        giver = by_pk[share.ceiling_id]
        assert share.free_after_cents == 0
        assert giver.reserved_cents == 0
        assert giver.village_id not in claims
    for share in plan.receivers:
        assert share.free_before_cents <= limit
        assert by_pk[share.ceiling_id].granted_cents + by_pk[share.ceiling_id].reserved_cents > 0
    assert bool(plan.givers) == bool(plan.receivers)
