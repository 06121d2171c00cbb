"""Sending: once, with a number, a term and a handler."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.actions import RulesChanged, UnableToEdit, UnableToSubmit, save_step
from kernkracht.grants.applications.models import ApplicationState, Assessment, GrantApplication
from kernkracht.grants.schemes.findings import Outcome
from tests.factories.people import UserFactory
from tests.factories.schemes import SchemeVersionFactory

from .scene import LATER, full_draft, holder, scheme_version, send, village_with_coordinator

pytestmark = pytest.mark.django_db


def test_a_sent_application_has_number_day_term_and_handler() -> None:
    case = send(full_draft())
    case.refresh_from_db()
    assert case.state == ApplicationState.SUBMITTED
    assert case.number == "A-2026-0001"
    assert case.received_on == date(2026, 3, 3)
    assert case.budget_year == 2026
    assert case.due_on == date(2026, 4, 28)  # eight weeks, Awb 4:13
    assert case.handler is not None
    assert str(case.handler) == "Sanne Voorbeeld"
    assert case.team is not None


def test_numbers_follow_each_other_per_year() -> None:
    version, village = scheme_version(), village_with_coordinator()
    numbers = [send(full_draft(version, village)).number for _ in range(3)]
    assert numbers == ["A-2026-0001", "A-2026-0002", "A-2026-0003"]
    next_year = datetime(2027, 1, 4, 12, tzinfo=UTC)
    assert send(full_draft(version, village), at=next_year).number == "A-2027-0001"


def test_the_day_of_receipt_is_a_dutch_day() -> None:
    just_after_midnight = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert send(full_draft(), at=just_after_midnight).received_on == date(2026, 7, 1)


def test_the_receipt_says_number_time_handler_and_term() -> None:
    send(full_draft())
    mail = OutboxMessage.objects.get(kind="application_received")
    assert mail.recipient_email == "robin@example.org"
    for part in ("A-2026-0001", "3 maart 2026 om 10.00 uur", "Sanne", "0344 - 00 00 00", "28 april 2026", "/mijn/"):
        assert part in mail.body_text
    assert OutboxMessage.objects.filter(kind="work_new_case").count() == 1


def test_who_wants_paper_gets_a_letter() -> None:
    send(full_draft(contact_email="", wants_paper=True))
    message = OutboxMessage.objects.get(kind="application_received")
    assert message.channel == OutboxMessage.Channel.PRINT
    assert message.recipient_address.startswith("Dorpsstraat 1")
    assert message.letter is not None
    assert "A-2026-0001" in message.letter.html


def test_sending_again_gives_the_same_case_and_nothing_more() -> None:
    draft, key = full_draft(), uuid4()
    first = send(draft, key=key)
    again = send(draft, key=key, at=datetime(2026, 3, 9, tzinfo=UTC))
    other_tab = send(draft, key=uuid4())
    assert first.number == again.number == other_tab.number
    assert again.received_on == first.received_on
    assert AuditEvent.objects.filter(event="application.submitted").count() == 1
    assert OutboxMessage.objects.filter(kind="application_received").count() == 1
    assert Assessment.objects.count() == 1


def test_version_facts_and_findings_are_kept() -> None:
    case = send(full_draft())
    kept = Assessment.objects.get()
    assert kept.version == case.version
    assert kept.facts["requested_cents"] == 50_000
    outcomes = {finding["criterion"]: finding["outcome"] for finding in kept.findings}
    assert outcomes["support-min-number"] == Outcome.NOT_MET
    assert (kept.eligible_cents, kept.payable_cents) == (60_000, 50_000)
    case.refresh_from_db()
    assert case.eligible_cents == 60_000


def test_rules_that_are_not_met_do_not_stop_it() -> None:
    version = scheme_version([("support_min_number", {"count": 500})])
    assert send(full_draft(version)).number


@pytest.mark.parametrize(
    ("changes", "step", "field"),
    [
        ({"contact_name": ""}, "contact", "contact_name"),
        ({"contact_address": ""}, "contact", "contact_address"),
        ({"contact_email": ""}, "contact", "contact_email"),
    ],
)
def test_what_the_law_asks_for_must_be_there(changes: dict[str, str], step: str, field: str) -> None:
    draft = full_draft(**changes)
    with pytest.raises(UnableToSubmit) as refusal:
        send(draft)
    assert [(m.step, m.field) for m in refusal.value.missing] == [(step, field)]
    draft.refresh_from_db()
    assert draft.state == ApplicationState.DRAFT
    assert draft.number is None


def test_a_plan_without_name_or_village_is_no_application_yet() -> None:
    draft = full_draft()
    save_step(application=draft, step="plan", values={"title": "", "village": None}, by=holder(draft), at=LATER)
    with pytest.raises(UnableToSubmit) as refusal:
        send(draft)
    assert [m.field for m in refusal.value.missing] == ["title", "village"]


def test_a_window_that_closed_meanwhile_says_when_it_opens_again() -> None:
    version = scheme_version([("application_window", {"open": "02-01", "close": "03-02"})])
    draft = full_draft(version)
    with pytest.raises(UnableToSubmit, match="1 februari 2027"):
        send(draft)
    assert GrantApplication.objects.get(pk=draft.pk).state == ApplicationState.DRAFT


def test_the_version_in_force_on_receipt_counts_after_the_applicant_saw_it() -> None:
    old = scheme_version(valid_until=date(2026, 3, 2))
    draft = full_draft(old)
    new = SchemeVersionFactory(scheme=old.scheme, label="2026 b", valid_from=date(2026, 3, 3))
    with pytest.raises(RulesChanged) as refusal:
        send(draft)
    assert refusal.value.version == new
    case = send(draft, version_seen=new.pk)
    assert case.version == new
    assert AuditEvent.objects.get(event="application.version_changed").data == {"old": "2026", "new": "2026 b"}


def test_somebody_else_cannot_send_it() -> None:
    draft = full_draft()
    with pytest.raises(UnableToEdit):
        send(draft, by=UserFactory().actor)


def test_a_scheme_with_a_fixed_amount_asks_for_that_amount() -> None:
    version = scheme_version([("fixed_amount", {"amount": 375})])
    draft = full_draft(version)
    GrantApplication.objects.filter(pk=draft.pk).update(requested_cents=None)
    assert send(draft).requested_cents == 37_500


def test_a_scheme_with_its_own_term_uses_it() -> None:
    weeks = scheme_version([("decision_term", {"weeks_or_date": 4})])
    assert send(full_draft(weeks)).due_on == date(2026, 3, 31)
    by_day = scheme_version([("decision_term", {"weeks_or_date": "07-01"})])
    assert send(full_draft(by_day)).due_on == date(2026, 7, 1)


def test_a_vacancy_falls_to_the_team() -> None:
    from kernkracht.community.people.models import Assignment

    village = village_with_coordinator()
    Assignment.objects.update(user=None)
    case = send(full_draft(village=village))
    assert case.handler is None
    assert case.team is not None
