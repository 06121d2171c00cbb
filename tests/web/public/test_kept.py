"""Kept pages: quick for who is nobody in particular, and never out of date after an act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.audit.queries import trail_tip
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.web.public import kept
from tests.factories.people import UserFactory
from tests.factories.villages import VillageFactory

from .conftest import text_of
from .scene import granted

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOKEN = re.compile(r'csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture(autouse=True)
def _keeping(settings: Settings) -> Iterator[None]:
    settings.KEEP_PUBLIC_PAGES = True
    kept.forget_pages()
    yield
    kept.forget_pages()


def act(village: Village) -> None:
    """Something was done, as every act records."""
    record("village.changed", village, by=Actor.system(), at=NOW)


def test_a_kept_page_costs_one_query(client: Client, village: Village) -> None:
    first = text_of(client, "/dorpen/lienden/")
    with CaptureQueriesContext(connection) as queries:
        again = text_of(client, "/dorpen/lienden/")
    assert len(queries) == 1
    assert TOKEN.sub("", first) == TOKEN.sub("", again)


def test_the_next_visitor_after_an_act_sees_it(client: Client, village: Village, version: SchemeVersion) -> None:
    assert "0 plannen" in text_of(client, "/plannen/")
    granted(version, village, title="Pluktuin")
    assert "Pluktuin" not in text_of(client, "/plannen/")  # a change past the acts waits a minute at most
    act(village)
    assert "Pluktuin" in text_of(client, "/plannen/")


def test_what_changes_past_the_acts_is_seen_within_a_minute(
    client: Client, village: Village, version: SchemeVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_of(client, "/plannen/")
    granted(version, village, title="Pluktuin")
    monkeypatch.setattr(kept, "MAX_SECONDS", 0.0)
    assert "Pluktuin" in text_of(client, "/plannen/")


def test_a_new_day_makes_a_new_page(client: Client, village: Village) -> None:
    with time_machine.travel(NOW, tick=False):
        assert "Geld voor plannen in 2026" in text_of(client, "/dorpen/lienden/")
    with time_machine.travel(NOW + timedelta(days=365), tick=False):
        assert "Geld voor plannen in 2027" in text_of(client, "/dorpen/lienden/")


def test_each_visitor_can_switch_language_from_a_kept_page(village: Village) -> None:
    for _visitor in range(2):
        client = Client(enforce_csrf_checks=True)
        token = TOKEN.search(text_of(client, "/dorpen/lienden/"))
        assert token is not None
        data = {"language": "en", "next": "/", "csrfmiddlewaretoken": token[1]}
        assert client.post("/taal/", data).status_code == 302


def test_somebody_signed_in_gets_a_page_of_their_own(client: Client, village: Village) -> None:
    assert "Inloggen" in text_of(client, "/dorpen/lienden/")
    other = Client()
    other.force_login(UserFactory())
    own = text_of(other, "/dorpen/lienden/")
    assert "Uitloggen" in own
    assert "Uitloggen" not in text_of(Client(), "/dorpen/lienden/")


def test_languages_and_filters_are_kept_apart(client: Client, village: Village) -> None:
    dutch = text_of(client, "/plannen/")
    assert 'lang="nl"' in dutch
    client.post("/taal/", {"language": "en", "next": "/"})
    assert 'lang="en"' in text_of(client, "/plannen/")[:200]
    assert "Geen plannen gevonden" in text_of(Client(), "/plannen/?zoek=x")


def test_a_missing_page_is_not_kept(client: Client, db: None) -> None:
    assert client.get("/dorpen/later/").status_code == 404
    VillageFactory(slug="later")
    assert client.get("/dorpen/later/").status_code == 200


def test_memory_is_bounded(client: Client, village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_PAGES", 3)
    for n in range(6):
        text_of(client, f"/over/?n={n}")
    assert len(kept._pages) == 3
    text_of(client, "/over/?" + "x" * kept.MAX_ADDRESS)
    assert len(kept._pages) == 3


def test_the_tip_tells_a_late_lower_number_from_nothing_new(village: Village) -> None:
    before = trail_tip()
    assert trail_tip() == before
    act(village)
    after = trail_tip()
    assert (after.count, after.newest > before.newest) == (before.count + 1, True)
    assert after != before
