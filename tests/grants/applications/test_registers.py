"""A register is taken in whole or not at all; each refusal says where, why and what to do."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.grants.applications.actions import UnableToImport
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.registers import COLUMNS, read_register
from kernkracht.grants.applications.terms import decision_deadline
from kernkracht.grants.budgets.models import GrantCeiling
from tests.accountability.council_reports.conftest import REGISTERS, buren, take_in  # noqa: F401  (a fixture)

GOOD = {
    "case": "X-1",
    "scheme": "leefbaarheidsbudget",
    "received_on": "2022-03-01",
    "village": "Asch",
    "title": "Bankje",
    "applicant_kind": "resident",
    "requested_eur": "500",
    "outcome": "granted",
    "decided_on": "2022-04-01",
    "granted_eur": "400",
    "ground": "",
    "carried_to": "",
}


def register(*rows: dict[str, str]) -> bytes:
    lines = [",".join(COLUMNS)] + [",".join({**GOOD, **row}[c] for c in COLUMNS) for row in rows]
    return "\n".join(lines).encode()


@pytest.mark.usefixtures("buren")
def test_granted_money_stands_under_the_ceiling_of_its_year() -> None:
    take_in((REGISTERS / "leefbaarheidsbudget-2022.csv").read_bytes())
    ceiling = GrantCeiling.objects.get(scheme__slug="leefbaarheidsbudget", year=2022)
    assert (ceiling.allocated_cents, ceiling.granted_cents, ceiling.free_cents) == (30_000_00, 26_985_00, 3_015_00)
    assert ceiling.is_hard


@pytest.mark.usefixtures("buren")
def test_an_open_case_gets_its_term_from_its_receipt_and_the_rules() -> None:
    """Eight weeks after Tuesday 1 March 2022 is Tuesday 26 April (Awb 4:13)."""
    take_in(register({"outcome": "open", "decided_on": "", "granted_eur": ""}))
    case = GrantApplication.objects.get(number="X-1")
    assert case.due_on == decision_deadline(case, date(2026, 1, 1)).due_on == date(2022, 4, 26)


@pytest.mark.usefixtures("buren")
def test_the_term_of_a_case_that_was_carried_over_stood_still_until_that_year() -> None:
    """One day of the eight weeks was used; the other 55 count from 1 January 2023."""
    row = {"outcome": "carried_over", "decided_on": "2022-03-02", "granted_eur": "", "carried_to": "2023"}
    take_in(register(row))
    case = GrantApplication.objects.get(number="X-1")
    assert case.suspensions.get().until_on == date(2022, 12, 31)
    assert case.due_on == decision_deadline(case, date(2026, 1, 1)).due_on
    assert date(2023, 2, 20) <= case.due_on <= date(2023, 2, 28)


@pytest.mark.usefixtures("buren")
def test_without_the_day_of_carrying_over_the_whole_term_counts_from_that_year() -> None:
    row = {"received_on": "2022-07-09", "outcome": "carried_over", "decided_on": "", "granted_eur": ""}
    take_in(register(row | {"carried_to": "2023"}))
    case = GrantApplication.objects.get(number="X-1")
    assert date(2023, 2, 24) <= (case.due_on or date.min) <= date(2023, 2, 28)


@pytest.mark.usefixtures("buren")
def test_a_case_that_ended_gets_no_term() -> None:
    take_in(register({}))
    assert GrantApplication.objects.get(number="X-1").due_on is None


@pytest.mark.usefixtures("buren")
def test_taking_in_twice_changes_nothing() -> None:
    content = (REGISTERS / "leefbaarheidsbudget-2022.csv").read_bytes()
    assert take_in(content).taken_in == 47
    again = take_in(content)
    assert (again.taken_in, again.already_there) == (0, 47)
    assert GrantApplication.objects.count() == 47
    assert GrantCeiling.objects.get(year=2022).granted_cents == 26_985_00


@pytest.mark.usefixtures("buren")
@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"scheme": "onbekend"}, "scheme"),
        ({"received_on": "1-3-2022"}, "received_on"),
        ({"received_on": "2019-03-01"}, "received_on"),
        ({"village": "Tiel"}, "village"),
        ({"title": ""}, "title"),
        ({"title": "x" * 151}, "title"),
        ({"applicant_kind": "alien"}, "applicant_kind"),
        ({"requested_eur": ""}, "requested_eur"),
        ({"requested_eur": "veel"}, "requested_eur"),
        ({"requested_eur": "-5"}, "requested_eur"),
        ({"outcome": "maybe"}, "outcome"),
        ({"granted_eur": ""}, "granted_eur"),
        ({"granted_eur": "501"}, "granted_eur"),
        ({"decided_on": ""}, "decided_on"),
        ({"decided_on": "2022-02-01"}, "decided_on"),
        ({"outcome": "refused", "granted_eur": ""}, "ground"),
        ({"outcome": "refused", "granted_eur": "", "ground": "zomaar"}, "ground"),
        ({"outcome": "withdrawn"}, "granted_eur"),
        ({"outcome": "carried_over", "granted_eur": "", "carried_to": "2022"}, "carried_to"),
        ({"carried_to": "2023"}, "carried_to"),
        ({"case": ""}, "case"),
    ],
)
def test_a_wrong_row_takes_nothing_of_the_file_in(wrong: dict[str, str], column: str) -> None:
    with pytest.raises(UnableToImport) as refusal:
        take_in(register({"case": "X-0"}, wrong))
    fault = refusal.value.faults[0]
    assert (fault.line, fault.column) == (3, column)
    assert fault.reason
    assert fault.remedy
    assert not GrantApplication.objects.exists()
    assert not GrantCeiling.objects.exists()


@pytest.mark.usefixtures("buren")
def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(UnableToImport) as refusal:
        take_in(register({"case": "X-1", "village": "Tiel"}, {"case": "X-2", "scheme": "zo"}))
    assert [fault.line for fault in refusal.value.faults] == [2, 3]


@pytest.mark.usefixtures("buren")
def test_a_number_that_stands_for_another_case_is_refused() -> None:
    take_in(register({}))
    with pytest.raises(UnableToImport) as refusal:
        take_in(register({"title": "Iets anders"}))
    assert refusal.value.faults[0].column == "case"


@pytest.mark.usefixtures("buren")
def test_what_was_given_above_the_ceiling_is_a_fact_and_a_warning() -> None:
    rows = [{"case": f"X-{n}", "requested_eur": "10000", "granted_eur": "10000"} for n in range(4)]
    done = take_in(register(*rows))
    assert done.taken_in == 4
    assert len(done.warnings) == 1
    assert not GrantCeiling.objects.get().is_hard


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"a,b\n1,2\n",
        ",".join(COLUMNS).encode(),
        register({}) + b',"open quote\n',
        register({"case": "A"}, {"case": "A"}),
        b"PK\x03\x04\0\0",
        register({}).replace(b"Bankje", b"Bank,je"),
    ],
)
def test_what_is_no_register_is_refused_with_a_reason(content: bytes) -> None:
    _, faults = read_register(content)
    assert faults
    assert all(fault.reason and fault.remedy for fault in faults)


def test_semicolons_and_a_byte_order_mark_are_read_too() -> None:
    rows, faults = read_register(b"\xef\xbb\xbf" + register({}).replace(b",", b";"))
    assert not faults
    assert rows[0].granted_cents == 400_00


@given(st.binary(max_size=500) | st.text(max_size=500).map(lambda t: register({}) + t.encode("utf-8", "replace")))
def test_junk_never_crashes_the_reader(content: bytes) -> None:
    rows, faults = read_register(content)
    assert rows or faults


@pytest.mark.usefixtures("buren")
def test_the_command_exits_2_and_names_the_line(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "fout.csv"
    file.write_bytes(register({"village": "Tiel"}))
    err = io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("register", "import", str(file), stderr=err)
    assert stop.value.code == 2
    assert "Regel 2, village" in err.getvalue()


@pytest.mark.usefixtures("buren")
def test_the_command_says_when_there_is_no_file(tmp_path: Path) -> None:
    err = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("register", "import", str(tmp_path / "weg.csv"), stderr=err)
    assert "weg.csv" in err.getvalue()
