"""Following over the web: without an account, without JavaScript, and with one POST to stop."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kernkracht.community.following.models import Follower, Following, Rhythm
from kernkracht.community.villages.models import Village
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.following import FollowerFactory, follows, village_thing
from tests.factories.gatherings import EveningFactory, GatheringFactory
from tests.factories.people import UserFactory, sign_in, with_password
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def zoelen() -> Village:
    cache.clear()
    return VillageFactory(name="Zoelen", slug="zoelen")


def form(village: Village, **changes: Any) -> dict[str, Any]:
    values = {"villages": f"village:{village.pk}", "rhythm": "daily", "email": "robin@example.org", "website": ""}
    return values | changes


def test_from_the_form_to_the_list_and_out(client: Client, zoelen: Village) -> None:
    page = client.get("/volgen/?dorp=zoelen").content.decode()
    assert f'value="village:{zoelen.pk}" checked' in page.replace('" id="', '" id="') or "checked" in page
    assert client.post("/volgen/", form(zoelen)).headers["Location"] == "/volgen/verstuurd/"
    key = Following.objects.get().confirm_key
    asked = client.get(f"/volgen/bevestigen/{key}/").content.decode()
    assert "Zoelen" in asked
    assert Following.objects.get().confirmed_at is None, "opening a link confirms nothing"
    answer = client.post(f"/volgen/bevestigen/{key}/", follow=True)
    assert "Wat u volgt" in answer.content.decode()
    assert client.post(f"/volgen/bevestigen/{key}/").status_code == 404
    follower, following = Follower.objects.get(), Following.objects.get()
    home = f"/volgen/{follower.token}/"
    client.post(home, {"act": "rhythm", "following": following.pk, "rhythm": "weekly"})
    following.refresh_from_db()
    assert following.rhythm == Rhythm.WEEKLY
    wrong = client.post(home, {"act": "rhythm", "following": following.pk, "rhythm": "hourly"})
    assert wrong.status_code == 422
    for odd in ({"act": "x"}, {"act": "stop", "following": "x"}, {"act": "stop", "following": "٣"}):
        assert client.post(home, odd).status_code == 404
    assert "Uw adres is gewist" in client.post(home, {"act": "stop", "following": following.pk}).content.decode()
    assert client.get(home).status_code == 404
    assert not OutboxMessage.objects.exists()


def test_nothing_tells_a_stranger_whether_an_address_is_known(client: Client, zoelen: Village) -> None:
    follows(village_thing(zoelen), follower=FollowerFactory(email="bekend@example.org"))
    answers = []
    for email in ("bekend@example.org", "onbekend@example.org"):
        answer = client.post("/volgen/", form(zoelen, email=email))
        answers.append((answer.status_code, answer.headers["Location"], answer.content))
    assert answers[0] == answers[1]
    assert {row.kind for row in OutboxMessage.objects.all()} == {"follow_known", "follow_confirm"}


def test_mistakes_keep_what_was_typed_and_say_where(client: Client, zoelen: Village) -> None:
    for changes, words in (
        ({"email": "robin@"}, "robin@"),
        ({"villages": []}, "Kies wat u wilt volgen."),
        ({"villages": "village:99999"}, "robin@example.org"),
        ({"rhythm": ""}, "robin@example.org"),
        ({"other": "gathering:99999", "villages": []}, "robin@example.org"),
        ({"email": "x" * 300 + "@example.org"}, "Zoelen"),
    ):
        answer = client.post("/volgen/", form(zoelen, **changes))
        assert answer.status_code == 422, changes
        assert words in answer.content.decode(), changes
    assert not Follower.objects.exists()


def test_the_trap_and_the_brake(client: Client, zoelen: Village) -> None:
    assert client.post("/volgen/", form(zoelen, website="x")).status_code == 422
    assert not Follower.objects.exists()
    codes = [client.post("/volgen/", form(zoelen, email=f"n{n}@example.org")).status_code for n in range(17)]
    assert codes[-1] == 422
    assert codes[0] == 302


def test_a_gathering_is_offered_on_its_own_page_and_one_that_is_not_public_is_not(
    client: Client, zoelen: Village
) -> None:
    evening, hearing = EveningFactory(), GatheringFactory(is_public=False, title="Geheime hoorzitting")
    assert evening.title in client.get(f"/volgen/?wat=gathering:{evening.pk}").content.decode()
    page = client.get(f"/volgen/?wat=gathering:{hearing.pk}&wat=moon:1&wat=%00&wat=x").content.decode()
    assert "Geheime" not in page
    data = form(zoelen, villages=[], other=f"gathering:{evening.pk}")
    assert client.post("/volgen/", data).status_code == 302
    refused = client.post("/volgen/", form(zoelen, villages=[], other=f"gathering:{hearing.pk}"))
    assert refused.status_code == 422
    assert "Geheime" not in refused.content.decode()


def test_the_form_stands_on_the_pages_of_a_village_and_a_gathering(client: Client, zoelen: Village) -> None:
    soon = timezone.now() + timedelta(days=5)
    evening = EveningFactory(starts_at=soon, ends_at=soon + timedelta(hours=1))
    village_page = client.get("/dorpen/zoelen/").content.decode()
    assert "Volg Zoelen" in village_page
    assert f'name="villages" value="village:{zoelen.pk}"' in village_page
    page = client.get(f"/bijeenkomsten/{evening.pk}-{evening.slug}/").content.decode()
    assert f'name="other" value="gathering:{evening.pk}"' in page
    zoelen.status = Village.Status.ENDED
    zoelen.save()
    assert "Volg Zoelen" not in client.get("/dorpen/zoelen/").content.decode()


def test_one_post_without_session_or_cookie_stops_and_again_says_the_same(zoelen: Village) -> None:
    """RFC 8058: the mail program posts `List-Unsubscribe=One-Click`; a GET, by a scanner for example, stops nothing."""
    follower = follows(village_thing(zoelen)).follower
    address = f"/volgen/{follower.token}/stoppen/"
    program = Client(enforce_csrf_checks=True)
    assert "Stop met alle mail" in program.get(address).content.decode()
    assert program.head(address).status_code == 200
    assert program.put(address).status_code == 405
    assert Follower.objects.exists()
    first = program.post(address, {"List-Unsubscribe": "One-Click"})
    again = program.post(address, {"List-Unsubscribe": "One-Click"})
    assert (first.status_code, again.status_code) == (200, 200)
    assert not Follower.objects.exists()
    assert program.get(address).status_code == 404
    other = follows(village_thing(zoelen)).follower
    assert program.post(f"/volgen/{other.token}/", {"act": "stop_all"}).status_code == 403, "all else needs its form"


def test_who_is_signed_in_follows_at_once_and_hears_that_mail_came_back(client: Client, zoelen: Village) -> None:
    user = with_password(UserFactory(email="kim@example.org"))
    browser = sign_in(client, user, "password")
    assert "U volgt nog niets" in browser.get("/mijn/volgen/").content.decode()
    page = browser.get("/volgen/").content.decode()
    assert 'name="email"' not in page
    assert "kim@example.org" in page
    assert 'id="volg-email"' not in browser.get("/dorpen/zoelen/").content.decode()
    assert browser.post("/volgen/", form(zoelen)).headers["Location"] == "/mijn/volgen/"
    assert Follower.objects.get().email == "kim@example.org", "never the address that was posted"
    assert not OutboxMessage.objects.exists()
    Follower.objects.update(paused_at=timezone.now(), bounces=3)
    assert "Onze mail komt niet aan" in browser.get("/mijn/volgen/").content.decode()
    assert "U krijgt weer mail." in browser.post("/mijn/volgen/", {"act": "resume"}, follow=True).content.decode()
    assert Follower.objects.get().paused_at is None
    browser.post("/mijn/volgen/", {"act": "stop_all"})
    assert not Follower.objects.exists()


def test_nobody_opens_anothers_list(client: Client, zoelen: Village) -> None:
    mine, other = follows(village_thing(zoelen)), follows(village_thing(zoelen))
    answer = client.post(f"/volgen/{mine.follower.token}/", {"act": "stop", "following": other.pk})
    assert answer.status_code == 404
    assert Following.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("token", ["x", "x" * 100, "verstuurd-niet", "%00"])
def test_links_that_lead_nowhere_are_a_kind_page(client: Client, token: str) -> None:
    for address in (f"/volgen/{token}/", f"/volgen/bevestigen/{token}/", f"/volgen/{token}/stoppen/"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Meld u opnieuw aan" in answer.content.decode()


def test_themes_and_what_is_gone_in_the_list(client: Client, zoelen: Village) -> None:
    ThemeFactory(code="verkeer", label="Verkeer")
    follower = follows(("theme", "verkeer")).follower
    follows(("gathering", "99999"), follower=follower)
    page = client.get(f"/volgen/{follower.token}/").content.decode()
    assert "Verkeer" in page
    assert "Dit is er niet meer" in page
    assert "Verkeer" in client.get("/volgen/?thema=verkeer").content.decode()
