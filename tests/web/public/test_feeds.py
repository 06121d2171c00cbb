"""Feeds: valid, whole, cheap, and nothing that is not public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.actions import withdraw_page
from kernkracht.foundation.audit.models import Actor
from kernkracht.participation.questions import actions as questions
from tests.factories.gatherings import EveningFactory, GatheringFactory
from tests.factories.news import some_news
from tests.factories.questions import asked
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MOST_QUERIES = 12


@pytest.fixture
def zoelen(settings: Any) -> Village:
    settings.SITE_URL = "https://meedoen.example"
    return VillageFactory(name="Zoelen", slug="zoelen")


def atom(client: Client, address: str, **headers: str) -> ElementTree.Element:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)  # noqa: S314  (our own feed)


def titles(root: ElementTree.Element) -> list[str]:
    return [str(entry.findtext(f"{ATOM}title")) for entry in root.iter(f"{ATOM}entry")]


def fill(village: Village, count: int = 1) -> Any:
    now = timezone.now()
    theme = ThemeFactory(code="groen", label="Groen")
    who = {"by": Actor.system("test"), "at": now}
    for number in range(count):
        some_news(f"Bericht {number}", at=now, villages=(village,), theme=theme, body="Zie [plannen](/plannen/).")
        evening = EveningFactory(
            title=f"Avond {number}", planned_at=now, changed_at=now, starts_at=now, ends_at=now + timedelta(hours=1)
        )
        evening.villages.add(village)
        question = asked(now, village=village, theme=theme, may_publish=True, email=f"n{number}@example.org")
        questions.answer_in_content(question=question, facts=questions.AnswerFacts(text="Ja."), **who)
        question.refresh_from_db()
        questions.publish_answer(question=question, question_text=f"Vraag {number}?", answer_text="Ja & nee.", **who)
    asked(now, village=village, text="Geheime vraag", email="geheim@example.org")
    some_news("Klad", at=now, villages=(village,), is_out=False)
    GatheringFactory(title="Geheime hoorzitting", planned_at=now, changed_at=now)
    return theme


def test_a_village_has_everything_of_itself_and_nothing_else(client: Client, zoelen: Village) -> None:
    fill(zoelen)
    some_news("Elders", at=timezone.now(), villages=(VillageFactory(),))
    root = atom(client, "/dorpen/zoelen/nieuws.atom")
    assert set(titles(root)) == {"Bericht 0", "Avond 0", "Vraag 0?"}
    raw = ElementTree.tostring(root, encoding="unicode")
    for secret in ("Geheim", "Klad", "Robin", "@example.org"):
        assert secret not in raw
    assert set(titles(atom(client, "/nieuws/onderwerp/groen.atom"))) == {"Bericht 0", "Vraag 0?"}
    assert "Elders" in titles(atom(client, "/nieuws/nieuws.atom"))


def test_an_entry_is_valid_atom_with_whole_addresses(client: Client, zoelen: Village) -> None:
    fill(zoelen)
    root = atom(client, "/dorpen/zoelen/nieuws.atom")
    for name in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{name}") is not None, name
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == "https://meedoen.example/dorpen/zoelen/nieuws.atom"
    ids = []
    for entry in root.iter(f"{ATOM}entry"):
        for name in ("id", "title", "updated", "published", "link", "summary", "category"):
            assert entry.find(f"{ATOM}{name}") is not None, name
        ids.append(entry.findtext(f"{ATOM}id"))
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert str(link.get("href")).startswith("https://meedoen.example/")
        assert '="/' not in str(entry.findtext(f"{ATOM}summary"))
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("address", ["/nieuws/nieuws.rss", "/dorpen/zoelen/nieuws.rss", "/nieuws/onderwerp/groen.rss"])
def test_the_same_as_rss(client: Client, zoelen: Village, address: str) -> None:
    fill(zoelen)
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    root = ElementTree.fromstring(answer.content)  # noqa: S314  (our own feed)
    items = list(root.iter("item"))
    assert len(items) >= 2
    for item in items:
        for name in ("title", "link", "guid", "pubDate", "description", "category"):
            assert item.findtext(name), name


def test_what_did_not_change_is_not_sent_again(client: Client, zoelen: Village) -> None:
    fill(zoelen)
    address = "/dorpen/zoelen/nieuws.atom"
    first = client.get(address)
    etag, moment = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in ({"if-none-match": etag}, {"if-modified-since": moment}):
        again = client.get(address, headers=headers)
        assert (again.status_code, again.content) == (304, b""), headers
        assert again.headers["ETag"] == etag
    post = some_news("Nieuw", at=timezone.now() - timedelta(minutes=1), villages=(zoelen,))
    changed = client.get(address, headers={"if-none-match": etag})
    assert changed.status_code == 200
    before = http_date((timezone.now() - timedelta(seconds=30)).timestamp())
    withdraw_page(page=post.page, by=Actor.system("test"), at=timezone.now())
    gone = client.get(address, headers={"if-modified-since": before})
    assert gone.status_code == 200, "a withdrawn post is gone at the next look"
    assert b"Nieuw<" not in gone.content


def test_a_feed_costs_the_same_however_much_is_in_it(client: Client, zoelen: Village) -> None:
    fill(zoelen, 4)
    for address in ("/nieuws/nieuws.atom", "/dorpen/zoelen/nieuws.atom", "/nieuws/onderwerp/groen.atom"):
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        assert len(caught) <= MOST_QUERIES, address


def test_an_empty_feed_and_one_that_is_not_there(client: Client, zoelen: Village) -> None:
    assert titles(atom(client, "/dorpen/zoelen/nieuws.atom")) == []
    for address in ("/dorpen/atlantis/nieuws.atom", "/nieuws/onderwerp/maan.atom", "/nieuws/onderwerp/maan.rss"):
        assert client.get(address).status_code == 404
