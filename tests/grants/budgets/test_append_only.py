"""The database itself refuses to change or remove what was written about money, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from kernkracht.grants.budgets.models import CeilingVersion, LedgerAct, LedgerEntry
from tests.factories.budgets import ceiling_with

pytestmark = pytest.mark.django_db
TABLES = {
    "budgets_ledgeract": (LedgerAct, "note = 'rewritten'"),
    "budgets_ledgerentry": (LedgerEntry, "amount_cents = 1"),
    "budgets_ceilingversion": (CeilingVersion, "amount_cents = 1"),
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE {table} SET {change}", "DELETE FROM {table}"])
def test_raw_sql_cannot_rewrite_history(table: str, verb: str) -> None:
    ceiling_with(300_00)
    model, change = TABLES[table]
    before = list(model.objects.order_by("pk").values())
    assert before
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table=table, change=change))
    assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("model", [LedgerAct, LedgerEntry, CeilingVersion])
def test_the_orm_cannot_either(model: type[LedgerAct | LedgerEntry | CeilingVersion]) -> None:
    ceiling_with(300_00)
    row = model.objects.order_by("pk").first()
    assert row is not None
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.save()
