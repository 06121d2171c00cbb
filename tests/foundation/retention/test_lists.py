"""A list is made, trimmed, approved by a second person, and carried out whole or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from kernkracht.accountability.council_reports.queries import council_figures
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.documents.models import Letter, StoredDocument
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.retention import actions, files
from kernkracht.foundation.retention.actions import executing
from kernkracht.foundation.retention.models import DestructionItem, DestructionList, FileToRemove, ItemState, ListState
from kernkracht.foundation.retention.queries import candidates, leftovers, spared_before
from kernkracht.grants.applications.models import ApplicationState, GrantApplication, GrantedTotal
from kernkracht.grants.applications.queries.public import PublicFilter, public_plan, public_plans
from kernkracht.grants.budgets.models import LedgerEntry
from tests.factories.applications import ApplicationFactory
from tests.grants.applications.desk import Desk

from .old_cases import LATER, granted_case
from .planting import MARKER, found_in_database, found_on_disk

ON = LATER.date()
pytestmark = pytest.mark.django_db


@pytest.fixture
def maker() -> Actor:
    return Actor.objects.create(kind=Actor.Kind.PERSON)


@pytest.fixture
def approver() -> Actor:
    return Actor.objects.create(kind=Actor.Kind.PERSON)


def refused(**fields: Any) -> GrantApplication:
    values = {"state": ApplicationState.REFUSED, "decided_on": date(2020, 5, 1), **fields}
    case: GrantApplication = ApplicationFactory(**values)
    return case


def propose(maker: Actor, on: date = ON) -> DestructionList:
    return actions.propose_list(as_of=on, by=maker, at=LATER, today=ON)


def approve(found: DestructionList, approver: Actor) -> DestructionList:
    return actions.approve_list(destruction_list=found, role="archivaris", by=approver, at=LATER)


def execute(found: DestructionList) -> Any:
    return actions.execute_list(destruction_list=found, by=Actor.system("worker"), at=LATER)


def numbers(on: date) -> set[str]:
    return {candidate.number for candidate in candidates(on)}


# --- making and trimming ----------------------------------------------------------------------------------------------


def test_a_list_says_of_each_why_it_may_go(maker: Actor) -> None:
    case = refused()
    item = propose(maker).items.get()
    assert (item.number, item.data_class, item.ended_on, item.years, item.due_on) == (
        case.number,
        "refused",
        date(2020, 5, 1),
        5,
        date(2025, 5, 1),
    )
    assert "8.2" in item.source


def test_nothing_to_destroy_makes_no_list(maker: Actor) -> None:
    with pytest.raises(actions.UnableToPropose):
        propose(maker)
    assert not DestructionList.objects.exists()


def test_a_list_about_tomorrow_is_refused(maker: Actor) -> None:
    refused()
    with pytest.raises(actions.UnableToPropose):
        propose(maker, ON + timedelta(days=1))


def test_what_stands_on_a_list_comes_on_no_second_one(maker: Actor) -> None:
    refused()
    first = propose(maker)
    with pytest.raises(actions.UnableToPropose):
        propose(maker)
    actions.withdraw_list(destruction_list=first, by=maker, at=LATER)
    assert propose(maker).items.count() == 1


def test_what_is_taken_off_has_a_reason_and_comes_back_later(maker: Actor, approver: Actor) -> None:
    case, _other = refused(), refused()
    found = propose(maker)
    item = found.items.get(number=case.number)
    with pytest.raises(actions.UnableToSpare):
        actions.take_off(item=item, reason=" ", by=approver, at=LATER)
    actions.take_off(item=item, reason="Gaat naar het streekarchief", by=approver, at=LATER)
    with pytest.raises(actions.UnableToSpare):
        actions.take_off(item=item, reason="Nog eens", by=approver, at=LATER)
    assert numbers(ON) == {case.number}
    assert spared_before(item.object_type, [item.object_id]) == {item.object_id: "Gaat naar het streekarchief"}
    execute(approve(found, approver))
    case.refresh_from_db()
    assert case.contact_email == "robin@example.org"


# --- approving --------------------------------------------------------------------------------------------------------


def test_the_maker_cannot_approve(maker: Actor) -> None:
    refused()
    found = propose(maker)
    with pytest.raises(actions.UnableToApprove):
        approve(found, maker)
    with pytest.raises(IntegrityError), transaction.atomic():
        DestructionList.objects.filter(pk=found.pk).update(approved_by=maker)


def test_an_approved_list_without_approver_cannot_be(maker: Actor) -> None:
    refused()
    found = propose(maker)
    with pytest.raises(IntegrityError), transaction.atomic():
        DestructionList.objects.filter(pk=found.pk).update(state=ListState.APPROVED)


def test_an_empty_or_withdrawn_list_is_not_approved(maker: Actor, approver: Actor) -> None:
    refused()
    found = propose(maker)
    actions.take_off(item=found.items.get(), reason="Bezwaar loopt", by=maker, at=LATER)
    with pytest.raises(actions.UnableToApprove):
        approve(found, approver)
    actions.withdraw_list(destruction_list=found, by=maker, at=LATER)
    with pytest.raises(actions.UnableToApprove):
        approve(found, approver)


def test_a_list_that_was_not_approved_destroys_nothing(maker: Actor) -> None:
    case = refused()
    assert execute(propose(maker)) is None
    case.refresh_from_db()
    assert case.contact_email == "robin@example.org"


# --- carrying out -----------------------------------------------------------------------------------------------------


def destroyed(desk: Desk, maker: Actor, approver: Actor, callbacks: Any) -> GrantApplication:
    case = granted_case(desk)
    with callbacks(execute=True):
        execute(approve(propose(maker), approver))
    return desk.fresh(case)


def test_nothing_of_a_person_is_left(
    desk: Desk, uploads: Path, maker: Actor, approver: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    case = granted_case(desk)
    there = found_in_database(MARKER)
    assert {"applications_companion", "documents_letter", "notices_outboxmessage", "applications_publictext"} <= set(
        there
    )
    assert list(uploads.rglob("*.*")) or any(path.is_file() for path in uploads.rglob("*"))
    with django_capture_on_commit_callbacks(execute=True):
        execute(approve(propose(maker), approver))
    assert found_in_database(MARKER) == []
    assert found_on_disk(MARKER, uploads) == []
    assert not [path for path in uploads.rglob("*") if path.is_file()]
    assert not StoredDocument.objects.exists()
    assert not OutboxMessage.objects.filter(subject_type="applications.grantapplication", subject_id=case.pk).exists()
    assert set(Letter.objects.values_list("kind", flat=True)) == {"destruction_certificate"}


def test_the_audit_trail_never_held_a_person(desk: Desk) -> None:
    """No word that an applicant or an officer types about a case gets into rows that can never be removed."""
    granted_case(desk)
    assert not any(table in found_in_database(MARKER) for table in ("audit_auditevent", "budgets_ledgeract"))


def test_figures_and_register_stay_right(
    desk: Desk, maker: Actor, approver: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    case = granted_case(desk)
    year, as_of = case.budget_year or 0, date(2026, 12, 31)
    figures = council_figures(year, as_of)
    totals = list(GrantedTotal.objects.order_by("pk").values())
    entries = LedgerEntry.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        execute(approve(propose(maker), approver))
    assert council_figures(year, as_of) == figures
    assert list(GrantedTotal.objects.order_by("pk").values()) == totals
    assert LedgerEntry.objects.count() == entries
    plan = public_plan(case.number or "")
    assert plan is not None
    assert (plan.granted_cents, plan.year) == (case.granted_cents, year)
    assert case.village is not None
    assert plan.village == case.village.name
    assert plan.title == f"Plan uit {case.received_on and case.received_on.year}"
    assert public_plans(PublicFilter(text=MARKER)).paginator.count == 0


def test_who_did_it_and_when_stays_known(
    desk: Desk, maker: Actor, approver: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    case = destroyed(desk, maker, approver, django_capture_on_commit_callbacks)
    about = AuditEvent.objects.filter(object_type=case._meta.label_lower, object_id=str(case.pk))
    assert list(about.order_by("pk").values_list("event", flat=True))[-1] == "retention.destroyed"
    assert about.count() > 3, "what the office did stays in the trail"


def test_the_certificate_counts_and_names_nobody(
    desk: Desk, maker: Actor, approver: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    granted = granted_case(desk)
    refused()
    with django_capture_on_commit_callbacks(execute=True):
        certificate = execute(approve(propose(maker), approver))
    assert certificate.counts == {"granted": 1, "refused": 1}
    html = certificate.letter.html
    assert bytes(certificate.letter.pdf).startswith(b"%PDF")
    for said in ("8.2", "8.1.7", "archivaris", "Samen", "1 juni 2034"):
        assert said in html
    assert MARKER not in html
    assert str(granted.number) not in html
    assert DestructionList.objects.get().state == ListState.EXECUTED


def test_carrying_out_twice_does_nothing_more(maker: Actor, approver: Actor) -> None:
    refused()
    found = approve(propose(maker), approver)
    assert execute(found) is not None
    assert execute(found) is None
    assert Letter.objects.filter(kind="destruction_certificate").count() == 1


def test_a_halt_in_the_middle_goes_on_where_it_stopped(
    maker: Actor, approver: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [refused() for _ in range(3)]
    found = approve(propose(maker), approver)
    original, calls = executing.erase, []

    def power_cut(*args: Any, **fields: Any) -> Any:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return original(*args, **fields)

    monkeypatch.setattr(executing, "erase", power_cut)
    with pytest.raises(KeyboardInterrupt):
        execute(found)
    states = [item.state for item in found.items.order_by("pk")]
    assert states == [ItemState.DESTROYED, ItemState.LISTED, ItemState.LISTED]
    emails = [GrantApplication.objects.get(pk=case.pk).contact_email for case in cases]
    assert emails == ["", "robin@example.org", "robin@example.org"]
    monkeypatch.setattr(executing, "erase", original)
    assert execute(found) is not None
    assert set(found.items.values_list("state", flat=True)) == {ItemState.DESTROYED}


def test_what_changed_since_the_list_is_held_with_its_reason(maker: Actor, approver: Actor) -> None:
    case = refused()
    found = approve(propose(maker), approver)
    GrantApplication.objects.filter(pk=case.pk).update(state=ApplicationState.ASSESSING, decided_on=None)
    certificate = execute(found)
    item = found.items.get()
    assert (item.state, bool(item.reason)) == (ItemState.HELD, True)
    assert certificate.counts == {}
    case.refresh_from_db()
    assert case.contact_email == "robin@example.org"


def test_what_something_else_still_needs_is_held_and_nothing_of_it_goes(
    maker: Actor, approver: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kernkracht.foundation.retention.erasing import UnableToErase

    case = refused()
    found = approve(propose(maker), approver)
    original = executing.erase

    def needed(*args: Any, **fields: Any) -> Any:
        original(*args, **fields)
        raise UnableToErase("a row elsewhere")

    monkeypatch.setattr(executing, "erase", needed)
    execute(found)
    assert found.items.get().state == ItemState.HELD
    case.refresh_from_db()
    assert case.contact_email == "robin@example.org"
    assert not AuditEvent.objects.filter(event="retention.destroyed").exists()


def test_a_disk_that_refuses_leaves_a_list_and_is_tried_again(
    desk: Desk,
    uploads: Path,
    maker: Actor,
    approver: Actor,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(path: str) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as disk:
        disk.setattr(default_storage, "delete", broken)
        case = destroyed(desk, maker, approver, django_capture_on_commit_callbacks)
    assert case.contact_email == ""
    left = FileToRemove.objects.get()
    assert (left.attempts, "Input/output error" in left.last_error) == (1, True)
    assert list(leftovers()) == [left]
    assert [path for path in uploads.rglob("*") if path.is_file()]
    assert files.remove_files(LATER) == 0
    assert not [path for path in uploads.rglob("*") if path.is_file()]
    assert DestructionItem.objects.filter(state=ItemState.DESTROYED).exists()
