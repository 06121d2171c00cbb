"""Asked in time and reminded, once each, whatever the night does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.settlements import notices
from kernkracht.grants.settlements.actions import send_report_reminders
from kernkracht.grants.settlements.models import ReportReminder
from tests.factories.settlements import LIGHT, Granted

pytestmark = pytest.mark.django_db


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 4, tzinfo=UTC)


def run(moment: datetime) -> int:
    return send_report_reminders(by=Actor.system("worker"), at=moment)


def test_asked_reminded_and_missed_once_each() -> None:
    """Ready by 1 October, eight weeks: due on 26 November."""
    Granted(LIGHT)
    assert run(at(10, 1)) == 0
    assert [run(at(10, 15)), run(at(10, 16))] == [1, 0]
    assert [run(at(11, 12)), run(at(11, 13))] == [1, 0]
    assert [run(at(11, 26)), run(at(11, 27)), run(at(11, 28))] == [0, 1, 0]
    moments = list(ReportReminder.objects.order_by("pk").values_list("moment", flat=True))
    assert moments == ["asked", "reminded", "overdue"]
    assert OutboxMessage.objects.filter(kind="report_asked").count() == 3


def test_after_a_long_silence_only_the_latest_goes() -> None:
    Granted(LIGHT)
    assert run(at(12, 20)) == 1
    assert ReportReminder.objects.get().moment == "overdue"


def test_who_handed_in_is_left_alone() -> None:
    granted = Granted(LIGHT)
    granted.hand_in(at=at(10, 10))
    assert run(at(12, 20)) == 0


def test_broken_off_half_way_nobody_is_told_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Granted(LIGHT), Granted(LIGHT)
    real, told = notices.ask, []

    def break_off(report: object, *rest: object, **more: object) -> None:
        if told:
            raise KeyboardInterrupt
        told.append(report)
        real(report, *rest, **more)  # type: ignore[arg-type] # passed on as they came

    monkeypatch.setattr(notices, "ask", break_off)
    with pytest.raises(KeyboardInterrupt):
        run(at(10, 15))
    monkeypatch.setattr(notices, "ask", real)
    assert run(at(10, 15) + timedelta(hours=1)) == 1
    assert ReportReminder.objects.count() == OutboxMessage.objects.filter(kind="report_asked").count() == 2
    assert {first.report.pk, second.report.pk} == set(ReportReminder.objects.values_list("report", flat=True))


def test_who_wants_paper_gets_a_letter() -> None:
    Granted(LIGHT, wants_paper=True)
    assert run(at(10, 15)) == 1
    assert OutboxMessage.objects.get(kind="report_asked").letter is not None
