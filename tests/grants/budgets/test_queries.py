"""Figures about money, and the check that they are true."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.budgets.models import CouncilBudget, GrantCeiling
from kernkracht.grants.budgets.queries import (
    Amounts,
    ceilings_for,
    council_budgets,
    differences,
    hardly_used,
    ledger_of,
    recompute,
    totals,
    use_percentage,
)
from tests.factories.budgets import CouncilBudgetFactory, EmptyCeilingFactory, ceiling_with
from tests.factories.schemes import SchemeFactory
from tests.factories.villages import VillageFactory

from .conftest import Do

pytestmark = pytest.mark.django_db


def test_a_case_falls_under_the_scheme_and_its_own_village() -> None:
    scheme, here, there = SchemeFactory(), VillageFactory(), VillageFactory()
    wide = ceiling_with(1_000_00, scheme=scheme)
    own = ceiling_with(500_00, scheme=scheme, village=here)
    ceiling_with(500_00, scheme=scheme, village=there)
    ceiling_with(500_00, scheme=scheme, village=here, year=2027)
    ceiling_with(500_00, village=here)
    assert ceilings_for(scheme, 2026, here) == [wide, own]
    assert ceilings_for(scheme, 2026, None) == [wide]
    assert ceilings_for(scheme, 2025, here) == []


def test_totals_count_money_once_in_one_query(do: Do, django_assert_num_queries: Any) -> None:
    scheme = SchemeFactory(name="Leefbaarheid", sort_order=1)
    wide = ceiling_with(1_000_00, scheme=scheme)
    slices = [ceiling_with(400_00, scheme=scheme, village=VillageFactory(sort_order=n)) for n in range(2)]
    do("commit_grant", [wide, slices[0]], 300_00)
    alone = SchemeFactory(name="Zelf", sort_order=2)
    for n in range(3):
        ceiling_with(100_00, scheme=alone, village=VillageFactory(sort_order=n))
    ceiling_with(1_00, scheme=alone, year=2025)
    with django_assert_num_queries(1):
        found = totals(year=2026)
        sums = [(t.scheme.name, t.amounts.allocated_cents, t.amounts.granted_cents, len(t.villages)) for t in found]
    assert sums == [("Leefbaarheid", 1_000_00, 300_00, 2), ("Zelf", 300_00, 0, 3)]
    assert found[0].in_villages_cents == 800_00
    assert [t.year for t in totals(scheme=alone)] == [2026, 2025]
    assert [len(t.villages) for t in totals(year=2026, village=slices[0].village)] == [1]


def test_use_is_rounded_down(do: Do) -> None:
    ceiling = ceiling_with(300_00)
    do("commit_grant", [ceiling], 200_00)
    ceiling.refresh_from_db()
    assert use_percentage(ceiling) == 66
    assert use_percentage(EmptyCeilingFactory()) is None


def test_hardly_used_schemes_are_signalled_when_the_year_is_well_on_its_way(do: Do) -> None:
    """R169: in 2022 the neighbourhood gatherings were hardly used."""
    quiet, busy = ceiling_with(2_000_00), ceiling_with(2_000_00)
    EmptyCeilingFactory()
    do("commit_grant", [quiet], 300_00, "A-1")
    do("commit_grant", [busy], 1_900_00, "A-2")
    assert [t.scheme for t in hardly_used(2026, date(2026, 7, 3))] == [quiet.scheme]
    assert hardly_used(2026, date(2026, 6, 30)) == []
    assert hardly_used(2026, date(2026, 12, 1), at_most_percentage=14) == []
    assert [t.scheme for t in hardly_used(2026, date(2027, 3, 1))] == [quiet.scheme]


def test_council_budgets_know_what_is_drawn_in_one_query(django_assert_num_queries: Any) -> None:
    budget = CouncilBudgetFactory(amount_cents=500_00)
    ceiling_with(300_00, council_budget=budget)
    ceiling_with(150_00, council_budget=budget)
    CouncilBudgetFactory(year=2025)
    with django_assert_num_queries(1):
        rows = list(council_budgets(2026))
    assert [(b.pk, b.drawn_cents) for b in rows] == [(budget.pk, 450_00)]  # type: ignore[attr-defined]
    assert [b.drawn_cents for b in council_budgets()] == [450_00, 0]  # type: ignore[attr-defined]


def test_the_ledger_reads_newest_first(do: Do) -> None:
    ceiling = ceiling_with(300_00)
    do("reserve", [ceiling], 200_00)
    do("commit_grant", [ceiling], 150_00)
    assert [(e.kind, e.amount_cents) for e in ledger_of(ceiling)] == [
        ("commit", 150_00),
        ("release", 200_00),
        ("reserve", 200_00),
        ("allocate", 300_00),
    ]


def test_the_ledger_gives_the_stored_totals(do: Do) -> None:
    ceiling = ceiling_with(300_00)
    do("reserve", [ceiling], 50_00, "A-2")
    do("commit_grant", [ceiling], 150_00)
    do("pay", [ceiling], 100_00)
    assert recompute(ceiling) == Amounts(300_00, 50_00, 150_00, 100_00)
    assert recompute(EmptyCeilingFactory()) == Amounts()
    assert differences() == []


def verify() -> tuple[int, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("budgets", "verify", stdout=out, stderr=err)
    except SystemExit as exit_:
        return int(str(exit_.code)), out.getvalue() + err.getvalue()
    return 0, out.getvalue()


def test_verify_is_content_when_everything_adds_up() -> None:
    ceiling_with(300_00)
    assert verify() == (0, "All totals match the ledger.\n")


def test_verify_names_a_total_that_somebody_edited() -> None:
    ceiling = ceiling_with(300_00)
    GrantCeiling.objects.filter(pk=ceiling.pk).update(granted_cents=1_00)
    code, text = verify()
    assert code == 1
    assert f"{ceiling}: granted: stored €\u00a01, should be €\u00a00" in text


def test_verify_names_frames_that_are_overdrawn(actor: Actor) -> None:
    budget = CouncilBudgetFactory(amount_cents=300_00)
    wide = ceiling_with(300_00, council_budget=budget)
    ceiling_with(200_00, scheme=wide.scheme, village=VillageFactory())
    CouncilBudget.objects.filter(pk=budget.pk).update(amount_cents=299_00)
    GrantCeiling.objects.filter(pk=wide.pk).update(allocated_cents=199_00)
    whats = [d.what for d in differences()]
    assert whats == [f"{wide}: allocated", f"{wide}: villages together"]
    GrantCeiling.objects.filter(pk=wide.pk).update(allocated_cents=300_00)
    assert [d.what for d in differences()] == [f"{budget}: ceilings together"]
