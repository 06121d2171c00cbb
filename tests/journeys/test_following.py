"""Following a village on a phone: sign up, confirm by mail, get a digest, and stop with one click."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from kernkracht.community.following.actions import send_digests
from kernkracht.community.following.models import Follower
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.news import some_news
from tests.factories.villages import VillageFactory

from .browser import Watch
from .test_payment import Look

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
LINK = re.compile(r"https?://\S+")


def newest_mail(kind: str) -> OutboxMessage:
    found = OutboxMessage.objects.filter(kind=kind).order_by("-pk").first()
    assert found is not None
    return found


def test_a_resident_follows_a_village_hears_of_it_and_stops(page: Page, site: str, watch: Watch, look: Look) -> None:
    cache.clear()
    village = VillageFactory(name="Zoelen", slug="zoelen")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type] # width and height
    watch.expect("422")
    page.goto("/dorpen/zoelen/")
    page.locator("#volg-ritme").select_option("at_once")
    page.get_by_role("region", name="Volg Zoelen").get_by_role("button", name="Volg").click()
    expect(page.get_by_role("heading", name="Er ging iets mis")).to_be_visible()
    expect(page.get_by_label("Zoelen")).to_be_checked()
    look(page, "follow-fault")
    page.get_by_label("Uw e-mailadres").fill("robin@example.org")
    page.get_by_role("button", name="Volg").click()
    expect(page.get_by_role("heading", name="Kijk in uw mail")).to_be_visible()
    look(page, "follow-sent")

    page.goto(LINK.findall(newest_mail("follow_confirm").body_text)[0])
    look(page, "follow-confirm")
    page.get_by_role("button", name="Ja, ik wil dit volgen").click()
    expect(page.get_by_text("Gelukt. U krijgt mail zodra er nieuws is.")).to_be_visible()
    look(page, "follow-manage")

    some_news("Het plein is klaar", at=timezone.now(), villages=(village,))
    assert send_digests(timezone.now) == 1
    digest = newest_mail("news_digest")
    assert digest.subject == "Zoelen: Het plein is klaar"
    page.goto(next(link for link in LINK.findall(digest.body_text) if "/nieuws/" in link))
    expect(page.get_by_role("heading", name="Het plein is klaar")).to_be_visible()

    page.goto(digest.unsubscribe_url)
    look(page, "follow-stop")
    page.get_by_role("button", name="Stop met alle mail en wis mijn adres").click()
    expect(page.get_by_role("heading", name="U krijgt geen mail meer")).to_be_visible()
    look(page, "follow-stopped")
    assert not Follower.objects.exists()
