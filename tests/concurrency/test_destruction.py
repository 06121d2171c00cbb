"""Two people approve a list at the same moment; two workers carry it out at the same moment."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial

import pytest

from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.retention import actions
from kernkracht.foundation.retention.actions import executing
from kernkracht.foundation.retention.models import DestructionCertificate, DestructionList, ItemState
from tests.factories.applications import ApplicationFactory

from .crowd import all_at_once

pytestmark = [pytest.mark.concurrency, pytest.mark.usefixtures("committed_db")]
AT = datetime(2034, 6, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks are under test here, not paper."""
    monkeypatch.setattr(executing, "letter_as_pdf", lambda **_: b"%PDF-1.7")


def proposed(count: int = 3) -> DestructionList:
    for _ in range(count):
        ApplicationFactory(state="refused", decided_on=date(2020, 5, 1))
    maker = Actor.objects.create(kind=Actor.Kind.PERSON)
    return actions.propose_list(as_of=AT.date(), by=maker, at=AT, today=AT.date())


def test_two_approvals_make_one() -> None:
    found = proposed()
    people = [Actor.objects.create(kind=Actor.Kind.PERSON) for _ in range(4)]
    results = all_at_once(
        [partial(actions.approve_list, destruction_list=found, role="archivaris", by=who, at=AT) for who in people]
    )
    assert sum(isinstance(result, DestructionList) for result in results) == 1
    assert all(isinstance(result, (DestructionList, actions.UnableToApprove)) for result in results), results
    assert AuditEvent.objects.filter(event="retention.list_approved").count() == 1


def test_an_approval_and_a_withdrawal_leave_one_of_them() -> None:
    found = proposed()
    somebody = Actor.objects.create(kind=Actor.Kind.PERSON)
    results = all_at_once(
        [
            partial(actions.approve_list, destruction_list=found, role="archivaris", by=somebody, at=AT),
            partial(actions.withdraw_list, destruction_list=found, by=somebody, at=AT),
        ]
    )
    assert sum(not isinstance(result, Exception) for result in results) == 1, results


def test_two_lists_at_once_never_hold_the_same() -> None:
    ApplicationFactory(state="refused", decided_on=date(2020, 5, 1))
    makers = [Actor.objects.create(kind=Actor.Kind.PERSON) for _ in range(3)]
    results = all_at_once(
        [partial(actions.propose_list, as_of=AT.date(), by=who, at=AT, today=AT.date()) for who in makers]
    )
    assert sum(isinstance(result, DestructionList) for result in results) == 1
    assert all(isinstance(result, (DestructionList, actions.UnableToPropose)) for result in results), results


def test_two_workers_destroy_once_and_make_one_certificate() -> None:
    found = proposed(6)
    approver = Actor.objects.create(kind=Actor.Kind.PERSON)
    actions.approve_list(destruction_list=found, role="archivaris", by=approver, at=AT)
    worker = Actor.system("worker")
    results = all_at_once([partial(actions.execute_list, destruction_list=found, by=worker, at=AT)] * 3)
    assert not any(isinstance(result, Exception) for result in results), results
    assert set(found.items.values_list("state", flat=True)) == {ItemState.DESTROYED}
    assert AuditEvent.objects.filter(event="retention.destroyed").count() == 6
    assert DestructionCertificate.objects.count() == Letter.objects.count() == 1
