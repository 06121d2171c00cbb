"""The page of the trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.events import declare
from kernkracht.foundation.audit.models import Actor, AuditEvent
from tests.factories.applications import NOON

declare({"test.logged": "Er is {what} gezien."})
URL = "/werk/logboek/"


@pytest.fixture
def auditor(as_officer: Callable[..., User]) -> User:
    return as_officer(Permission.SEE_AUDIT)


def _page(client: Client, **query: str) -> str:
    answer = client.get(URL, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_trail_reads_as_sentences_with_names(client: Client, auditor: User) -> None:
    gone = Actor.objects.create(kind=Actor.Kind.PERSON)
    record("test.logged", gone, by=auditor.actor, at=NOON, ground="Awb 4:5", data={"what": "<b>iets"})
    record("test.logged", gone, by=gone, at=NOON)
    AuditEvent.objects.create(event="long.gone", actor=gone, at=NOON, object_type="x.y", object_id="1")
    page = _page(client)
    assert "Er is &lt;b&gt;iets gezien." in page
    assert "Grond: Awb 4:5" in page
    assert str(auditor) in page
    assert "Iemand zonder account" in page
    assert "die de software niet meer kent" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"gebeurtenis": "test.logged"}, True),
        ({"gebeurtenis": "message.resent"}, False),
        ({"dag": "2026-03-02"}, True),
        ({"dag": "2026-03-03"}, False),
        ({"soort": "audit.actor"}, True),
        ({"nummer": "999999"}, False),
        ({"pagina": "zeven"}, True),
        # What cannot be read is said, and does not hide what there is.
        ({"dag": "gisteren"}, True),
        ({"soort": "geen.soort"}, True),
        ({"nummer": "1" * 100}, True),
        ({"gebeurtenis": "\x00'; DROP TABLE"}, True),
    ],
)
def test_filters(client: Client, auditor: User, query: dict[str, str], shown: bool) -> None:
    record("test.logged", auditor.actor, by=auditor.actor, at=NOON, data={"what": "alles"})
    assert ("Er is alles gezien." in _page(client, **query)) is shown


def test_it_has_pages_and_few_queries(client: Client, auditor: User, django_assert_max_num_queries: Any) -> None:
    for minutes in range(60):
        record("test.logged", auditor.actor, by=auditor.actor, at=NOON + timedelta(minutes=minutes))
    with django_assert_max_num_queries(12):
        first = _page(client)
    assert "van 60" in first
    assert first.count("gezien.") == 50
    assert _page(client, pagina="2").count("gezien.") == 10
