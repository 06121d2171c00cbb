"""Starting and filling in a draft."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.actions import (
    CostEntry,
    UnableToAttach,
    UnableToEdit,
    UnableToMailLink,
    UnableToStart,
    add_attachment,
    adopt_application,
    mail_draft_link,
    remove_attachment,
    save_costs,
    save_step,
    start_draft,
)
from kernkracht.grants.applications.actions.drafting import LINKS_PER_HOUR, MAX_LINES
from kernkracht.grants.applications.models import ApplicationState
from tests.factories.people import UserFactory, officer_with
from tests.factories.schemes import SchemeFactory, SchemeVersionFactory

from .scene import NOON, full_draft, holder, scheme_version, send

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def test_a_draft_is_pinned_to_the_version_in_force_and_has_its_own_visitor() -> None:
    version = scheme_version()
    draft = start_draft(scheme=version.scheme, by=None, at=NOON)
    assert draft.version == version
    assert draft.state == ApplicationState.DRAFT
    assert draft.visitor is not None
    assert draft.visitor.kind == Actor.Kind.VISITOR
    assert len(draft.token) >= 40


def test_no_draft_without_rules_in_force() -> None:
    later = SchemeVersionFactory(valid_from=date(2026, 6, 1))
    with pytest.raises(UnableToStart, match="1 juni 2026"):
        start_draft(scheme=later.scheme, by=None, at=NOON)
    with pytest.raises(UnableToStart, match="weten nog niet"):
        start_draft(scheme=SchemeFactory(), by=None, at=NOON)


def test_a_closed_window_says_when_it_opens() -> None:
    version = scheme_version([("application_window", {"open": "04-01", "close": "05-31"})])
    with pytest.raises(UnableToStart, match="1 april 2026"):
        start_draft(scheme=version.scheme, by=None, at=NOON)
    opened = datetime(2026, 4, 1, 8, tzinfo=UTC)
    assert start_draft(scheme=version.scheme, by=None, at=opened).pk


def test_only_an_officer_with_the_right_enters_for_somebody() -> None:
    version, officer = scheme_version(), officer_with(Permission.ENTER_APPLICATION)
    draft = start_draft(scheme=version.scheme, by=officer.actor, at=NOON, channel="phone")
    assert draft.entered_by == officer.actor
    with pytest.raises(UnableToStart, match="iemand anders"):
        start_draft(scheme=version.scheme, by=UserFactory().actor, at=NOON, channel="phone")


def test_a_colleague_at_the_counter_goes_on_with_a_draft_but_not_with_an_online_one() -> None:
    version = scheme_version()
    first, second = officer_with(Permission.ENTER_APPLICATION), officer_with(Permission.ENTER_APPLICATION)
    entered = start_draft(scheme=version.scheme, by=first.actor, at=NOON, channel="counter")
    assert save_step(application=entered, step="plan", values={"title": "A"}, by=second.actor, at=NOON).title == "A"
    online = start_draft(scheme=version.scheme, by=None, at=NOON)
    with pytest.raises(UnableToEdit, match="iemand anders"):
        save_step(application=online, step="plan", values={"title": "A"}, by=second.actor, at=NOON)


def test_a_step_is_kept_and_counts_as_activity() -> None:
    draft = start_draft(scheme=scheme_version().scheme, by=None, at=NOON)
    at = NOON + timedelta(days=3)
    values = {"title": "Pluktuin"}
    saved = save_step(application=draft, step="plan", values=values, answers={"aim": "Samen"}, by=holder(draft), at=at)
    saved.refresh_from_db()
    assert (saved.title, saved.answers, saved.changed_at) == ("Pluktuin", {"aim": "Samen"}, at)
    assert saved.steps_done == ["plan"]


def test_a_step_writes_its_own_fields_only() -> None:
    draft = start_draft(scheme=scheme_version().scheme, by=None, at=NOON)
    with pytest.raises(ValueError, match="state"):
        save_step(application=draft, step="plan", values={"state": "granted"}, by=holder(draft), at=NOON)


def test_somebody_else_changes_nothing() -> None:
    draft = full_draft()
    with pytest.raises(UnableToEdit, match="iemand anders"):
        save_step(application=draft, step="plan", values={"title": "X"}, by=UserFactory().actor, at=NOON)
    draft.refresh_from_db()
    assert draft.title == "Pluktuin"


def test_a_sent_application_cannot_be_edited() -> None:
    case = send(full_draft())
    with pytest.raises(UnableToEdit, match="al verstuurd"):
        save_step(application=case, step="plan", values={"title": "X"}, by=holder(case), at=NOON)


def test_the_budget_is_replaced_as_one_whole() -> None:
    draft = full_draft()
    costs = [CostEntry("Schep", "tools", 1_000)]
    save_costs(application=draft, costs=costs, incomes=[], requested_cents=1_000, by=holder(draft), at=NOON)
    assert [(line.description, line.position) for line in draft.budget_lines.all()] == [("Schep", 1)]
    assert not draft.income_lines.exists()
    with pytest.raises(UnableToEdit, match=str(MAX_LINES)):
        save_costs(application=draft, costs=costs * 61, incomes=[], requested_cents=1, by=holder(draft), at=NOON)
    assert draft.budget_lines.count() == 1


def test_a_file_is_checked_kept_and_taken_away(settings: object, tmp_path: object) -> None:
    draft = full_draft()
    by = holder(draft)
    with pytest.raises(UnacceptableFile):
        add_attachment(application=draft, file=ContentFile(b"MZ"), name="x.exe", document_kind="plan", by=by, at=NOON)
    assert not draft.attachments.exists()


def test_a_file_of_another_case_is_not_taken_away() -> None:
    draft = full_draft()
    with pytest.raises(UnableToAttach, match="hoort niet"):
        remove_attachment(application=draft, attachment_id=999, by=holder(draft), at=NOON)


def test_the_link_is_mailed_but_not_endlessly() -> None:
    draft = start_draft(scheme=scheme_version().scheme, by=None, at=NOON)
    for minute in range(LINKS_PER_HOUR):
        at = NOON + timedelta(minutes=minute)
        mail_draft_link(application=draft, email="robin@example.org", by=holder(draft), at=at)
    mails = OutboxMessage.objects.filter(kind="draft_link")
    assert mails.count() == LINKS_PER_HOUR
    assert all(f"/aanvraag/{draft.token}/" in mail.body_text for mail in mails)
    with pytest.raises(UnableToMailLink, match="over een uur"):
        mail_draft_link(application=draft, email="x@example.org", by=holder(draft), at=NOON + timedelta(minutes=59))
    mail_draft_link(application=draft, email="x@example.org", by=holder(draft), at=NOON + timedelta(hours=2))


def test_the_first_account_that_comes_in_by_the_link_owns_the_case() -> None:
    draft, owner, other = full_draft(), UserFactory(), UserFactory()
    assert adopt_application(application=draft, user=owner, at=NOON).applicant == owner
    assert adopt_application(application=draft, user=other, at=NOON).applicant == owner
    assert AuditEvent.objects.filter(event="application.adopted").count() == 1


def test_staff_who_open_a_link_do_not_become_the_applicant() -> None:
    assert adopt_application(application=full_draft(), user=UserFactory(is_staff=True), at=NOON).applicant is None
