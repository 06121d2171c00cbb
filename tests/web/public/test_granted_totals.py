"""The kept totals say what the cases say, whatever happens to those."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import ApplicationState, GrantApplication, GrantedTotal
from kernkracht.grants.schemes.models import SchemeVersion
from tests.factories.applications import ApplicationFactory
from tests.factories.villages import VillageFactory

from .scene import granted

pytestmark = pytest.mark.django_db


def counted() -> dict[tuple[int, int, int], tuple[int, int]]:
    """Per scheme, village and year: plans and cents, added up from the public cases."""
    plans: Counter[tuple[int, int, int]] = Counter()
    cents: Counter[tuple[int, int, int]] = Counter()
    rows = GrantApplication.objects.public().order_by("pk")
    for scheme, village, year, amount in rows.values_list("scheme", "village", "budget_year", "granted_cents"):
        plans[scheme, village, year] += 1
        cents[scheme, village, year] += amount
    return {key: (plans[key], cents[key]) for key in plans}


def kept() -> dict[tuple[int, int, int], tuple[int, int]]:
    rows = GrantedTotal.objects.filter(plans__gt=0).order_by("pk")
    return {(t.scheme_id, t.village_id, t.year): (t.plans, t.granted_cents) for t in rows}


def test_granting_changing_and_taking_back_are_counted(village: Village, version: SchemeVersion) -> None:
    case = granted(version, village)
    assert kept() == counted() == {(version.scheme_id, village.pk, 2026): (1, 40_000)}
    case.granted_cents = 10_000
    case.save()
    assert kept() == counted() == {(version.scheme_id, village.pk, 2026): (1, 10_000)}
    case.state, case.granted_cents = ApplicationState.WITHDRAWN, None
    case.save()
    assert kept() == counted() == {}


def test_a_case_that_was_never_granted_is_not_counted(village: Village, version: SchemeVersion) -> None:
    ApplicationFactory(version=version, scheme=version.scheme, village=village)
    assert kept() == {}


def test_a_transaction_that_fails_leaves_no_count(village: Village, version: SchemeVersion) -> None:
    with transaction.atomic():
        granted(version, village)
        transaction.set_rollback(True)
    assert kept() == {}


def test_many_at_once_and_without_models(village: Village, version: SchemeVersion) -> None:
    rows = [ApplicationFactory.build(version=version, scheme=version.scheme, village=village) for _n in range(3)]
    for n, row in enumerate(rows):
        row.state, row.granted_cents, row.decided_on = ApplicationState.GRANTED, 100 + n, date(2026, 4, 1)
    GrantApplication.objects.bulk_create(rows)
    assert kept() == counted() == {(version.scheme_id, village.pk, 2026): (3, 303)}
    GrantApplication.objects.filter(granted_cents=100).update(budget_year=2025)
    assert kept() == counted()
    GrantApplication.objects.filter(granted_cents=101).delete()
    assert kept() == counted()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(
            st.sampled_from(["grant", "amount", "move", "year", "end", "remove"]),
            st.integers(0, 4),
            st.integers(1, 900),
        ),
        max_size=15,
    )
)
def test_any_row_of_changes_adds_up(village: Village, version: SchemeVersion, acts: list[tuple[str, int, int]]) -> None:
    other = Village.objects.exclude(pk=village.pk).first() or VillageFactory(area=village.area)
    GrantApplication.objects.all().delete()
    for act, which, amount in acts:
        cases = GrantApplication.objects.public().order_by("pk")
        case = cases[which % cases.count()] if act != "grant" and cases.exists() else None
        if case is None:
            granted(version, village, granted_cents=amount)
        elif act == "amount":
            GrantApplication.objects.filter(pk=case.pk).update(granted_cents=amount)
        elif act == "move":
            GrantApplication.objects.filter(pk=case.pk).update(village=other)
        elif act == "year":
            GrantApplication.objects.filter(pk=case.pk).update(budget_year=2020 + which)
        elif act == "end":
            GrantApplication.objects.filter(pk=case.pk).update(state=ApplicationState.WITHDRAWN, granted_cents=None)
        else:
            case.delete()
        assert kept() == counted()
