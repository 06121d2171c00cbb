"""News: whose it is, when it is read, and what a group may send."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kernkracht.community.groups.models import Group
from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.themes.models import Theme
from kernkracht.editorial.news.actions import NewsFacts, UnableToOfferNews, offer_news, save_news
from kernkracht.editorial.news.models import NewsPost
from kernkracht.editorial.news.queries import news_of
from kernkracht.editorial.pages.actions import (
    NotAllowedToWrite,
    PageFacts,
    UnableToSave,
    publish,
    turn_down,
    withdraw_page,
)
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.groups import GroupFactory
from tests.factories.groups import speaker as speaks_for
from tests.factories.news import some_news
from tests.factories.pages import MOMENT
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with, sign_in
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
TEXT = PageFacts("Het plein is klaar", "Kom kijken.")


def _titles(rows: object) -> list[str]:
    return [row.version.title for row in rows]  # type: ignore[attr-defined]


@pytest.fixture
def publisher() -> User:
    return officer_with(Permission.WRITE_PAGES, Permission.PUBLISH_PAGES)


@pytest.fixture
def speaker() -> User:
    return UserFactory(name="Kim Voorbeeld")


@pytest.fixture
def group(speaker: User) -> Group:
    group = GroupFactory(name="Dorpsbelang", villages=[VillageFactory(name="Lienden", slug="lienden")])
    speaks_for(group, speaker)
    return group


def test_a_village_reads_its_own_news_and_that_of_everybody() -> None:
    here, there = VillageFactory(), VillageFactory()
    theme = Theme.objects.create(code="groen", label="Groen", valid_from=date(2020, 1, 1))
    some_news("Hier", villages=(here,), theme=theme)
    some_news("Daar", villages=(there,), at=MOMENT + timedelta(hours=1))
    some_news("Overal", at=MOMENT + timedelta(hours=2))
    some_news("Concept", villages=(here,), is_out=False)
    later = MOMENT + timedelta(days=1)
    assert _titles(news_of(here, later)) == ["Overal", "Hier"]
    assert _titles(news_of(None, later)) == ["Overal", "Daar", "Hier"]
    assert _titles(news_of(None, later, theme)) == ["Hier"]


def test_a_coordinator_writes_for_own_villages_only() -> None:
    mine, other = VillageFactory(), VillageFactory()
    coordinator = UserFactory(is_staff=True)
    role = role_with(Role.Code.VILLAGE_COORDINATOR, Permission.WRITE_PAGES)
    post = Assignment.objects.create(role=role, user=coordinator, team=TeamFactory(), valid_from=date(2000, 1, 1))
    post.villages.add(mine)
    made = save_news(facts=NewsFacts(TEXT, (mine,)), by=coordinator.actor, at=MOMENT)
    with pytest.raises(NotAllowedToWrite, match=other.name):
        save_news(facts=NewsFacts(TEXT, (mine, other)), by=coordinator.actor, at=MOMENT)
    elsewhere = some_news("Van een ander", villages=(other,))
    with pytest.raises(NotAllowedToWrite, match=other.name):
        save_news(facts=NewsFacts(TEXT, (mine,)), post=elsewhere, by=coordinator.actor, at=MOMENT)
    with pytest.raises(UnableToSave, match="bewaarde intussen"):
        save_news(facts=NewsFacts(TEXT, (mine,)), post=made, seen=7, by=coordinator.actor, at=MOMENT)
    assert NewsPost.objects.count() == 2


def test_a_group_writes_and_the_office_publishes(group: Group, speaker: User, publisher: User) -> None:
    post = offer_news(group=group, text=TEXT, by=speaker.actor, at=MOMENT)
    assert post.page.handed_over_number == 1
    assert list(post.villages.all()) == list(group.villages.all())
    assert not news_of(None, MOMENT).exists()
    turn_down(page=post.page, reason="Noem de dag.", by=publisher.actor, at=MOMENT)
    returned = OutboxMessage.objects.get(kind="group_news_returned")
    assert "Noem de dag." in returned.body_text
    better = PageFacts(TEXT.title, "Kom zaterdag kijken.")
    offer_news(group=group, text=better, post=post, by=speaker.actor, at=MOMENT)
    later = MOMENT + timedelta(days=1)
    publish(page=post.page, number=2, live_from=later, by=publisher.actor, at=MOMENT)
    told = OutboxMessage.objects.get(kind="group_news_published")
    assert told.recipient_email == speaker.email
    assert "2 maart 2026" in told.body_text
    publish(page=post.page, number=2, by=publisher.actor, at=MOMENT)
    assert OutboxMessage.objects.filter(kind="group_news_published").count() == 1
    with pytest.raises(UnableToOfferNews, match="al geplaatst"):
        offer_news(group=group, text=TEXT, post=post, by=speaker.actor, at=MOMENT)


def test_nobody_writes_for_somebody_elses_group(group: Group, speaker: User) -> None:
    with pytest.raises(NotAllowedToWrite):
        offer_news(group=group, text=TEXT, by=UserFactory().actor, at=MOMENT)
    other = GroupFactory()
    speaks_for(other, speaker)
    post = offer_news(group=group, text=TEXT, by=speaker.actor, at=MOMENT)
    with pytest.raises(UnableToOfferNews):
        offer_news(group=other, text=TEXT, post=post, by=speaker.actor, at=MOMENT)


def test_a_group_by_its_pages(client: Client, group: Group, speaker: User) -> None:
    home = f"/mijn/groepen/{group.slug}/nieuws/"
    browser = sign_in(client, speaker, "password")
    assert "U schreef nog geen bericht" in browser.get(home).content.decode()
    empty = browser.post(f"{home}nieuw/", {"title": "", "body": "<script>alert(1)</script>"})
    assert empty.status_code == 422
    assert "&lt;script&gt;" in empty.content.decode()
    browser.post(f"{home}nieuw/", {"title": "Feest", "body": "Kom zaterdag."})
    post = NewsPost.objects.get()
    assert "Wij lezen dit bericht" in browser.get(home).content.decode()
    browser.post(f"{home}{post.pk}/", {"title": "Feest", "body": "Kom zondag."})
    assert post.page.versions.order_by("-number")[0].body == "Kom zondag."
    some = some_news("Van het kantoor")
    assert browser.get(f"{home}{some.pk}/").status_code == 404
    assert sign_in(Client(), UserFactory(), "password").get(home).status_code == 404


def test_the_pages_and_feeds_of_news(client: Client) -> None:
    village = VillageFactory(name="Lienden", slug="lienden")
    now = timezone.now()
    post = some_news("Plein & park", villages=(village,), body="Zie [de plannen](/plannen/).", at=now)
    some_news("Voor straks", is_out=False, at=now)
    assert "Plein &amp; park" in client.get("/nieuws/").content.decode()
    assert "Nieuws voor Lienden" in client.get("/dorpen/lienden/").content.decode()
    page = client.get(f"/nieuws/{post.page.slug}/").content.decode()
    assert "Lienden" in page
    for address in ("/nieuws/nieuws.atom", "/dorpen/lienden/nieuws.atom"):
        feed = client.get(address)
        assert feed.headers["Content-Type"].startswith("application/atom+xml")
        text = feed.content.decode()
        assert "Plein &amp; park" in text
        assert "Voor straks" not in text
        assert "href=&quot;http" in text or 'href="http' in text
        assert '="/plannen/' not in text.replace("&quot;", '"')
    assert client.get("/dorpen/atlantis/nieuws.atom").status_code == 404
    assert client.get("/nieuws/?dorp=atlantis&thema=%00&pagina=x").status_code == 200
    withdraw_page(page=post.page, by=officer_with(Permission.PUBLISH_PAGES).actor, at=timezone.now())
    assert client.get(f"/nieuws/{post.page.slug}/").status_code == 404


def test_an_editor_writes_news_of_a_village_with_a_theme(client: Client, publisher: User) -> None:
    village = VillageFactory()
    theme = Theme.objects.create(code="groen", label="Groen", valid_from=date(2020, 1, 1))
    desk = sign_in(client, publisher)
    data = {"title": "Bomen", "body": "Wij planten.", "villages": [village.pk], "theme": theme.pk}
    desk.post("/werk/redactie/nieuw/news/", data)
    post = NewsPost.objects.get()
    assert (list(post.villages.all()), post.theme) == ([village], theme)
    form = desk.get(f"/werk/redactie/{post.page_id}/schrijven/").context["form"]
    assert form["villages"].value() == [village.pk]
    desk.post(f"/werk/redactie/{post.page_id}/schrijven/", {"title": "Bomen", "body": "Morgen.", "seen": "1"})
    post.refresh_from_db()
    assert (post.villages.count(), post.theme) == (0, None)
