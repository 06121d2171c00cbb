"""Writing a report: every fault refused with its place, everything else kept."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest

from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.settlements.actions import (
    UnableToReport,
    add_photo,
    call_off,
    enter_from_paper,
    remove_receipt,
    save_report,
    send_back,
)
from kernkracht.grants.settlements.models import ReceiptLine, ReportState
from tests.factories.settlements import AFTERWARDS, LIGHT, Granted, picture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"spent_on": date(2026, 3, 1)}, "spent_on"),
        ({"spent_on": AFTERWARDS.date() + timedelta(days=1)}, "spent_on"),
        ({"amount_cents": 0}, "amount"),
        ({"amount_cents": -1}, "amount"),
        ({"what": " "}, "what"),
        ({"file": None}, "file"),
        ({"file": (io.BytesIO(b"MZ this is a program"), "bon.jpg")}, "file"),
        ({"file": (io.BytesIO(b""), "bon.pdf")}, "file"),
        ({"file": (io.BytesIO(b"hallo"), "bon.txt")}, "file"),
    ],
)
def test_a_faulty_receipt_is_refused_and_the_others_stay(fault: dict[str, object], field: str) -> None:
    granted = Granted()
    granted.receipt(file=(picture("blue"), "eerste.jpg"))
    with pytest.raises(UnableToReport) as refusal:
        granted.receipt(**fault)
    assert refusal.value.field == field
    assert ReceiptLine.objects.count() == StoredDocument.objects.count() == 1


def test_the_first_and_the_last_possible_day_count() -> None:
    granted = Granted()
    granted.receipt(spent_on=date(2026, 3, 2))
    granted.receipt(spent_on=AFTERWARDS.date(), file=(picture("blue"), "twee.jpg"))
    assert ReceiptLine.objects.count() == 2


def test_the_same_receipt_twice_is_refused() -> None:
    granted = Granted()
    granted.receipt()
    with pytest.raises(UnableToReport, match="staat al in uw verslag"):
        granted.receipt()


def test_a_receipt_that_was_taken_away_may_come_back() -> None:
    granted = Granted()
    granted.receipt()
    remove_receipt(line=ReceiptLine.objects.get(), by=granted.receiver, at=AFTERWARDS)
    granted.receipt()
    assert StoredDocument.objects.count() == 1


def test_a_light_report_takes_photos_and_no_receipts() -> None:
    granted = Granted(LIGHT)
    add_photo(report=granted.report, file=(picture(), "f.jpg"), caption="De bomen", by=granted.receiver, at=AFTERWARDS)
    with pytest.raises(UnableToReport, match="geen bonnen"):
        granted.receipt()
    granted.hand_in()
    assert granted.report.state == ReportState.RECEIVED


def test_a_pdf_is_no_photo() -> None:
    granted = Granted(LIGHT)
    with pytest.raises(UnableToReport) as refusal:
        add_photo(
            report=granted.report, file=(io.BytesIO(b"%PDF-1.4 x"), "f.jpg"), caption="", by=granted.receiver,
            at=AFTERWARDS,
        )  # fmt: skip
    assert refusal.value.field == "photo"


@pytest.mark.parametrize(
    ("missing", "field"), [({"what_happened": " "}, "what_happened"), ({"people_count": None}, "people_count")]
)
def test_an_incomplete_report_is_not_handed_in(missing: dict[str, object], field: str) -> None:
    granted = Granted(LIGHT)
    with pytest.raises(UnableToReport) as refusal:
        granted.hand_in(**missing)
    assert refusal.value.field == field
    assert granted.report.state == ReportState.EXPECTED


def test_without_receipts_a_financial_report_is_not_handed_in() -> None:
    granted = Granted()
    with pytest.raises(UnableToReport) as refusal:
        granted.hand_in()
    assert refusal.value.field == "receipts"


def test_a_draft_is_kept_and_the_receipt_of_a_report_confirmed_with_its_time() -> None:
    granted = Granted(LIGHT)
    save_report(report=granted.report, what_happened="Half", people_count=None, by=granted.receiver, at=AFTERWARDS)
    assert granted.report.what_happened == "Half"
    granted.hand_in()
    message = OutboxMessage.objects.get(kind="report_received")
    assert "12.00 uur" in message.body_text
    with pytest.raises(UnableToReport, match="niet meer veranderen"):
        granted.hand_in()


def test_late_is_still_welcome() -> None:
    granted = Granted(LIGHT)
    granted.hand_in(at=granted.later(200))
    assert granted.report.state == ReportState.RECEIVED


def test_on_paper_the_day_of_receipt_counts_and_a_scan_is_not_needed() -> None:
    granted = Granted()
    enter_from_paper(report=granted.report, received_on=date(2026, 10, 15), by=granted.settler.actor, at=AFTERWARDS)
    granted.receiver = granted.settler.actor
    granted.receipt(file=None)
    granted.hand_in()
    assert (granted.report.handed_in_on, granted.report.entered_by) == (date(2026, 10, 15), granted.settler.actor)


@pytest.mark.parametrize("day", [date(2026, 3, 8), AFTERWARDS.date() + timedelta(days=1)])
def test_on_paper_an_impossible_day_is_refused(day: date) -> None:
    granted = Granted()
    with pytest.raises(UnableToReport) as refusal:
        enter_from_paper(report=granted.report, received_on=day, by=granted.settler.actor, at=AFTERWARDS)
    assert refusal.value.field == "received_on"


def test_sent_back_keeps_what_was_written_and_asks() -> None:
    granted = Granted(LIGHT)
    granted.hand_in()
    send_back(report=granted.report, reason="Hoeveel buren waren er?", by=granted.settler.actor, at=AFTERWARDS)
    assert (granted.report.state, granted.report.what_happened) == ("expected", "Wij plantten twaalf bomen.")
    assert "Hoeveel buren waren er?" in OutboxMessage.objects.get(kind="report_sent_back").body_text
    granted.hand_in()
    assert granted.report.sent_back_reason == ""


def test_who_may_not_settle_may_not_send_back() -> None:
    granted = Granted(LIGHT)
    granted.hand_in()
    with pytest.raises(UnableToReport, match="geen recht"):
        send_back(report=granted.report, reason="Nee", by=granted.desk.decider.actor, at=AFTERWARDS)


def test_a_plan_that_does_not_go_on_is_reported_with_a_reason() -> None:
    granted = Granted([])
    with pytest.raises(UnableToReport):
        call_off(report=granted.report, reason=" ", by=granted.receiver, at=AFTERWARDS)
    call_off(report=granted.report, reason="De school wil niet.", by=granted.receiver, at=AFTERWARDS)
    assert granted.report.state == ReportState.CALLED_OFF
    assert "niet doorgaat" in OutboxMessage.objects.get(kind="report_received").body_text
