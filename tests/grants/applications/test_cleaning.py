"""Drafts that were left go, after a reminder."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.actions import (
    UnableToRemove,
    clean_drafts,
    cleaning,
    remove_draft,
    save_step,
    start_draft,
)
from kernkracht.grants.applications.models import GrantApplication

from .scene import NOON, full_draft, holder, scheme_version, send

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def clean(days: float) -> tuple[int, int]:
    return clean_drafts(by=Actor.system("worker"), at=NOON + days * DAY)


def test_a_reminder_a_week_before_and_then_removal() -> None:
    draft = full_draft()
    assert clean(82) == (0, 0)
    assert clean(83) == (1, 0)
    assert clean(84) == (0, 0)
    mail = OutboxMessage.objects.get(kind="draft_removal")
    assert "31 mei 2026" in mail.body_text
    assert clean(90) == (0, 1)
    assert not GrantApplication.objects.filter(pk=draft.pk).exists()
    assert AuditEvent.objects.filter(event="application.draft_removed").count() == 1


def test_activity_starts_the_count_again() -> None:
    draft = full_draft()
    clean(83)
    save_step(application=draft, step="plan", values={"title": "B"}, by=holder(draft), at=NOON + 85 * DAY)
    assert clean(100) == (0, 0)
    assert GrantApplication.objects.filter(pk=draft.pk).exists()


def test_after_a_standstill_the_reminder_still_leaves_a_week() -> None:
    full_draft()
    assert clean(200) == (1, 0)
    assert clean(206) == (0, 0)
    assert clean(207) == (0, 1)


def test_a_draft_without_address_just_goes() -> None:
    start_draft(scheme=scheme_version().scheme, by=None, at=NOON)
    assert clean(89) == (0, 0)
    assert clean(90) == (0, 1)


def test_drafts_that_wait_cost_no_query_each() -> None:
    for _n in range(4):
        full_draft()
    assert clean(83) == (4, 0)
    with CaptureQueriesContext(connection) as asked:
        assert clean(86) == (0, 0)
    assert len(asked) == 3  # who does it, the days of the schemes, and the drafts that are due


def test_more_drafts_than_are_read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "AT_ONCE", 2)
    for _n in range(5):
        full_draft()
    assert clean(83) == (5, 0)
    assert clean(90) == (0, 5)


def test_a_draft_that_is_kept_for_a_short_time_is_told_of_halfway() -> None:
    full_draft(scheme_version(draft_retention_days=6))
    assert clean(2.9) == (0, 0)
    assert clean(3) == (1, 0)
    assert clean(5.9) == (0, 0)
    assert clean(6) == (0, 1)


def test_a_sent_application_never_goes() -> None:
    case = send(full_draft())
    assert clean(5000) == (0, 0)
    with pytest.raises(UnableToRemove):
        remove_draft(draft=case, by=Actor.system("worker"), at=NOON + 5000 * DAY)
