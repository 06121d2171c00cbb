"""Pages that belong together lead to each other, and search engines find all of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kernkracht.community.volunteers.models import HelpWanted
from tests.factories.villages import VillageFactory
from tests.factories.volunteers import HelpWantedFactory

pytestmark = pytest.mark.django_db


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("here", "there"), [("plans", "stories"), ("groups", "volunteers"), ("volunteers", "groups"), ("home", "stories")]
)
def test_one_leads_to_the_other(client: Client, here: str, there: str) -> None:
    assert f'href="{reverse(there)}"' in page(client, reverse(here))


def test_volunteers_of_a_village_lead_to_its_groups(client: Client) -> None:
    VillageFactory(name="Ingen", slug="ingen")
    assert f'href="{reverse("groups")}?dorp=ingen"' in page(client, "/vrijwilligers/?dorp=ingen")


def test_search_engines_find_volunteering_and_stories(client: Client) -> None:
    pages = page(client, reverse("sitemap_section", args=["paginas"]))
    for name in ("stories", "volunteers", "prizes"):
        assert f"{reverse(name)}</loc>" in pages
    assert reverse("volunteer_insurance") not in pages, "nobody wrote it yet, so it does not exist"
    index = page(client, reverse("sitemap"))
    for section in ("verhalen", "hulp", "prijzen"):
        assert f"sitemap-{section}.xml" in index
        assert client.get(reverse("sitemap_section", args=[section])).status_code == 200


def test_only_help_that_is_wanted_now_is_in_the_sitemap(client: Client) -> None:
    asked = HelpWantedFactory(state=HelpWanted.State.OPEN, closes_on=timezone.localdate() + timedelta(days=5))
    over = HelpWantedFactory(state=HelpWanted.State.OPEN, closes_on=timezone.localdate() - timedelta(days=1))
    found = page(client, reverse("sitemap_section", args=["hulp"]))
    assert reverse("help_wanted", args=[asked.pk]) in found
    assert reverse("help_wanted", args=[over.pk]) not in found
