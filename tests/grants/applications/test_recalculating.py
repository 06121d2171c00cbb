"""While an outage runs every touched last day is computed anew, and what does not move costs no query of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.deadlines.models import Outage
from kernkracht.grants.applications.actions import recalculate_running, recalculating
from kernkracht.grants.applications.models import ApplicationState, GrantApplication
from tests.factories.applications import NOON, ApplicationFactory
from tests.factories.schemes import SchemeVersionFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def run() -> int:
    return recalculate_running(by=Actor.system("worker"), at=NOON)


@pytest.fixture(autouse=True)
def _outage() -> None:
    Outage.objects.create(channels=["website"], started_at=NOON - timedelta(hours=1), notice="Het formulier hapert.")


def cases(count: int) -> None:
    """Received eight weeks ago; what is stored as their last day is today."""
    known = GrantApplication.objects.order_by("pk").first()
    version = known.version if known else SchemeVersionFactory()
    for _n in range(count):
        ApplicationFactory(
            version=version,
            scheme=version.scheme,
            state=ApplicationState.ASSESSING,
            received_on=TODAY - timedelta(weeks=8),
            due_on=TODAY,
        )


def queries() -> int:
    with CaptureQueriesContext(connection) as asked:
        assert run() == 0
    return len(asked)


def test_as_few_queries_for_many_cases_as_for_one() -> None:
    cases(1)
    run()
    one = queries()
    cases(11)
    assert queries() == one


def test_every_portion_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalculating, "AT_ONCE", 2)
    cases(5)
    GrantApplication.objects.update(received_on=TODAY - timedelta(weeks=7))
    assert run() == 5
    assert set(GrantApplication.objects.values_list("due_on", flat=True)) == {TODAY + timedelta(weeks=1)}
    assert AuditEvent.objects.filter(event="application.due_date_moved").count() == 5


def test_what_was_decided_in_the_meantime_stays() -> None:
    cases(1)
    GrantApplication.objects.update(received_on=TODAY - timedelta(weeks=7), state=ApplicationState.WITHDRAWN)
    assert run() == 0
