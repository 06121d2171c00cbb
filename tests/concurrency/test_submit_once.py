"""A double click, two tabs and a retried request make one application."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

import pytest

from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.models import Assessment, GrantApplication
from tests.grants.applications.scene import full_draft, scheme_version, send, village_with_coordinator

from .crowd import all_at_once

pytestmark = pytest.mark.concurrency


def test_sending_one_draft_many_times_at_once(committed_db: None) -> None:
    draft, key = full_draft(), uuid4()
    double_clicks = [partial(send, draft, key=key) for _ in range(6)]
    other_tabs = [partial(send, draft, key=uuid4()) for _ in range(6)]
    results = all_at_once(double_clicks + other_tabs)
    numbers = {result.number if isinstance(result, GrantApplication) else result for result in results}
    assert numbers == {"A-2026-0001"}
    assert Assessment.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="application_received").count() == 1


def test_different_drafts_at_once_get_different_numbers_without_gaps(committed_db: None) -> None:
    version, village = scheme_version(), village_with_coordinator()
    drafts = [full_draft(version, village) for _ in range(8)]
    results = all_at_once([partial(send, draft) for draft in drafts])
    numbers = sorted(r.number if isinstance(r, GrantApplication) else str(r) for r in results)  # type: ignore[type-var] # sent: numbered
    assert numbers == [f"A-2026-{n:04d}" for n in range(1, 9)]
